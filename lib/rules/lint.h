// What is wrong with a rule although it loads: checks that need no engine. docs/RULES.md says why.
#pragma once

#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace veto::rules {

/// What would make the rule work wrongly or not at all: its id, its pattern, checks that do not
/// exist. One text a problem.
[[nodiscard]] std::vector<std::string> lint_definition(const Rule& rule);

/// The same, and what the rules that we ship must have besides: a description, examples, rules that
/// supersede each other exist. One line a problem, "ID: text"; empty when all is well.
[[nodiscard]] std::vector<std::string> lint(const RuleSet& set);

}  // namespace veto::rules
