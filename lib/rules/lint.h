// What is wrong with a rule although it loads: checks that need no engine. docs/RULES.md says why.
#pragma once

#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace veto::rules {

/// One line a problem, "ID: text"; empty when all is well.
[[nodiscard]] std::vector<std::string> lint(const RuleSet& set);

}  // namespace veto::rules
