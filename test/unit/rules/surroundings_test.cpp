#include "rules/surroundings.h"

#include <set>
#include <string>

#include "test/support/catch.h"

using namespace veto;

namespace {

constexpr std::string_view kForms[] = {"abc_{base62:30}{checksum}"};
constexpr std::string_view kWords[] = {"datadog", "eu.datadog.test"};

rules::Rule rule_with_form() {
  rules::Rule rule;
  rule.forms = kForms;
  rule.confirm.checksum = "crc32-base62";
  rule.confirm.skip = 4;
  rule.confirm.min_entropy = 3.0;
  return rule;
}

bool has(const std::vector<rules::SurroundedExample>& examples, std::string_view name) {
  for (const rules::SurroundedExample& example : examples)
    if (example.name == name) return true;
  return false;
}

}  // namespace

TEST_CASE("surroundings: each holds a fresh credential, and equal seeds give equal texts") {
  const rules::Rule rule = rule_with_form();
  const auto examples = rules::surrounded_examples(rule, 1);
  CHECK(examples.size() > 25);
  std::set<std::string> secrets;
  for (const rules::SurroundedExample& example : examples) {
    CAPTURE(example.name);
    CHECK(example.secret.size() == 40);
    CHECK(example.text.find(example.secret) != std::string::npos);
    CHECK(example.text.find('$' + std::string("T")) == std::string::npos);
    secrets.insert(example.secret);
  }
  CHECK(secrets.size() == examples.size());
  CHECK(rules::surrounded_examples(rule, 1).front().text == examples.front().text);
  CHECK(rules::surrounded_examples(rule, 2).front().text != examples.front().text);
  CHECK(has(examples, "URL query"));
}

TEST_CASE("surroundings: a rule with context words gets texts that name its provider") {
  rules::Rule rule = rule_with_form();
  rule.kind = rules::RuleKind::Context;
  rule.confirm.context = kWords;
  for (const rules::SurroundedExample& example : rules::surrounded_examples(rule, 1)) {
    CAPTURE(example.text);
    CHECK((example.text.find("datadog") != std::string::npos ||
           example.text.find("DATADOG") != std::string::npos));
    CHECK(example.text.find("eu.datadog") == std::string::npos);  // no name can be made of it
  }
  CHECK(has(rules::near_misses(rule, 1), "no context"));
}

TEST_CASE("surroundings: a rule without forms has neither examples nor near misses") {
  CHECK(rules::surrounded_examples({}, 1).empty());
  CHECK(rules::near_misses({}, 1).empty());
}

TEST_CASE("surroundings: near misses are nearly the credential") {
  rules::Rule rule = rule_with_form();
  CHECK(has(rules::near_misses(rule, 1), "wrong checksum"));
  constexpr std::string_view kPlain[] = {"abc_{base62:30}"};
  rule.forms = kPlain;
  const auto misses = rules::near_misses(rule, 1);
  REQUIRE(has(misses, "too short"));
  REQUIRE(has(misses, "continued"));
  REQUIRE(has(misses, "one character repeated"));
  CHECK_FALSE(has(misses, "wrong checksum"));
  for (const rules::SurroundedExample& miss : misses) {
    CAPTURE(miss.text);
    CHECK(miss.secret.empty());
    const std::size_t sizes[] = {std::string("VALUE='abc_'\n").size() + 15,
                                 std::string("VALUE='abc_'\n").size() + 60,
                                 std::string("VALUE='abc_'\n").size() + 30};
    CHECK((miss.text.size() == sizes[0] || miss.text.size() == sizes[1] ||
           miss.text.size() == sizes[2]));
  }
}
