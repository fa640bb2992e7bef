// Every built-in rule through the whole pipeline: what docs/RULES.md says that the rule test
// proves.
#include <string>
#include <vector>

#include "scan/rule_check.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"

using namespace veto;

TEST_CASE("rules: every built-in rule keeps what its examples promise") {
  const std::vector<std::string> problems =
      scan::check_rules(rules::builtin_rules().set, match::test::builtin_engine());
  std::string list;
  for (const std::string& problem : problems) list += problem + "\n";
  INFO(list);
  CHECK(problems.empty());
}

TEST_CASE("rules: the files hold rules at all, and each is in the engine") {
  const rules::RuleSet& set = rules::builtin_rules().set;
  CHECK(set.rules.size() > 100);
  CHECK(match::test::builtin_engine().rule_count() == set.rules.size());
  CHECK(rules::builtin_rules().digest.size() == 64);
}
