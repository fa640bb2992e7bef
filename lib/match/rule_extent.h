// How far from a change of a text a rule has to be looked for again (match/changed_text.h): as far
// as its matches are wide, or up to the ends of the changed lines where no match holds a line end;
// and as far as what decides where it is looked for. Not for other folders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "match/placement.h"

namespace veto::match {

struct EnginePart;
struct RulePlan;

/// In how many lines a match may lie. The line feed that ends a line belongs to it.
enum class Lines : std::uint8_t { One, Two, Any };

struct RuleExtent {
  Layer layer = Layer::Everywhere;
  Lines lines = Lines::Any;
  /// Looked for in the whole text, and a match may go far over line ends: rules like that would
  /// make the stretches that are looked at anew wide for all. One database of theirs alone, which
  /// is fast, says whether any of them matches there at all.
  bool is_far_across = false;
  std::size_t width = 0;  ///< of a match

  [[nodiscard]] bool is_within_line() const noexcept { return lines == Lines::One; }
};
[[nodiscard]] RuleExtent extent_of(const RulePlan& plan, std::string_view pattern);

/// The widest matches: of rules that stay within a line, and of the others.
struct Widths {
  std::size_t within_line = 0;
  std::size_t across_lines = 0;

  [[nodiscard]] std::size_t most() const noexcept {
    return within_line > across_lines ? within_line : across_lines;
  }
};

/// Of all rules of an engine.
class RuleExtents {
 public:
  explicit RuleExtents(const std::vector<const EnginePart*>& parts);

  [[nodiscard]] const RuleExtent& of(std::size_t rule) const { return rules_[rule]; }

  std::size_t far_across = 0;  ///< the width of those; they do not count in the rest
  Widths everywhere;
  Widths at_words;
  std::size_t at_words_two_lines = 0;  ///< the widest that lie in two lines; no others count there
  Widths near_runs;
  Widths by_words;
  std::size_t first_word = 0;  ///< the longest word of rules at words
  /// Near runs: how far a marked run decides where they are looked for.
  std::size_t run_reach = 1;
  /// By words: how far from a match its words, and what ends it, may stand; and how far before its
  /// marked run it may begin.
  std::size_t word_reach = 0;
  std::size_t before_run = 0;

 private:
  void add(const EnginePart& part, std::size_t number);

  std::vector<RuleExtent> rules_;
};

}  // namespace veto::match
