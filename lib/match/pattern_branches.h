// What a pattern can match, as the list of its branches: each a row of byte classes with how often
// they may repeat. Made for reasoning about a pattern's shape (match/placement.h), not for
// matching.
//
// Knows the syntax that rules are written in (docs/RULES.md): literals, classes, groups, (?i:...),
// alternatives, bounded repeats. Of anything else, and of patterns with very many branches, nothing
// is said.
#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace veto::match {

using ByteSet = std::bitset<256>;

/// One byte after another out of `set`, at least `min` and at most `max` of them.
struct PatternItem {
  ByteSet set;
  std::size_t min = 1;
  std::size_t max = 1;
  /// One byte, as itself or as a class of it; of a letter in (?i:...) both forms are in the set.
  bool is_literal = false;
  /// Neither stands for more than one piece of the pattern, nor takes as few bytes as it can.
  bool is_exact = true;
};

using PatternBranch = std::vector<PatternItem>;

/// Every match of the pattern is one of a branch. What may be missing as a whole stands in a branch
/// as one item of any of its bytes.
[[nodiscard]] std::optional<std::vector<PatternBranch>> branches_of(std::string_view pattern);

}  // namespace veto::match
