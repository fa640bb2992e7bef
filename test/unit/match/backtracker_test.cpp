#include "match/backtracker.h"

#include <string>

#include "match/expression.h"
#include "rules/builtin.h"
#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using match::Backtracker;
using match::PatternKind;
using match::PatternNode;

namespace {

constexpr std::size_t kMaxText = 20'000;

/// Adds text that `node` nearly matches: repeats of any length, and now and then a byte too many.
void add_near_text(const PatternNode& node, rules::ExampleRandom& random, std::string& text) {
  if (text.size() > kMaxText) return;
  switch (node.kind) {
    case PatternKind::Byte: {
      std::string bytes;
      for (unsigned c = 0; c < node.set.size(); ++c) {
        if (node.set.test(c)) bytes += static_cast<char>(c);
      }
      text += bytes[random.below(bytes.size())];
      if (random.below(120) == 0) text += static_cast<char>(random.below(256));
      return;
    }
    case PatternKind::Choice:
      return add_near_text(node.inside[random.below(node.inside.size())], random, text);
    case PatternKind::Repeat: {
      const std::size_t spare = node.max - node.min;
      const std::size_t more = random.below(4) == 0 ? spare : std::min<std::size_t>(3, spare);
      const std::size_t count = node.min + random.below(more + 1);
      for (std::size_t i = 0; i < count; ++i) add_near_text(node.inside.front(), random, text);
      return;
    }
    case PatternKind::Sequence:
    case PatternKind::Capture:
      for (const PatternNode& part : node.inside) {
        add_near_text(part, random, text);
        if (random.below(80) == 0) return;
      }
      return;
  }
}

std::string near_text(const PatternNode& pattern, rules::ExampleRandom& random) {
  std::string text;
  for (int part = 0; part < 3; ++part) {
    add_near_text(pattern, random, text);
    if (random.below(3) == 0) text.resize(text.size() - random.below(text.size() / 2 + 1));
  }
  return text;
}

/// The rule with a pattern of the same matches that is left to RE2.
rules::Rule for_re2(const rules::Rule& rule, std::string& pattern) {
  pattern = "(?:" + std::string(rule.pattern) + "|\\b\\B)";
  rules::Rule plain = rule;
  plain.pattern = pattern;
  return plain;
}

/// False when no text was matched.
bool check_agreement(const rules::Rule& rule, rules::ExampleRandom& random, int trials) {
  std::string pattern;
  const rules::Rule plain = for_re2(rule, pattern);
  REQUIRE_FALSE(Backtracker::of(plain.pattern));
  const match::RuleExpression fast(rule);
  const match::RuleExpression re2(plain);
  const auto parsed = match::parse_pattern(rule.pattern);
  REQUIRE(parsed);
  bool any = false;
  for (int trial = 0; trial < trials; ++trial) {
    const std::string text = near_text(*parsed, random);
    CAPTURE(rule.id, text);
    model::Range match;
    model::Range secret;
    model::Range re2_match;
    model::Range re2_secret;
    const bool is_match = fast.match_at(text, match, secret);
    REQUIRE(is_match == re2.match_at(text, re2_match, re2_secret));
    if (is_match) {
      any = true;
      REQUIRE(match == re2_match);
      REQUIRE(secret == re2_secret);
      REQUIRE(fast.find_start(text.substr(0, match.end)) ==
              re2.find_start(text.substr(0, match.end)));
    }
    REQUIRE(fast.find_start(text) == re2.find_start(text));
  }
  return any;
}

}  // namespace

TEST_CASE("backtracker: gives what RE2 gives, for each built-in rule") {
  rules::ExampleRandom random(51);
  std::size_t count = 0;
  std::size_t matched = 0;
  for (const rules::Rule& rule : rules::builtin_rules().set.rules) {
    CAPTURE(rule.id);
    REQUIRE(Backtracker::of(rule.pattern));
    ++count;
    matched += check_agreement(rule, random, 6) ? 1U : 0U;
  }
  CHECK(matched > count / 2);
}

TEST_CASE("backtracker: gives what RE2 gives where it has to choose") {
  rules::ExampleRandom random(52);
  for (const char* pattern : {"(ab|abc|abcd[a-c]{0,3})",
                              "(a{1,3}(?:b|cb{0,2}))",
                              "((?:a|ab)c?)",
                              "(x?y{0,2}z{1,2})",
                              "((?i:Ab)[0-9]{2,4}=?)",
                              "(a{2}a{1}b{0,3}c?)",
                              "(abab(?:[xy]{3}|z))",
                              "([a-z]{1,9}x)",
                              "(a{0,3}b?a)",
                              "(a{1,3}?)",
                              "(a{1,3}?)b?",
                              "((?:ab){1,3})",
                              "((?:ab|a){2,4}?)b{0,2}",
                              "(?:(a)|b)c",
                              "(?:b|(a))c?",
                              "a(b)?c",
                              "(a)?a",
                              "a(?:b(c{0,2})){1,3}",
                              "a{0}(b)",
                              "x(?:[ab]{0,2}|c){0,3}(d)",
                              "(?:(a{1,2}?)|aa)a",
                              "([^a]{0,4}?)a{0,1}"}) {
    rules::Rule rule;
    rule.id = "test";
    rule.pattern = pattern;
    CAPTURE(pattern);
    REQUIRE(Backtracker::of(rule.pattern));
    CHECK(check_agreement(rule, random, 300));
  }
}

TEST_CASE("backtracker: the capture is where the group stood last, or all of the match") {
  Backtracker::Match match;
  const auto captured = [&](std::string_view pattern, std::string_view text) -> std::string {
    const std::optional<Backtracker> made = Backtracker::of(pattern);
    REQUIRE(made);
    if (made->match_at(text, match) != Backtracker::Result::Match) return "none";
    return std::string(text.substr(match.capture.begin, match.capture.size()));
  };
  CHECK(captured("key=([0-9]{2,4});?", "key=12345") == "1234");
  CHECK(captured("(?:a(b)|ab)c", "abc") == "b");
  CHECK(captured("(?:(a)x|ab)c", "abc") == "abc");
  CHECK(captured("a(b{1,3}?)b{0,3}c", "abbbc") == "b");
  CHECK(captured("a(b)c", "abd") == "none");
}

TEST_CASE("backtracker: a pattern that is not understood or too large is left to RE2") {
  for (const char* pattern :
       {"(a+)", "\\d(a)", "^(a)", "(a.)", "(a\\b)", "((?:(?:(?:ab){1,30}c){1,30}d){1,30})"}) {
    CAPTURE(pattern);
    CHECK_FALSE(Backtracker::of(pattern));
  }
}

TEST_CASE("backtracker: what takes too long is handed over, and RE2 tells") {
  std::string pattern = "(";
  for (int i = 0; i < 12; ++i) pattern += "(?:a|aa|[ab]{1,9}){1,3}";
  pattern += "c)";
  const std::optional<Backtracker> made = Backtracker::of(pattern);
  REQUIRE(made);
  const std::string text(300, 'a');
  Backtracker::Match match;
  std::size_t at = 0;
  CHECK(made->match_at(text, match) == Backtracker::Result::Unknown);
  CHECK(made->find_start(text, at) == Backtracker::Result::Unknown);
  rules::Rule rule;
  rule.pattern = pattern;
  const match::RuleExpression expression(rule);
  model::Range found;
  model::Range secret;
  CHECK_FALSE(expression.match_at(text, found, secret));
  CHECK_FALSE(expression.find_start(text));
  CHECK(expression.find_start(text + "c"));
}
