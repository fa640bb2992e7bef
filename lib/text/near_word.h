// Which of some known words was probably meant by one that is not known: for "did you mean".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace veto::text {

/// The number of bytes to insert, drop, change or swap with the next one that make `a` of `b`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The word of `known` that is nearest to `word`, the first of several; empty when none is near:
/// one mistake in four bytes, one in a short word.
[[nodiscard]] std::string near_word(std::string_view word, const std::vector<std::string>& known);

/// The up to `count` likeliest of `words`, best first: few typing errors away, or with the typed
/// word as a part. Empty when none is near, or `typed` is longer than a word is.
[[nodiscard]] std::vector<std::string> similar_words(std::string_view typed,
                                                     const std::vector<std::string>& words,
                                                     std::size_t count);

}  // namespace veto::text
