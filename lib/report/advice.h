// What to do about a secret, given where it is: steps in order, each with the command that does it,
// which works as printed. Provider's own words come from its rule.
#pragma once

#include <string>
#include <vector>

#include "report/whereabouts.h"

namespace veto::report {

struct Step {
  std::string text;
  std::vector<std::string> commands = {};  ///< to be typed one after the other; may be none
};

struct Advice {
  std::vector<Step> steps;
  std::vector<std::string> notes;  ///< what no step changes, and what cannot be known
};

[[nodiscard]] Advice advice_for(const Whereabouts& found);

/// Numbered, the commands indented below.
[[nodiscard]] std::string step_lines(const std::vector<Step>& steps);

}  // namespace veto::report
