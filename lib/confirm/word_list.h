// Sorted words that many others are looked up in: compared by their first eight bytes, as numbers.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace veto::confirm {

template <std::size_t Size>
class WordList {
 public:
  /// `words` must be sorted: is_sorted() says so to a static_assert.
  explicit constexpr WordList(const std::array<std::string_view, Size>& words) : words_(words) {
    for (std::size_t i = 0; i < Size; ++i) fronts_[i] = front_of(words[i]);
  }

  [[nodiscard]] constexpr bool is_sorted() const {
    return std::is_sorted(words_.begin(), words_.end());
  }
  [[nodiscard]] constexpr bool contains(std::string_view word) const noexcept {
    const std::uint64_t front = front_of(word);
    auto at = static_cast<std::size_t>(std::lower_bound(fronts_.begin(), fronts_.end(), front) -
                                       fronts_.begin());
    for (; at < Size && fronts_[at] == front; ++at) {
      if (words_[at] == word) return true;
    }
    return false;
  }

 private:
  /// In the order of the words.
  static constexpr std::uint64_t front_of(std::string_view word) noexcept {
    std::uint64_t front = 0;
    for (std::size_t i = 0; i < sizeof front; ++i)
      front = front << 8U | (i < word.size() ? static_cast<std::uint8_t>(word[i]) : 0U);
    return front;
  }

  std::array<std::string_view, Size> words_;
  std::array<std::uint64_t, Size> fronts_{};
};

}  // namespace veto::confirm
