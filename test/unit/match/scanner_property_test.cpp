// A text in one block, in pieces of any sizes, and RE2 alone: three ways to the same matches.
#include <cstdlib>
#include <string>
#include <vector>

#include "match/scanner.h"
#include "test/support/catch.h"
#include "test/unit/match/random_text.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using match::Scanner;
using match::test::builtin_engine;
using match::test::Hits;
using match::test::RandomText;
using match::test::rule_text;
using match::test::scan_block;
using match::test::scan_pieces;
using match::test::TestEngine;

namespace {

std::size_t trials(std::size_t usual) {
  const char* wanted = std::getenv("VETO_TRIALS");
  return wanted == nullptr ? usual : static_cast<std::size_t>(std::strtoull(wanted, nullptr, 10));
}

/// Rules whose matches are hard to tell apart: open repeats, alternatives, matches inside matches.
const TestEngine& hard_engine() {
  static const TestEngine engine(
      rule_text("r-open", "(key[0-9a-z]{0,40})") + rule_text("r-lazy", "(key[0-9a-z]{0,40}?=)") +
      rule_text("r-alternatives", "((?:ab|abc|abcd)[a-d]{0,6}x?)") +
      rule_text("r-nested", "a(?:b(c)){1,9}") + rule_text("r-wide", "aa([^\\x00]{0,1000})bb") +
      rule_text("r-lines", "a[ \\n]{0,3}=([ \\n]{0,3}b)") +
      rule_text("r-same", "(key[0-9a-z]{0,40})") + rule_text("r-long", "(abab[ab]{0,900}c)") +
      rule_text("r-word", "(abcd[a-d]{0,9}x?)") + rule_text("r-words", "(abcab[^\\x00]{0,60}?=)") +
      rule_text("r-optional", "(abc?)") + rule_text("r-case", "(?i:KEY)=([a-d]{1,9})"));
  return engine;
}

std::string show(const Hits& hits) {
  std::string text;
  for (const match::test::FoundHit& hit : hits.list)
    text += std::string(hit.rule) + " " + std::to_string(hit.match.begin) + "-" +
            std::to_string(hit.match.end) + " window at " + std::to_string(hit.window_offset) +
            "+" + std::to_string(hit.window.size()) + "\n";
  return text;
}

/// RE2 alone takes its time on long texts: of many rules only some are asked.
void check_twin(const RandomText& random, const Hits& hits, std::string_view text) {
  const std::size_t most = std::max<std::size_t>(4'000'000 / (text.size() + 1), 2);
  std::size_t asked = 0;
  for (const std::size_t number : random.used) {
    if (++asked > most) break;
    const std::string_view id = builtin_engine().rule(number).id;
    CAPTURE(id);
    REQUIRE(hits.matches(id) == match::find_all(builtin_engine(), number, text));
  }
}

/// A small text over few letters, so that the hard rules meet each other at every turn.
std::string hard_text(rules::ExampleRandom& random, std::size_t max_size) {
  static constexpr std::string_view kPieces[] = {
      "a", "b", "c", "d", "ab", "abc", "key", "KEY=", "=", "x", "\n", " ", "aa", "bb", "0"};
  std::string text;
  const std::size_t size = random.below(max_size);
  while (text.size() < size) text += kPieces[random.below(std::size(kPieces))];
  return text;
}

void check_hard(std::uint64_t seed, std::size_t max_size) {
  Scanner scanner(hard_engine().engine);
  rules::ExampleRandom random(seed);
  for (std::size_t trial = 0; trial < trials(100); ++trial) {
    const std::string text = hard_text(random, max_size);
    CAPTURE(seed, trial, text);
    const Hits block = scan_block(scanner, text);
    for (std::size_t i = 0; i < hard_engine().engine.rule_count(); ++i) {
      const rules::Rule& rule = hard_engine().engine.rule(i);
      CAPTURE(rule.id, rule.pattern);
      REQUIRE(block.matches(rule.id) == match::find_all(hard_engine().engine, i, text));
    }
    const Hits pieces = scan_pieces(scanner, text, [&](std::size_t wanted) {
      return 1 + random.below(std::min<std::size_t>(wanted, 9));
    });
    REQUIRE(pieces.list == block.list);
  }
}

}  // namespace

TEST_CASE("scanner: block, pieces and the slow twin agree on rules that are hard to tell apart") {
  check_hard(1, 60);
  check_hard(2, 400);
}

TEST_CASE("scanner: block and pieces agree on what begins inside rejected candidates") {
  Scanner scanner(hard_engine().engine);
  rules::ExampleRandom random(7);
  for (std::size_t trial = 0; trial < trials(200); ++trial) {
    const std::string text = hard_text(random, 400);
    const std::size_t rest = 2 + trial % 3;
    const auto reject = [rest](std::size_t begin) { return begin % rest != 0; };
    CAPTURE(trial, text);
    const Hits block = scan_block(scanner, text, reject);
    const Hits pieces = scan_pieces(
        scanner, text,
        [&](std::size_t wanted) { return 1 + random.below(std::min<std::size_t>(wanted, 9)); },
        reject);
    REQUIRE(pieces.list == block.list);
  }
  CHECK(scanner.disagreements() == 0);
}

TEST_CASE("scanner: block, pieces and the slow twin agree on the built-in rules' examples") {
  Scanner scanner(builtin_engine());
  RandomText random(builtin_engine(), 3);
  for (std::size_t trial = 0; trial < trials(40); ++trial) {
    random.used.clear();
    const std::string text = random.make(random.random.below(20'000), 200);
    CAPTURE(trial);
    const Hits block = scan_block(scanner, text);
    check_twin(random, block, text);
    const Hits pieces = scan_pieces(scanner, text, [&](std::size_t wanted) {
      return 1 + random.random.below(std::min<std::size_t>(wanted, 5000));
    });
    INFO(show(block) << "in pieces:\n" << show(pieces));
    REQUIRE((pieces.list == block.list));
  }
}

TEST_CASE("scanner: single bytes give the same as the whole text") {
  Scanner scanner(builtin_engine());
  RandomText random(builtin_engine(), 4);
  const std::string text = random.make(3000, 100);
  const Hits pieces = scan_pieces(scanner, text, [](std::size_t) { return std::size_t{1}; });
  CHECK((pieces.list == scan_block(scanner, text).list));
}

TEST_CASE("scanner: examples at the borders of the engine's pieces are found, windows and all") {
  Scanner scanner(builtin_engine());
  RandomText random(builtin_engine(), 5);
  constexpr std::size_t kPiece = 256 * 1024;
  for (std::size_t trial = 0; trial < trials(6); ++trial) {
    random.used.clear();
    std::string text = random.make(3 * kPiece + random.random.below(1000), 20'000);
    for (const std::size_t border : {kPiece, 2 * kPiece, 3 * kPiece}) {
      const std::string example = random.example();
      const std::size_t at = border - std::min(border, random.random.below(example.size() + 10));
      text.replace(std::min(at, text.size()), std::min(example.size(), text.size() - at), example);
    }
    CAPTURE(trial);
    const Hits block = scan_block(scanner, text);
    check_twin(random, block, text);
    const Hits pieces = scan_pieces(scanner, text, [](std::size_t wanted) { return wanted; });
    INFO(show(block) << "in pieces:\n" << show(pieces));
    REQUIRE((pieces.list == block.list));
  }
}

TEST_CASE("scanner: texts around the limit of one block give the same either way") {
  Scanner scanner(builtin_engine());
  RandomText random(builtin_engine(), 6);
  for (const std::size_t size : {match::kMaxBlock - 1, match::kMaxBlock, match::kMaxBlock + 1}) {
    CAPTURE(size);
    random.used.clear();
    std::string text = random.make(size, 300'000);
    const std::string example = random.example();
    text.replace(text.size() - std::min(example.size(), text.size()), example.size(), example);
    const Hits either = scan_block(scanner, text);
    const Hits pieces = scan_pieces(scanner, text, [](std::size_t wanted) { return wanted; });
    CHECK((either.list == pieces.list));
    check_twin(random, either, text);
  }
}
