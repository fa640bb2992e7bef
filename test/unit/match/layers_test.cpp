// Rules of all layers: block, pieces and the slow twin find the same.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "match/compile.h"
#include "match/engine_impl.h"
#include "match/scanner.h"
#include "test/support/catch.h"
#include "test/unit/match/random_text.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using match::Layer;
using match::Scanner;
using match::test::Hits;
using match::test::rule_text;
using match::test::scan_block;
using match::test::scan_pieces;
using match::test::TestEngine;
using model::Range;

namespace {

std::string word_rule(const std::string& id, const std::string& pattern, const std::string& words,
                      int distance) {
  return rule_text(id, pattern) + "kind = \"context\"\n[rule.confirm]\ncontext = [" + words +
         "]\ncontext_distance = " + std::to_string(distance) + "\n";
}

const TestEngine& layered_engine() {
  static const TestEngine engine(
      rule_text("e-name", "(name[0-9a-z]{0,9})") + rule_text("a-key", "(key[0-9a-z]{0,9})") +
      rule_text("a-case", "(?i:tok|Key)[ =:\"]{1,4}([0-9a-z]{3,6})") +
      rule_text("a-inside", "(key)[a-z0-9]{0,4}key") + rule_text("n-plain", "(tok_[0-9a-f]{16})") +
      rule_text("n-far", "tok=\"?([0-9A-Za-z]{30})(?:\\.[a-z]{1,8})?") +
      rule_text("n-open", "(ab[0-9a-b]{16,60})") +
      rule_text("n-case", "(?i:Tok)[=:]{1,2}([0-9a-f]{20})[^\\x00]{0,5}?x") +
      word_rule("w-hex", "([0-9a-f]{20})", "\"acme\", \"Bo\"", 30) +
      word_rule("w-hex-too", "([0-9a-f]{20})", "\"acme\"", 10) +
      word_rule("w-any", "([0-9A-Za-z]{18,22})", "\"tok\"", 25) +
      word_rule("w-dotted", "([0-9a-f]{5}\\.[0-9a-f]{20})", "\"acme\", \"tok\"", 40) +
      word_rule("w-base64", "([A-Za-z0-9+/]{22}==)", "\"key\"", 20) +
      word_rule("w-url", "([A-Za-z0-9_-]{20})", "\"bo\"", 20) +
      word_rule("w-lead", "(:[0-9a-f]{20})", "\"acme\"", 50));
  return engine;
}

std::string layered_text(rules::ExampleRandom& random, std::size_t size) {
  static constexpr std::string_view kPieces[] = {
      "key", "tok_", "tok=", "tok=\"", "TOK:", "acme", "ACME", "bo ", "ab", " ",  "\n", "=",
      "\\n", "%3D",  "\"",   ".",      ":",    "-",    "_",    "/",   "==", "x ", "+",  "name "};
  static constexpr std::string_view kAlphabets[] = {
      "0123456789abcdef",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
      "ab01",
      "abcdefghijklmnopqrstuvwxyz",
      "abcdefghijklmnopqrstuvwxyz0123456789_-"};
  static constexpr std::size_t kLengths[] = {5, 16, 18, 20, 20, 20, 22, 22, 25, 30, 30};
  std::string text;
  while (text.size() < size) {
    if (random.below(3) == 0)
      text += random.characters(
          kAlphabets[random.below(std::size(kAlphabets))],
          random.below(5) == 0 ? random.below(90) : kLengths[random.below(std::size(kLengths))]);
    else
      text += kPieces[random.below(std::size(kPieces))];
    if (random.below(60) == 0) text += std::string(random.below(120), ' ');
  }
  return text;
}

void check_twin(const match::Engine& engine, const Hits& hits, std::string_view text) {
  for (std::size_t i = 0; i < engine.rule_count(); ++i) {
    CAPTURE(engine.rule(i).id);
    REQUIRE(hits.matches(engine.rule(i).id) == match::find_all(engine, i, text));
  }
}

std::vector<Range> found(const std::string& text, std::string_view rule) {
  Scanner scanner(layered_engine().engine);
  return scan_block(scanner, text).matches(rule);
}

}  // namespace

TEST_CASE("layers: the rules of these tests are where they are meant to be") {
  const match::Engine& engine = layered_engine().engine;
  for (std::size_t i = 0; i < engine.rule_count(); ++i) {
    CAPTURE(engine.rule(i).id);
    const char letter = engine.rule(i).id.front();
    CHECK(engine.layer(i) == (letter == 'e'   ? Layer::Everywhere
                              : letter == 'a' ? Layer::AtWords
                              : letter == 'n' ? Layer::NearRuns
                                              : Layer::ByWords));
  }
}

TEST_CASE("layers: block, pieces and the slow twin agree on random text") {
  Scanner scanner(layered_engine().engine);
  rules::ExampleRandom random(21);
  std::size_t hits = 0;
  for (int trial = 0; trial < 150; ++trial) {
    const std::string text = layered_text(random, random.below(3000));
    CAPTURE(trial, text);
    const Hits block = scan_block(scanner, text);
    check_twin(layered_engine().engine, block, text);
    const Hits pieces = scan_pieces(scanner, text, [&](std::size_t wanted) {
      return 1 + random.below(std::min<std::size_t>(wanted, 50));
    });
    REQUIRE((pieces.list == block.list));
    hits += block.list.size();
  }
  CHECK(hits > 1000);
}

TEST_CASE("layers: block and pieces agree where candidates are rejected") {
  Scanner scanner(layered_engine().engine);
  rules::ExampleRandom random(22);
  for (int trial = 0; trial < 100; ++trial) {
    const std::string text = layered_text(random, 200'000 + random.below(200'000));
    const auto reject = [](std::size_t begin) { return begin % 3 != 0; };
    CAPTURE(trial);
    const Hits block = scan_block(scanner, text, reject);
    const Hits pieces = scan_pieces(
        scanner, text,
        [&](std::size_t wanted) { return 1 + random.below(std::min<std::size_t>(wanted, 70'000)); },
        reject);
    REQUIRE((pieces.list == block.list));
    if (trial >= 8) break;
  }
}

TEST_CASE("layers: runs and values at the borders of pieces are found, long runs too") {
  Scanner scanner(layered_engine().engine);
  rules::ExampleRandom random(23);
  constexpr std::size_t kPiece = 256 * 1024;
  for (int trial = 0; trial < 6; ++trial) {
    std::string text = layered_text(random, 2 * kPiece + 5000);
    for (const std::size_t border : {kPiece, 2 * kPiece, std::size_t{32 * 1024}}) {
      const std::size_t back = random.below(60);
      text.replace(border - back, 40, "acme tok_0123456789abcdef0123 :01234567");
    }
    // Data of more than is held, values at its ends and inside.
    const std::string data =
        random.characters("abcdefghijklmnop0123456789/+", 150'000 + random.below(9000));
    text.insert(random.below(text.size()), "acme 0123456789abcdef0123 tok=" + data +
                                               "tok_0123456789abcdef acme 0123456789abcdef0123");
    const std::size_t inside = text.find(data) + random.below(data.size() - 30);
    text.replace(inside, 20, "tok_0123456789abcdef");
    CAPTURE(trial);
    const Hits block = scan_block(scanner, text);
    const Hits pieces = scan_pieces(scanner, text, [](std::size_t wanted) { return wanted; });
    REQUIRE((pieces.list == block.list));
    if (trial == 0) check_twin(layered_engine().engine, block, text);
  }
}

TEST_CASE("layers: texts of more than one block are found like shorter ones") {
  Scanner scanner(layered_engine().engine);
  rules::ExampleRandom random(24);
  const std::string text = layered_text(random, match::kMaxBlock + 1000);
  const Hits hits = scan_block(scanner, text);
  const Hits pieces = scan_pieces(scanner, text, [&](std::size_t wanted) {
    return 1 + random.below(std::min<std::size_t>(wanted, 100'000));
  });
  CHECK((hits.list == pieces.list));
  for (std::size_t i = 0; i < layered_engine().engine.rule_count(); i += 4)
    CHECK(hits.matches(layered_engine().engine.rule(i).id) ==
          match::find_all(layered_engine().engine, i, text));
}

TEST_CASE("layers: a value by words needs a word of its rule, as near as the rule says") {
  const std::string value = "0123456789abcdef0123";
  CHECK(found("acme = " + value, "w-hex") == std::vector<Range>{{7, 27}});
  CHECK(found("acme = " + value, "w-hex-too") == std::vector<Range>{{7, 27}});
  CHECK(found("aCMe = " + value, "w-hex").size() == 1);
  CHECK(found("bo = " + value, "w-hex").size() == 1);
  CHECK(found("bo = " + value, "w-hex-too").empty());
  CHECK(found("acne = " + value, "w-hex").empty());
  CHECK(found(value + "; // acme", "w-hex").size() == 1);
  for (const std::size_t gap : {5U, 6U, 7U}) {
    CAPTURE(gap);
    CHECK(found("acme " + std::string(gap - 1, ' ') + value, "w-hex-too").size() ==
          (gap <= 6 ? 1U : 0U));
    CHECK(found(value + std::string(gap, ' ') + "acme", "w-hex-too").size() ==
          (gap <= 6 ? 1U : 0U));
  }
}

TEST_CASE("layers: a value by words is a whole token") {
  const std::string value = "0123456789abcdef0123";
  for (const char* before : {"acme ", "acme=\"", "acme\\n", "acme%3D", "acme/"}) {
    CAPTURE(before);
    CHECK(found(before + value + " ", "w-hex").size() == 1);
  }
  for (const char* before : {"acme ab", "acme_", "acme-", "acme x"}) {
    CAPTURE(before);
    CHECK(found(before + value + " ", "w-hex").empty());
  }
  for (const char* behind : {"", "\"", ".", "/x", "- ", "_", "--"}) {
    CAPTURE(behind);
    CHECK(found("acme " + value + behind, "w-hex").size() == 1);
  }
  for (const char* behind : {"0", "a", "z", "-x", "_1", "--_x"}) {
    CAPTURE(behind);
    CHECK(found("acme " + value + behind, "w-hex").empty());
  }
  CHECK(found("key=0123456789aGcdxf+/0123==", "w-base64").size() == 1);
  CHECK(found("key=/0123456789aGcdxf+/012==", "w-base64").size() == 1);
  CHECK(found("key=x/0123456789aGcdxf+/0123==", "w-base64").empty());
}

TEST_CASE("layers: values by words are not looked for in data") {
  const std::string data(5000, 'a');
  CHECK(found("acme 0123456789abcdef0123/" + data, "w-hex").empty());
  CHECK(found("acme 0123456789abcdef0123 " + data, "w-hex").size() == 1);
}

TEST_CASE("layers: databases that are used where they lie give what loaded ones give") {
  rules::RuleCollection collection;
  std::string toml;
  const match::Engine& loaded = layered_engine().engine;
  for (std::size_t i = 0; i < loaded.rule_count(); ++i) collection.rules.push_back(loaded.rule(i));
  const std::string packed = match::with_images(match::compile_rules(collection.view()));
  std::vector<char> memory(packed.size() + 2 * match::kSectionAlignment);
  rules::ExampleRandom random(25);
  std::vector<std::string> texts;
  for (int i = 0; i < 30; ++i) texts.push_back(layered_text(random, 2000));
  Scanner expected(loaded);
  // At a multiple of the alignment the images are used, elsewhere they cannot be.
  for (const std::size_t shift : {std::size_t{0}, std::size_t{16}}) {
    const auto address = reinterpret_cast<std::uintptr_t>(memory.data());
    const std::size_t at = (match::kSectionAlignment - address % match::kSectionAlignment) + shift;
    std::copy(packed.begin(), packed.end(), memory.begin() + static_cast<std::ptrdiff_t>(at));
    const match::Engine engine({{collection.view(), {memory.data() + at, packed.size()}}});
    CHECK(engine.uses_images() == (shift == 0));
    Scanner scanner(engine);
    for (const std::string& text : texts)
      REQUIRE((scan_block(scanner, text).list == scan_block(expected, text).list));
    CHECK(std::equal(packed.begin(), packed.end(),
                     memory.begin() + static_cast<std::ptrdiff_t>(at)));  // only read
  }
  match::Sections sections = match::unpack(packed);
  match::section(sections, match::Section::EngineVersion) += "x";
  const std::string other = match::pack(sections);
  std::copy(other.begin(), other.end(), memory.begin());
  CHECK_FALSE(match::Engine({{collection.view(), other}}).uses_images());
}

TEST_CASE("layers: the built-in rules are used where they lie") {
  CHECK(match::test::builtin_engine().uses_images());
  CHECK(match::test::builtin_engine().impl().parts().front()->scratch != nullptr);
}

TEST_CASE("layers: the twin agrees on real files below VETO_TEST_TEXTS") {
  const char* directory = std::getenv("VETO_TEST_TEXTS");
  if (directory == nullptr) return;
  Scanner scanner(match::test::builtin_engine());
  std::size_t number = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file() || ++number % 97 != 0 || entry.file_size() > 100'000) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    CAPTURE(entry.path().string());
    const Hits block = scan_block(scanner, text);
    check_twin(match::test::builtin_engine(), block, text);
    const Hits pieces = scan_pieces(
        scanner, text, [](std::size_t wanted) { return std::min<std::size_t>(wanted, 33'333); });
    REQUIRE((pieces.list == block.list));
  }
}
