// How surely a run that holds random characters is marked (match/token_runs.h).
#pragma once

#include <span>

#include "match/pattern_branches.h"

namespace veto::match {

/// The chance that a run is not marked although it holds these items, each as often as it must
/// occur, with every byte of a class equally likely. Exact for the marking rules, length apart.
[[nodiscard]] double miss_odds(std::span<const PatternItem> items);

/// The same for a run that an anchor marks: the chance that it lacks letters of one case, digits
/// and all else that would mark it.
[[nodiscard]] double one_case_odds(std::span<const PatternItem> items);

}  // namespace veto::match
