// Every built-in rule through the whole pipeline: what docs/RULES.md says that the rule test
// proves.
#include <string>
#include <vector>

#include "confirm/spoilt_token.h"
#include "match/compile.h"
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

TEST_CASE("rules: no token is shorter than what is said of its beginning") {
  constexpr std::size_t kFront = 24;  // of a pattern, where the prefix stands
  for (const confirm::TokenStart& start : confirm::token_starts()) {
    std::string prefix(start.prefix);
    if (const std::size_t dot = prefix.find('.'); dot != std::string::npos)
      prefix.insert(dot, "\\");
    std::size_t rules = 0;
    for (const rules::Rule& rule : rules::builtin_rules().set.rules) {
      const std::size_t at = rule.pattern.find(prefix);
      if (at == std::string_view::npos || at > kFront) continue;
      ++rules;
      CAPTURE(rule.id, start.prefix);
      CHECK(match::pattern_width(rule.pattern).min >= start.shortest);
    }
    CAPTURE(start.prefix);
    CHECK(rules > 0);
  }
}
