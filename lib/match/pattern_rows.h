// Matching by plain loops, for the many patterns that never have to choose: rows of byte classes
// with repeats, in which no byte that may follow a repeat could belong to it. Such a row matches in
// one way or not at all. An automaton would count long repeats in thousands of states, which cost
// more than the text; here nothing is built.
//
// Gives what RE2 gives (match/expression.h), which remains for all other patterns.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "match/pattern_branches.h"

namespace veto::match {

class PatternRows {
 public:
  /// nullopt when the pattern has to choose, or is not understood.
  [[nodiscard]] static std::optional<PatternRows> of(std::string_view pattern);

  /// How long the match is that begins where `text` begins; nullopt if there is none.
  [[nodiscard]] std::optional<std::size_t> match_length(std::string_view text) const;

  struct Start {
    std::optional<std::size_t> at;
    bool is_known = true;  ///< false when looking took too long: ask another engine
  };
  /// The leftmost start of a match that ends where `text` ends.
  [[nodiscard]] Start find_start(std::string_view text) const;

 private:
  explicit PatternRows(std::vector<PatternBranch> rows) : rows_(std::move(rows)) {}

  std::vector<PatternBranch> rows_;
  ByteSet first_;  // bytes that a match begins with
};

}  // namespace veto::match
