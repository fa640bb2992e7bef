// What each rule costs on given text: how much slower the engine is with it than without it, and
// how many candidates it brings.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"

namespace veto::scan {

struct RuleCost {
  std::string_view rule;
  double share = 0.0;              ///< of the whole set's time: 0.03 is 3 %; noise is about 1 %
  double candidates_per_mb = 0.0;  ///< matches of the pattern, before the confirm stage
};

struct SetCost {
  double gigabytes_per_second = 0.0;  ///< one core, matching only
  std::vector<RuleCost> rules;        ///< most expensive first
};

/// Compiles the set once without each rule and times it against the whole set, in turn. Takes about
/// half a second a rule. `on_rule` is called before each.
[[nodiscard]] SetCost measure_cost(const rules::RuleSet& set, const std::vector<std::string>& texts,
                                   const std::function<void(std::size_t)>& on_rule);

}  // namespace veto::scan
