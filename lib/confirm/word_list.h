// Lists that much is looked up in: words, in which a word is compared by its first eight bytes, as
// numbers; and marks, which may begin at any place of a text, by their first byte.
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
    for (std::size_t i = 0; i < Size; ++i) {
      fronts_[i] = front_of(words[i]);
      sizes_[place_of(words[i])] |= bit_of(words[i]);
    }
  }

  [[nodiscard]] constexpr bool is_sorted() const {
    return std::is_sorted(words_.begin(), words_.end());
  }
  [[nodiscard]] constexpr bool contains(std::string_view word) const noexcept {
    if (word.empty() || (sizes_[place_of(word)] & bit_of(word)) == 0) return false;  // most
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

  static constexpr std::size_t kPlaces = 32;
  static constexpr std::size_t place_of(std::string_view word) noexcept {
    return static_cast<std::uint8_t>(word.front()) % kPlaces;
  }
  static constexpr std::uint32_t bit_of(std::string_view word) noexcept {
    return 1U << std::min<std::size_t>(word.size(), 31);
  }

  std::array<std::string_view, Size> words_;
  std::array<std::uint64_t, Size> fronts_{};
  std::array<std::uint32_t, kPlaces> sizes_{};  // of the words with such a first byte, as bits
};

template <std::size_t Size>
class MarkList {
 public:
  explicit constexpr MarkList(const std::array<std::string_view, Size>& marks) : marks_(marks) {
    std::sort(marks_.begin(), marks_.end());
    for (const std::string_view mark : marks_) {
      for (std::size_t next = byte_of(mark.front()) + 1; next < starts_.size(); ++next)
        ++starts_[next];
    }
  }

  /// Whether one of the marks stands in the text.
  [[nodiscard]] constexpr bool any_in(std::string_view text) const noexcept {
    for (; !text.empty(); text.remove_prefix(1)) {
      if (begins(text)) return true;
    }
    return false;
  }
  /// Whether the text begins with one of them.
  [[nodiscard]] constexpr bool begins(std::string_view text) const noexcept {
    if (text.empty()) return false;
    const std::size_t first = byte_of(text.front());
    for (std::size_t i = starts_[first]; i < starts_[first + 1]; ++i) {
      if (text.starts_with(marks_[i])) return true;
    }
    return false;
  }

 private:
  static_assert(Size < 256);
  static constexpr std::size_t byte_of(char c) noexcept { return static_cast<std::uint8_t>(c); }

  std::array<std::string_view, Size> marks_;  // sorted
  std::array<std::uint8_t, 257> starts_{};    // those with a first byte: from its place to the next
};

}  // namespace veto::confirm
