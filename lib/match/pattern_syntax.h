// A pattern as a tree, for what has to know its parts: where to look for it (match/placement.h) and
// how to match it without an automaton (match/backtracker.h).
//
// Knows the syntax that rules are written in (docs/RULES.md): literals, classes, groups, (?i:...),
// alternatives, bounded repeats. Of anything else nothing is said.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace veto::match {

using ByteSet = std::bitset<256>;

enum class PatternKind : std::uint8_t {
  Byte,      ///< one byte out of `set`
  Sequence,  ///< all of `inside`, one behind the other; nothing if there are none
  Choice,    ///< the first of `inside` that leads to a match
  Repeat,    ///< the one part `inside`, `min` to `max` times
  Capture,   ///< the one part `inside`, which is remembered
};

struct PatternNode {
  PatternKind kind = PatternKind::Sequence;
  ByteSet set;
  /// One byte, as itself or as a class of it; of a letter in (?i:...) both forms are in the set.
  bool is_literal = false;
  bool is_lazy = false;  ///< Repeat: takes as few as it can
  std::size_t min = 1;
  std::size_t max = 1;
  std::vector<PatternNode> inside;
};

/// nullopt for what is not understood.
[[nodiscard]] std::optional<PatternNode> parse_pattern(std::string_view pattern);

}  // namespace veto::match
