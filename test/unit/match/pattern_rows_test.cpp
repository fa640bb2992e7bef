#include "match/pattern_rows.h"

#include <string>

#include "match/expression.h"
#include "rules/builtin.h"
#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using match::PatternRows;

namespace {

/// Text that rows of the pattern nearly match: pieces of them, cut, repeated and spoilt.
std::string near_text(const std::vector<match::PatternBranch>& rows, rules::ExampleRandom& random) {
  std::string text;
  for (int part = 0; part < 3; ++part) {
    const match::PatternBranch& row = rows[random.below(rows.size())];
    for (const match::PatternItem& item : row) {
      std::string bytes;
      for (unsigned c = 0; c < 256; ++c) {
        if (item.set.test(c)) bytes += static_cast<char>(c);
      }
      const std::size_t more = random.below(4) == 0 ? item.max - item.min : 3;
      const std::size_t count = item.min + random.below(std::min(more, item.max - item.min) + 1);
      for (std::size_t i = 0; i < count; ++i) text += bytes[random.below(bytes.size())];
      if (random.below(40) == 0) text += static_cast<char>(random.below(256));
      if (random.below(60) == 0) break;
    }
    if (random.below(3) == 0) text.resize(text.size() - random.below(text.size() / 2 + 1));
  }
  return text;
}

/// The rule with a pattern of the same matches that is no rows.
rules::Rule without_rows(const rules::Rule& rule, std::string& pattern) {
  pattern = "(?:" + std::string(rule.pattern) + "|\\b\\B)";
  rules::Rule plain = rule;
  plain.pattern = pattern;
  return plain;
}

void check_agreement(const rules::Rule& rule, rules::ExampleRandom& random) {
  std::string pattern;
  const rules::Rule plain = without_rows(rule, pattern);
  REQUIRE_FALSE(PatternRows::of(plain.pattern));
  const match::RuleExpression rows(rule);
  const match::RuleExpression re2(plain);
  const auto branches = match::branches_of(rule.pattern);
  REQUIRE(branches);
  for (int trial = 0; trial < 12; ++trial) {
    const std::string text = near_text(*branches, random);
    CAPTURE(rule.id, text);
    model::Range match;
    model::Range secret;
    model::Range re2_match;
    model::Range re2_secret;
    const bool is_match = rows.match_at(text, match, secret);
    REQUIRE(is_match == re2.match_at(text, re2_match, re2_secret));
    if (is_match) {
      REQUIRE(match == re2_match);
      REQUIRE(secret == re2_secret);
      REQUIRE(rows.find_start(text.substr(0, match.end)) ==
              re2.find_start(text.substr(0, match.end)));
    }
    REQUIRE(rows.find_start(text) == re2.find_start(text));
  }
}

}  // namespace

TEST_CASE("pattern rows: give what RE2 gives, for each built-in rule that is made of rows") {
  rules::ExampleRandom random(51);
  std::size_t count = 0;
  for (const rules::Rule& rule : rules::builtin_rules().set.rules) {
    if (!PatternRows::of(rule.pattern)) continue;
    ++count;
    check_agreement(rule, random);
  }
  CHECK(count > 500);
}

TEST_CASE("pattern rows: give what RE2 gives where alternatives meet") {
  rules::ExampleRandom random(52);
  for (const char* pattern :
       {"(ab|abc|abcd[a-c]{0,3})", "(a{1,3}(?:b|cb{0,2}))", "((?:a|ab)c?)", "(x?y{0,2}z{1,2})",
        "((?i:Ab)[0-9]{2,4}=?)", "(a{2}a{1}b{0,3}c?)", "(abab(?:[xy]{3}|z))"}) {
    rules::Rule rule;
    rule.id = "test";
    rule.pattern = pattern;
    CAPTURE(pattern);
    REQUIRE(PatternRows::of(rule.pattern));
    for (int round = 0; round < 30; ++round) check_agreement(rule, random);
  }
}

TEST_CASE("pattern rows: a pattern that has to choose is left to RE2") {
  for (const char* pattern :
       {"([a-z]{1,9}x)", "(a{0,3}b?a)", "(a{1,3}?)", "((?:ab){1,3})", "(a+)", "(a?)", "\\d(a)"}) {
    CAPTURE(pattern);
    CHECK_FALSE(PatternRows::of(pattern));
  }
}

TEST_CASE("pattern rows: what takes too long is handed over") {
  const std::optional<PatternRows> rows = PatternRows::of("(ab[ab]{400,1000}c)");
  REQUIRE(rows);
  std::string text;
  while (text.size() < 900) text += "ab";
  CHECK(rows->find_start(text + "c").at == 0U);
  const PatternRows::Start start = rows->find_start(text + "!" + text + "!");
  CHECK_FALSE(start.at);
  CHECK_FALSE(start.is_known);
}
