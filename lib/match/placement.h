// Where in a text a rule is looked for, decided from its pattern alone. Most rules need not be
// looked for everywhere: nearly every random credential lies in a run that is marked
// (match/token_runs.h).
//
//   Everywhere  the pattern is matched on the whole text.
//   AtWords     every match begins with one of a few words of which the text is full, as "pass" and
//               "key", and a pattern database would try the pattern's rest at each: only the words
//               are looked for in the whole text, and the expression is tried where they begin.
//   NearRuns    no match is without a stretch of run characters that is marked for certain, by its
//               characters or by a literal in it: the pattern is matched on marked runs with as
//               many bytes around them as a match can have beside its stretch. Each such window is
//               a text of its own.
//   ByWords     a value without a form of its own, known by a word near by: what pattern databases
//               are slow at. The words are looked for, and the pattern is tried only beside them,
//               at the beginnings of tokens in marked runs (match/by_words.h).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/rule.h"

namespace veto::match {

enum class Layer : std::uint8_t { Everywhere, AtWords, NearRuns, ByWords };
inline constexpr std::size_t kLayers = 4;

/// Kinds of run characters, one bit each.
inline constexpr std::uint8_t kTokenClasses = 0x7f;   ///< [A-Za-z0-9_-]
inline constexpr std::uint8_t kRunClasses = 0xff;     ///< and [+/]
inline constexpr std::uint8_t kJoinerClasses = 0xe0;  ///< [_+/-]
[[nodiscard]] constexpr std::uint8_t class_of(unsigned char c) noexcept {
  if (c >= '0' && c <= '9') return 1U << 0U;
  if (c >= 'a' && c <= 'f') return 1U << 1U;
  if (c >= 'g' && c <= 'z') return 1U << 2U;
  if (c >= 'A' && c <= 'F') return 1U << 3U;
  if (c >= 'G' && c <= 'Z') return 1U << 4U;
  if (c == '_') return 1U << 5U;
  if (c == '-') return 1U << 6U;
  if (c == '+' || c == '/') return 1U << 7U;
  return 0;
}

/// What can be said of a match before the expression is tried: of the token at its beginning, which
/// is as long as characters of its alphabet follow. One byte may stand before that token that is in
/// no alphabet (`lead`): then any may stand before the match.
struct Shape {
  std::uint32_t max_width = 0;     ///< of a match
  std::uint32_t max_distance = 0;  ///< the widest of the rules of this shape
  std::uint16_t before = 0;        ///< most bytes of a match before its marked stretch
  std::uint16_t min_token = 0;
  std::uint16_t max_token = 0;
  std::uint8_t classes = 0;               ///< all that the token may hold
  std::uint8_t alphabet = kTokenClasses;  ///< or kRunClasses, where [+/] may stand in a value
  std::uint8_t required = 0;              ///< what a random token lacks too seldom to matter
  unsigned char lead = 0;                 ///< 0 for none
  std::uint8_t unused[2] = {};
  std::uint32_t first_check = 0;  ///< its part of the list of checks
  std::uint32_t check_count = 0;
};

/// `count` bytes out of `set`: the beginning of a match, one check behind the other, up to the last
/// of a branch. What it does not begin with so on any branch matches no more.
struct ShapeCheck {
  std::array<std::uint64_t, 4> set{};
  std::uint32_t count = 0;
  std::uint32_t is_last = 0;
};

/// A word that is looked for.
struct Word {
  std::string text;  ///< lower case where it matches in either
  bool ignores_case = false;
  friend auto operator<=>(const Word&, const Word&) = default;
};

struct Placement {
  Layer layer = Layer::Everywhere;
  std::vector<Word> words;  ///< AtWords: what matches begin with
  std::size_t before = 0;   ///< NearRuns: most bytes of a match before the stretch, and behind it
  std::size_t behind = 0;
  std::vector<std::string> anchors;  ///< NearRuns: literals that have to mark runs
  Shape shape;  ///< ByWords; widest match, distance and place of the checks are not known here
  std::vector<ShapeCheck> checks;
};

[[nodiscard]] Placement place(const rules::Rule& rule);

}  // namespace veto::match
