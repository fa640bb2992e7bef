// Finds words of three or four bytes, of which text is full: the literal matcher of the pattern
// databases, which is fast for longer ones, takes most of its time for these. The first three bytes
// are looked up by vectors, many places at once; few places are left to be compared.
//
// A word ignores case or does not. Not for other folders.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "match/token_runs.h"

namespace veto::match {

struct Word;

/// How a word is compared with the four bytes at a place, as they lie in memory.
struct ShortWord {
  std::uint32_t bytes = 0;   ///< in small letters where case is ignored
  std::uint32_t mask = 0;    ///< the bytes that count
  std::uint32_t fold = 0;    ///< what makes capitals small
  std::uint32_t size = 0;    ///< 3 or 4
  std::uint32_t set = 0;     ///< below kShortWordSets
  std::uint32_t number = 0;  ///< of the word
};
inline constexpr std::size_t kShortWordSets = 8;

[[nodiscard]] bool is_short(const Word& word) noexcept;
/// Those of the words that are short and of ASCII, by their sets, which are chosen so that few
/// other places are let through.
[[nodiscard]] std::vector<ShortWord> short_words(std::span<const Word> words);

/// Sets of words, a bit each, by the halves of the bytes that they may begin with.
struct ShortWordTables {
  static constexpr std::size_t kFirst = 3;  ///< bytes that are looked up
  struct Halves {
    std::array<std::uint8_t, 16> low{};
    std::array<std::uint8_t, 16> high{};
  };
  std::array<Halves, kFirst> bytes;
};

/// Constant after construction: safe from all threads.
class ShortWordFinder {
 public:
  /// `words`: as short_words() gives them.
  explicit ShortWordFinder(std::span<const ShortWord> words, RunReader reader = best_reader());

  struct Hit {
    std::size_t end = 0;
    std::uint32_t number = 0;
  };
  /// Adds all words in the text, in the order of their beginnings.
  void find(std::string_view text, std::vector<Hit>& hits) const;
  [[nodiscard]] bool empty() const noexcept { return words_.empty(); }

 private:
  /// A bit for each place of as many blocks, the lowest for the first; reads two bytes behind them.
  using FindPlaces = void (*)(const char* text, std::size_t blocks, const ShortWordTables& tables,
                              std::uint64_t* places);

  void compare(std::string_view text, std::size_t at, std::vector<Hit>& hits) const;

  std::vector<ShortWord> words_;                            // set by set
  std::array<std::uint32_t, kShortWordSets + 1> begins_{};  // of each set in words_
  ShortWordTables tables_;
  FindPlaces find_places_;
};

}  // namespace veto::match
