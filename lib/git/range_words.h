// Ranges of commits as a person types them: A..B, A...B, A ^B, one or several.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/new_objects.h"

namespace veto::git {

/// One selection for each range; words that begin with '^' exclude from all of them. Throws
/// Error(Usage) for a word that git does not understand, and when nothing is included.
[[nodiscard]] std::vector<Selection> parse_ranges(const Location& location,
                                                  const base::Environment& environment,
                                                  const std::vector<std::string>& words);

}  // namespace veto::git
