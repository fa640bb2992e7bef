// Checks rules against their own examples, through the whole pipeline: what `git veto rules test`
// does and what the project's rule test demands of every built-in rule (docs/RULES.md, "What the
// rule test proves").
#pragma once

#include <string>
#include <vector>

#include "match/engine.h"
#include "rules/rule_set.h"

namespace veto::scan {

/// One line a problem, "RULE: text"; empty when all is well. `engine` holds the rules of `set`, and
/// whatever other rules they have to live with. Never names an example's secret.
[[nodiscard]] std::vector<std::string> check_rules(const rules::RuleSet& set,
                                                   const match::Engine& engine);

}  // namespace veto::scan
