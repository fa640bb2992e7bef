// The rule test must not rot: each kind of example is broken here, and it has to object.
#include <algorithm>
#include <string>
#include <vector>

#include "match/cache.h"
#include "rules/loader.h"
#include "scan/rule_check.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"

using namespace veto;

namespace {

const std::string kSound = R"(provider = "Test"
[[rule]]
id = "test-key"
title = "Test key"
shown = 4
pattern = ['(tst_[0-9A-Za-z]{36})']
[rule.confirm]
checksum = "crc32-base62"
skip = 4
[rule.explain]
opens = "o"
revoke = "r"
[[rule.positive]]
text = 'a = {token}tst_{base62:30}{checksum}'
[[rule.positive]]
text = '{token}tst_{base62:30}{checksum}'
[[rule.positive]]
text = '"{token}tst_{base62:30}{checksum}"'
[[rule.negative]]
text = '{token}tst_{base62:30}{bad-checksum}'
stage = "checksum"
[[rule.negative]]
text = 'tst_{base62:35}'
stage = "pattern"
[[rule.negative]]
text = 'tst_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
stage = "placeholder"
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string problems_of(const std::string& toml) {
  rules::RuleCollection collection;
  rules::load_rules(collection, toml, "test.toml");
  const match::CustomDatabases databases = match::load_or_compile(collection.view(), "", {});
  const match::Engine engine({databases.compiled(collection.view())});
  std::string list;
  for (const std::string& problem : scan::check_rules(collection.view(), engine))
    list += problem + "\n";
  return list;
}

struct Break {
  std::string from;
  std::string to;
  std::string problem;
};

/// The built-in rules with one of them changed; patterns and databases stay as they are.
class ChangedRules {
 public:
  ChangedRules()
      : rules_(rules::builtin_rules().set.rules.begin(), rules::builtin_rules().set.rules.end()),
        engine_({{{rules_}, rules::builtin_rules().compiled}}) {}

  template <class Change>
  std::string problems_with(std::size_t number, const Change& change) {
    const rules::Rule sound = rules_[number];
    change(rules_[number]);
    std::string list;
    for (const std::string& problem : scan::check_rules({{&rules_[number], 1}}, engine_)) {
      if (problem.find("supersedes an unknown rule") == std::string::npos) list += problem + "\n";
    }
    rules_[number] = sound;
    return list;
  }

  [[nodiscard]] const std::vector<rules::Rule>& rules() const { return rules_; }

 private:
  std::vector<rules::Rule> rules_;
  match::Engine engine_;
};

}  // namespace

TEST_CASE("rule test: a sound rule has no problems") {
  CHECK(problems_of(kSound).empty());
}

TEST_CASE("rule test: it objects to each kind of broken example") {
  const std::vector<Break> breaks{
      {"a = {token}tst_{base62:30}{checksum}", "a = {token}tsx_{base62:30}{checksum}",
       "positive example 1: rejected by pattern"},
      {"a = {token}tst_{base62:30}{checksum}", "a = {token}tst_{base62:30}{bad-checksum}",
       "positive example 1: rejected by checksum"},
      {"a = {token}tst_{base62:30}{checksum}", "a = tst_{base62:36}",
       "positive example 1: rejected by checksum"},
      {"a = {token}tst_{base62:30}{checksum}", "nothing at all",
       "200 of 200 random values are rejected, the last by pattern"},
      {"a = {token}tst_{base62:30}{checksum}",
       "{token}tst_{base62:30}{checksum} {token}tst_{base62:30}{checksum}",
       "positive example 1: 2 findings, not one: test-key test-key"},
      {"{bad-checksum}", "{checksum}", "negative example 1: accepted"},
      {"stage = \"checksum\"", "stage = \"structure\"",
       "negative example 1: rejected by checksum, not by structure"},
      {"tst_{base62:35}", "tst_{base62:36}",
       "negative example 2: rejected by checksum, not by pattern"},
      {"stage = \"placeholder\"", "stage = \"entropy\"",
       "negative example 3: rejected by placeholder, not by entropy"},
      {"checksum = \"crc32-base62\"", "checksum = \"crc32-hex\"", "rejected by"},
      {"checksum = \"crc32-base62\"", "checksum = \"crc99\"", "there is no checksum crc99"},
      {"skip = 4", "skip = 4\nmin_entropy = 5.9",
       "random values are rejected, the last by entropy"},
      {"skip = 4", "skip = 4\ncontext = [\"nowhere\"]", "positive example 1: rejected by context"},
      {"skip = 4", "skip = 4\nstructure = \"jwt\"", "positive example 1: rejected by structure"},
      {"opens = \"o\"", "opens = \"\"", "explain says nothing"},
      {"[0-9A-Za-z]{36}", "\\w{36}", "the two engines differ on it"},
      {"[[rule.positive]]\ntext = '\"{token}tst_{base62:30}{checksum}\"'\n", "",
       "fewer than 3 positive examples"},
  };
  for (const Break& each : breaks) {
    CAPTURE(each.from, each.to);
    const std::string problems = [&]() -> std::string {
      try {
        return problems_of(replaced(kSound, each.from, each.to));
      } catch (const base::Error& error) {
        return error.text();  // a check that does not exist
      }
    }();
    CHECK(problems.find(each.problem) != std::string::npos);
  }
}

TEST_CASE("rule test: it objects to another rule that reports the same text") {
  const std::string other = replaced(
      replaced(kSound.substr(kSound.find("[[rule]]")), "id = \"test-key\"", "id = \"best-key\""),
      "'(tst_[0-9A-Za-z]{36})'", "'(tst_[0-9A-Za-z]{36})'");
  const std::string problems = problems_of(kSound + other);
  CHECK(problems.find("test-key: positive example 1: reported by best-key") != std::string::npos);
}

TEST_CASE("rule test: it objects when examples of the built-in rules are broken") {
  ChangedRules changed;
  static constexpr std::string_view kNothing[] = {"nothing at all", "none", "null"};
  for (std::size_t i = 0; i < changed.rules().size(); i += 17) {
    const rules::Rule& rule = changed.rules()[i];
    CAPTURE(rule.id);
    if (rule.positive.empty()) {  // its examples come from its form
      static constexpr std::string_view kOther[] = {"nothing"};
      CHECK_FALSE(
          changed.problems_with(i, [](rules::Rule& broken) { broken.forms = kOther; }).empty());
      continue;
    }
    CHECK(changed.problems_with(i, [](rules::Rule& broken) { broken.positive = kNothing; })
              .find("positive example 1: rejected by pattern") != std::string::npos);
    std::vector<rules::NegativeExample> negatives(rule.negative.begin(), rule.negative.end());
    negatives.front().text = rule.positive.front();
    CHECK(changed.problems_with(i, [&](rules::Rule& broken) { broken.negative = negatives; })
              .find("negative example 1: accepted") != std::string::npos);
    negatives.assign(rule.negative.begin(), rule.negative.end());
    negatives.front().stage = negatives.front().stage == rules::Stage::Boundary
                                  ? rules::Stage::Pattern
                                  : rules::Stage::Boundary;
    CHECK(changed.problems_with(i, [&](rules::Rule& broken) { broken.negative = negatives; })
              .find("negative example 1: rejected by ") != std::string::npos);
    if (rule.confirm.checksum.empty()) continue;
    CHECK_FALSE(changed
                    .problems_with(i,
                                   [](rules::Rule& broken) {
                                     broken.confirm.skip =
                                         static_cast<std::uint16_t>(broken.confirm.skip + 1);
                                     broken.confirm.checksum = "bech32";
                                   })
                    .empty());
  }
}
