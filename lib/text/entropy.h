// How random a value looks: plain measures over its bytes, for the confirm stage to set limits on.
#pragma once

#include <cstddef>
#include <string_view>

namespace veto::text {

/// Shannon entropy in bits per byte, from the frequencies within `bytes` itself; 0 for an empty
/// text. A text of n bytes reaches log2(n) at most, so that limits depend on the length.
[[nodiscard]] double shannon_entropy(std::string_view bytes) noexcept;

/// How many bytes of each class (ASCII) a text has.
struct CharClasses {
  std::size_t digits = 0;
  std::size_t lower = 0;
  std::size_t upper = 0;
  std::size_t other = 0;

  friend bool operator==(const CharClasses&, const CharClasses&) = default;
};

[[nodiscard]] CharClasses classify(std::string_view bytes) noexcept;

/// Length of the longest stretch of one and the same byte.
[[nodiscard]] std::size_t longest_run(std::string_view bytes) noexcept;

/// Whether the text is nothing but walks of three steps or more along the alphabet, the digits or
/// the rows and columns of a US keyboard, forwards or backwards, ignoring case: "abcd1234",
/// "qwertyuiop", "1qaz2wsx", "zyxwvu", "0123456789abcdef". Repeats of one character are no walk
/// (see longest_run).
[[nodiscard]] bool is_walk(std::string_view text) noexcept;

}  // namespace veto::text
