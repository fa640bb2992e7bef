// Matches a pattern by trying: what a regular expression prefers is tried first, and where it leads
// nowhere, the next. It needs no automaton, whose states cost more to build than most matches need,
// and remembers where the capture group stood. Sets of what can follow are known, so that most
// choices are none.
//
// Gives what RE2 gives, or says that it takes too long: then RE2, which is linear on any text, has
// to be asked (match/expression.h). Patterns beyond match/pattern_syntax.h are left to it, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "match/pattern_syntax.h"
#include "model/verdict.h"

namespace veto::match {

/// Safe from all threads.
class Backtracker {
 public:
  /// nullopt when the pattern is not understood or too large.
  [[nodiscard]] static std::optional<Backtracker> of(std::string_view pattern);

  struct Match {
    std::size_t end = 0;
    model::Range capture;  ///< all of the match if it has no capture
  };
  enum class Result : std::uint8_t { Match, None, Unknown };

  /// The match that begins where `text` begins. Unknown when that takes too long.
  [[nodiscard]] Result match_at(std::string_view text, Match& match) const;

  /// The leftmost start of a match that ends where `text` ends, as `at`.
  [[nodiscard]] Result find_start(std::string_view text, std::size_t& at) const;

 private:
  enum class Op : std::uint8_t { Byte, Run, LazyRun, Split, LazySplit, Jump, Open, Close, Match };
  /// Leads to the one behind it, or to `target`, which only forward jumps name.
  struct Instruction {
    Op op = Op::Match;
    bool is_sure = false;     ///< Run: what follows cannot begin with a byte of it
    std::uint32_t set = 0;    ///< Byte and runs: what they take; splits: what follows begins with
    std::uint32_t other = 0;  ///< runs: what follows begins with; splits: what `target` begins with
    std::uint32_t min = 0;    ///< of runs, in bytes
    std::uint32_t max = 0;
    std::uint32_t target = 0;  ///< splits: tried after what follows, LazySplit: before it; Jump
  };
  class Compiler;
  class Attempt;

  std::vector<Instruction> program_;
  std::vector<ByteSet> sets_;  ///< all bytes where a match may end
  std::uint32_t first_ = 0;    ///< what a match begins with, as a set
};

}  // namespace veto::match
