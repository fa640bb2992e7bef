#include "rules/lint.h"

#include <string>
#include <vector>

#include "rules/rule_set.h"
#include "test/support/catch.h"

using namespace veto;

namespace {

constexpr std::string_view kTexts[] = {"a", "b", "c"};
constexpr rules::NegativeExample kNegatives[] = {
    {"a", rules::Stage::Pattern}, {"b", rules::Stage::Pattern}, {"c", rules::Stage::Pattern}};

rules::Rule sound() {
  rules::Rule rule;
  rule.id = "test-key";
  rule.title = "Test key";
  rule.family = rule.id;
  rule.pattern = "(tst_[0-9]{10})";
  rule.explain = {"o", "r", "m"};
  rule.positive = kTexts;
  rule.negative = kNegatives;
  return rule;
}

std::vector<std::string> lint(const std::vector<rules::Rule>& list) {
  return rules::lint({list});
}

std::vector<std::string> lint_pattern(std::string_view pattern) {
  rules::Rule rule = sound();
  rule.pattern = pattern;
  return lint({rule});
}

}  // namespace

TEST_CASE("lint: a sound rule has no problems") {
  CHECK(lint({sound()}).empty());
  CHECK(lint({}).empty());
}

TEST_CASE("lint: the pattern's text is checked") {
  struct Case {
    std::string_view pattern;
    std::string problem;
  };
  const std::vector<Case> cases{
      {"tst_[0-9]{10}", "the pattern has 0 capture groups, not one"},
      {"(tst)_([0-9]{10})", "the pattern has 2 capture groups, not one"},
      {"(tst_[0-9]+)", "a repeat without an upper bound"},
      {"(tst_[0-9]*)", "a repeat without an upper bound"},
      {"(tst_[0-9]{3,})", "a repeat without an upper bound"},
      {"(tst_[0-9]{1001})", "a repeat of more than 1000"},
      {"(tst_[0-9]{5,1001})", "a repeat of more than 1000"},
      {"(tst_.{10})", "a dot: name the class"},
      {"^(tst_)", "an anchor: boundaries belong to the confirm stage"},
      {"(tst_)$", "an anchor: boundaries belong to the confirm stage"},
      {"(tst_\\d{10})", "\\d: the two engines differ on it, write the class"},
      {"(tst_\\w{10})", "\\w: the two engines differ on it, write the class"},
      {"\\b(tst_)", "\\b: the two engines differ on it, write the class"},
      {"(tst_[\\s]{10})", "\\s: the two engines differ on it, write the class"},
      {"(tst_\\p{L})", "\\p: the two engines differ on it, write the class"},
      {"(?=x)(tst_)", "a group other than (...), (?:...) and (?i:...)"},
      {"(?<=x)(tst_)", "a group other than (...), (?:...) and (?i:...)"},
      {"(?P<name>tst_)(x)", "a group other than (...), (?:...) and (?i:...)"},
      {"(?i)(tst_)", "a group other than (...), (?:...) and (?i:...)"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.pattern);
    CHECK(lint_pattern(each.pattern) == std::vector<std::string>{"test-key: " + each.problem});
  }
}

TEST_CASE("lint: what only looks like a fault is none") {
  for (const std::string_view pattern :
       {"(tst_[.*+$^(]{10})", "(tst_\\.\\*\\+\\$\\^\\(\\){1,2})", "(?:x|y)(tst_)", "(?i:x)(tst_)",
        "(tst_[]*]{3})", "(tst_[^]*]{3})", "(tst_[\\]*]{3})", "(tst_\\x2e\\n)", "(tst_x?)",
        "(tst_[0-9]{0,1000})", "(tst_\\{[0-9]{3}\\})"}) {
    CAPTURE(pattern);
    CHECK(lint_pattern(pattern).empty());
  }
}

TEST_CASE("lint: fields that make a rule useless are named") {
  const auto with = [](auto change) {
    rules::Rule rule = sound();
    change(rule);
    return lint({rule});
  };
  using Problems = std::vector<std::string>;
  CHECK(with([](auto& rule) { rule.title = ""; }) == Problems{"test-key: the title is empty"});
  CHECK(with([](auto& rule) { rule.explain = {}; }) == Problems{"test-key: explain says nothing"});
  CHECK(with([](auto& rule) { rule.confirm.checksum = "crc99"; }) ==
        Problems{"test-key: there is no checksum crc99"});
  CHECK(with([](auto& rule) { rule.confirm.structure = "jwd"; }) ==
        Problems{"test-key: there is no structure jwd"});
  CHECK(with([](auto& rule) { rule.positive = rule.positive.first(2); }) ==
        Problems{"test-key: fewer than 3 positive examples"});
  CHECK(with([](auto& rule) { rule.negative = rule.negative.first(2); }) ==
        Problems{"test-key: fewer than 3 negative examples"});
  CHECK(with([](auto& rule) { rule.kind = rules::RuleKind::Generic; }) ==
        Problems{"test-key: a generic rule's values are guessable"});
  for (const std::string_view id :
       {"", "key", "Test-key", "test_key", "test-key ", "t\xc3\xa4-k"}) {
    CAPTURE(id);
    rules::Rule rule = sound();
    rule.id = id;
    CHECK(lint({rule}) ==
          Problems{std::string(id) + ": the id must be provider-kind in lower case"});
  }
}

TEST_CASE("lint: ids are unique, and superseded rules exist") {
  CHECK(lint({sound(), sound()}) == std::vector<std::string>{"test-key: twice"});
  static constexpr std::string_view kOther[] = {"test-other"};
  rules::Rule rule = sound();
  rule.supersedes = kOther;
  CHECK(lint({rule}) ==
        std::vector<std::string>{"test-key: supersedes an unknown rule test-other"});
  rules::Rule other = sound();
  other.id = "test-other";
  CHECK(lint({rule, other}).empty());
}

TEST_CASE("lint: words of the model make the way there and back") {
  for (const auto tier : {rules::Tier::Info, rules::Tier::Warn, rules::Tier::Block})
    CHECK(rules::parse_tier(rules::to_string(tier)) == tier);
  for (const auto severity : {rules::Severity::Low, rules::Severity::Medium, rules::Severity::High,
                              rules::Severity::Critical})
    CHECK(rules::parse_severity(rules::to_string(severity)) == severity);
  for (const auto kind :
       {rules::RuleKind::Generic, rules::RuleKind::Context, rules::RuleKind::Token})
    CHECK(rules::parse_rule_kind(rules::to_string(kind)) == kind);
  for (const auto strength : {rules::Strength::Random, rules::Strength::Guessable})
    CHECK(rules::parse_strength(rules::to_string(strength)) == strength);
  for (int stage = 0; stage <= static_cast<int>(rules::Stage::Overlap); ++stage) {
    const auto value = static_cast<rules::Stage>(stage);
    CHECK(rules::parse_stage(rules::to_string(value)) == value);
  }
  for (const char* word : {"", "Block", "block ", "off", "overlaps"}) {
    CHECK_FALSE(rules::parse_tier(word));
    CHECK_FALSE(rules::parse_stage(word));
  }
}

TEST_CASE("lint: an open class or escape at the end of a pattern is read without harm") {
  for (const std::string_view pattern : {"(tst_[", "(tst_[^", "(tst_[]", "(tst_\\", "(tst_[\\", "(",
                                         "(tst_{", "(tst_{3", "(?", "[", "\\", "{"}) {
    CAPTURE(pattern);
    CHECK_NOTHROW(lint_pattern(pattern));
  }
}
