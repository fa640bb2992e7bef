#include "match/scanner.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using match::Scanner;
using match::test::Hits;
using match::test::rule_text;
using match::test::scan_block;
using match::test::scan_pieces;
using match::test::TestEngine;
using model::Range;

namespace {

const auto kAll = [](std::size_t wanted) { return wanted; };
const auto kSingle = [](std::size_t) { return std::size_t{1}; };

std::vector<Range> matches_of(const TestEngine& engine, std::string_view text) {
  Scanner scanner(engine.engine);
  return scan_block(scanner, text).matches("test-key");
}

}  // namespace

TEST_CASE("scanner: the match, its secret, its window and its position are told") {
  const TestEngine engine(rule_text("test-key", "key=(v[0-9]{3})"));
  Scanner scanner(engine.engine);
  const Hits hits = scan_block(scanner, "one\ntwo key=v123 end\n");
  REQUIRE(hits.list.size() == 1);
  CHECK(hits.list[0].match == Range{8, 16});
  CHECK(hits.list[0].secret == Range{12, 16});
  CHECK(hits.list[0].window_offset == 0);
  CHECK(hits.list[0].window == "one\ntwo key=v123 end\n");
  CHECK(hits.list[0].position == text::Position{2, 9});
  CHECK(scanner.disagreements() == 0);
}

TEST_CASE("scanner: texts without a match, and empty ones, give nothing") {
  const TestEngine engine(rule_text("test-key", "key=(v[0-9]{3})"));
  for (const char* text : {"", "k", "key=v12", "key=v12x", "KEY=v123", "ey=v123"}) {
    CAPTURE(text);
    CHECK(matches_of(engine, text).empty());
  }
}

TEST_CASE("scanner: matches of one rule do not overlap and come in the order of the text") {
  const TestEngine engine(rule_text("test-key", "(aba[ab]{0,2})"));
  CHECK(matches_of(engine, "ababa") == std::vector<Range>{{0, 5}});
  CHECK(matches_of(engine, "abaabaaba") == std::vector<Range>{{0, 5}, {6, 9}});
  CHECK(matches_of(engine, "aba.aba.aba") == std::vector<Range>{{0, 3}, {4, 7}, {8, 11}});
  const TestEngine fixed(rule_text("test-key", "(abab)"));
  CHECK(matches_of(fixed, "abababab") == std::vector<Range>{{0, 4}, {4, 8}});
}

TEST_CASE("scanner: an open repeat is one match, as long as the pattern allows") {
  const TestEngine engine(rule_text("test-key", "(key[0-9]{3,10})"));
  CHECK(matches_of(engine, "key1234567") == std::vector<Range>{{0, 10}});
  CHECK(matches_of(engine, "key" + std::string(20, '1')) == std::vector<Range>{{0, 13}});
  CHECK(matches_of(engine, "key12 key123") == std::vector<Range>{{6, 12}});
}

TEST_CASE("scanner: any bytes may stand in text and pattern") {
  const TestEngine engine(rule_text("test-key", R"(key(\x00\xff[\x80-\x82]{2}))"));
  const std::string text = std::string("\0\0key", 5) + std::string("\0\xff\x80\x82", 4) + "key";
  CHECK(matches_of(engine, text) == std::vector<Range>{{2, 9}});
  CHECK(matches_of(engine, std::string("key\0\xff\x80\x83", 7)).empty());
}

TEST_CASE("scanner: case is ignored only where the pattern says so") {
  const TestEngine engine(rule_text("test-key", "(?i:Key)=(v[0-9]{3})"));
  for (const char* text : {"key=v123", "KEY=v123", "kEy=v123"})
    CHECK(matches_of(engine, text).size() == 1);
  CHECK(matches_of(engine, "key=V123").empty());
}

TEST_CASE("scanner: rules of several parts keep their own patterns and numbers") {
  rules::RuleCollection collections[2];
  match::CustomDatabases databases[2];
  std::vector<match::CompiledRules> parts;
  for (std::size_t i = 0; i < 2; ++i) {
    rules::load_rules(
        collections[i],
        rule_text("a-" + std::to_string(i), "(a" + std::to_string(i) + "[0-9]{4})") +
            rule_text("b-" + std::to_string(i), "(b" + std::to_string(i) + "[0-9]{4})"),
        "x");
    databases[i] = match::load_or_compile(collections[i].view(), "", {});
    parts.push_back(databases[i].compiled(collections[i].view()));
  }
  const match::Engine engine(std::move(parts));
  REQUIRE(engine.rule_count() == 4);
  CHECK(engine.rule(0).id == "a-0");
  CHECK(engine.rule(3).id == "b-1");
  Scanner scanner(engine);
  const std::string text = "b11234 a01234 b05678 a15678";
  const Hits block = scan_block(scanner, text);
  CHECK(block.matches("a-0") == std::vector<Range>{{7, 13}});
  CHECK(block.matches("b-0") == std::vector<Range>{{14, 20}});
  CHECK(block.matches("a-1") == std::vector<Range>{{21, 27}});
  CHECK(block.matches("b-1") == std::vector<Range>{{0, 6}});
  CHECK(scan_pieces(scanner, text, kSingle).list == block.list);
}

TEST_CASE("scanner: windows hold what rules may look at, and end early only where the text does") {
  // What a key's header introduces may be long.
  for (const std::string structure : {"", "[rule.confirm]\nstructure = \"private-key\"\n"}) {
    const TestEngine engine(rule_text("test-key", "(key[0-9]{5})") + structure);
    Scanner scanner(engine.engine);
    const std::string before(100'000, 'x');
    const std::string behind(200'000, 'y');
    const std::string text = before + "key12345" + behind;
    const Hits block = scan_block(scanner, text);
    REQUIRE(block.list.size() == 1);
    const rules::WindowReach reach = rules::window_reach(engine.engine.rule(0));
    CHECK((reach.behind == match::kWindowBehind) == !structure.empty());
    CHECK(block.list[0].window_offset == before.size() - reach.before);
    CHECK(block.list[0].window.size() == reach.before + 8 + reach.behind);
    CHECK(scan_pieces(scanner, text, kAll).list == block.list);
    const auto some = [](std::size_t wanted) { return std::min<std::size_t>(wanted, 4096); };
    CHECK(scan_pieces(scanner, text, some).list == block.list);
  }
}

TEST_CASE("scanner: lines and columns of a stream count from its beginning") {
  const TestEngine engine(rule_text("test-key", "(key[0-9]{5})"));
  Scanner scanner(engine.engine);
  std::string text;
  for (int line = 1; line <= 60'000; ++line)
    text += line % 20'000 == 0 ? "  key12345\n" : "some text\n";
  const Hits stream = scan_pieces(scanner, text, kAll);
  REQUIRE(stream.list.size() == 3);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(stream.list[i].position == text::Position{20'000 * (i + 1), 3});
  CHECK(scan_block(scanner, text).list == stream.list);
}

TEST_CASE("scanner: one scanner serves texts and streams in turn, each from its beginning") {
  const TestEngine engine(rule_text("test-key", "(key[0-9]{5})"));
  Scanner scanner(engine.engine);
  const std::string text = "  key12345 key54321";
  const Hits first = scan_block(scanner, text);
  for (int i = 0; i < 3; ++i) {
    CHECK(scan_pieces(scanner, text, kAll).list == first.list);
    CHECK(scan_pieces(scanner, "key1234", kAll).list.empty());
    CHECK(scan_block(scanner, "5 key1").list.empty());
    CHECK(scan_block(scanner, text).list == first.list);
  }
}

TEST_CASE("scanner: a source that fails leaves the scanner fit for the next text") {
  const TestEngine engine(rule_text("test-key", "(key[0-9]{5})"));
  Scanner scanner(engine.engine);
  int reads = 0;
  const auto failing = [&](std::span<char> buffer) {
    if (++reads == 2) throw base::unreadable("gone");
    std::memcpy(buffer.data(), "key12345", 8);
    return std::size_t{8};
  };
  CHECK_THROWS_AS(scanner.scan_stream(failing, [](const match::Hit&) { return true; }),
                  base::Error);
  CHECK(scan_block(scanner, "no match").list.empty());
  CHECK(scan_pieces(scanner, "x key12345", kAll).matches("test-key") ==
        std::vector<Range>{{2, 10}});
}

TEST_CASE("scanner: a receiver that fails leaves the scanner fit for the next text") {
  const TestEngine engine(rule_text("test-key", "(key[0-9]{5})"));
  Scanner scanner(engine.engine);
  const auto fail = [](const match::Hit&) -> bool { throw base::unreadable("no room"); };
  CHECK_THROWS_AS(scanner.scan("key12345 key54321", fail), base::Error);
  CHECK(scan_block(scanner, "x key12345").matches("test-key") == std::vector<Range>{{2, 10}});
}

TEST_CASE("scanner: a million matches take no more than their number") {
  const TestEngine engine(rule_text("test-key", "(key)"));
  Scanner scanner(engine.engine);
  std::string text;
  for (int i = 0; i < 1'000'000; ++i) text += "key";
  std::size_t count = 0;
  scanner.scan(text, [&](const match::Hit&) {
    ++count;
    return true;
  });
  CHECK(count == 1'000'000);
}

TEST_CASE("scanner: the slow twin finds all matches of one rule") {
  const TestEngine engine(rule_text("test-key", "k(v[0-9])"));
  CHECK(match::find_all(engine.engine, 0, "kv1kv2 xkv3") ==
        std::vector<Range>{{0, 3}, {3, 6}, {8, 11}});
  CHECK(match::find_all(engine.engine, 0, "").empty());
}

TEST_CASE("scanner: a match that overlaps the one before it is no disagreement of the engines") {
  const TestEngine engine(rule_text("test-key", "(key_[0-9a-z]{5})"));
  Scanner scanner(engine.engine);
  CHECK(scan_block(scanner, "key_12key_45678").matches("test-key").size() == 1);
  CHECK(scanner.disagreements() == 0);
}

TEST_CASE("scanner: the next match may begin inside a candidate that is rejected") {
  const TestEngine engine(rule_text("test-key", "(key_[0-9a-z_]{5})") +
                          rule_text("test-pair", "name=([0-9a-z=]{4,9})"));
  Scanner scanner(engine.engine);
  const auto reject_first = [](std::size_t begin) { return begin == 0; };
  CHECK(scan_block(scanner, "key_12key_45678", reject_first).matches("test-key") ==
        std::vector<Range>{{0, 9}, {6, 15}});
  CHECK(scan_block(scanner, "name=name=12345;", reject_first).matches("test-pair") ==
        std::vector<Range>{{0, 14}, {5, 15}});
  // Shorter forms of what was rejected are not offered again.
  CHECK(scan_block(scanner, "name=123456789;", reject_first).matches("test-pair") ==
        std::vector<Range>{{0, 14}});
  CHECK(scanner.disagreements() == 0);
}
