// What a pattern can match, as the list of its branches: each a row of byte classes with how often
// they may repeat. Made for reasoning about a pattern's shape (match/placement.h), not for
// matching. Of patterns that are not understood (match/pattern_syntax.h) or have very many branches
// nothing is said.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "match/pattern_syntax.h"

namespace veto::match {

/// One byte after another out of `set`, at least `min` and at most `max` of them.
struct PatternItem {
  ByteSet set;
  std::size_t min = 1;
  std::size_t max = 1;
  bool is_literal = false;  ///< as in PatternNode
};

using PatternBranch = std::vector<PatternItem>;

/// Every match of the pattern is one of a branch. What may be missing as a whole stands in a branch
/// as one item of any of its bytes.
[[nodiscard]] std::optional<std::vector<PatternBranch>> branches_of(std::string_view pattern);

}  // namespace veto::match
