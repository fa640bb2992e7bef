// Classes of ASCII characters, without locale and without undefined behaviour for bytes over 127;
// and what is looked for in texts of them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace veto::confirm {

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) noexcept {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) noexcept {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_alpha(char c) noexcept {
  return is_lower(c) || is_upper(c);
}
constexpr bool is_alnum(char c) noexcept {
  return is_alpha(c) || is_digit(c);
}
constexpr bool is_word(char c) noexcept {
  return is_alnum(c) || c == '_';
}
constexpr bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t';
}
constexpr bool is_space(char c) noexcept {
  return is_blank(c) || c == '\n' || c == '\r';
}
constexpr bool is_quote(char c) noexcept {
  return c == '"' || c == '\'' || c == '`';
}
constexpr bool is_print(char c) noexcept {
  return c >= ' ' && c <= '~';
}
constexpr char to_lower(char c) noexcept {
  return is_upper(c) ? static_cast<char>(c + 32) : c;
}

constexpr int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}
constexpr bool is_hex(char c) noexcept {
  return hex_value(c) >= 0;
}

/// Some characters, as a class.
class CharSet {
 public:
  explicit constexpr CharSet(std::string_view members) noexcept {
    for (const char c : members) has_[static_cast<unsigned char>(c)] = true;
  }
  [[nodiscard]] constexpr bool operator()(char c) const noexcept {
    return has_[static_cast<unsigned char>(c)];
  }

 private:
  std::array<bool, 256> has_{};
};

/// Whether all of `text` is of class `test`; true for the empty text.
template <class Test>
constexpr bool all_of(std::string_view text, Test test) noexcept {
  for (const char c : text) {
    if (!test(c)) return false;
  }
  return true;
}

template <class Test>
constexpr std::size_t count_of(std::string_view text, Test test) noexcept {
  std::size_t count = 0;
  for (const char c : text) count += test(c) ? 1U : 0U;
  return count;
}

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  }
  return true;
}

/// Position of `word` in `text`, ignoring case; npos if it does not occur. For short words.
constexpr std::size_t find_ignoring_case(std::string_view text, std::string_view word) noexcept {
  if (word.empty() || text.size() < word.size()) return std::string_view::npos;
  const char first = to_lower(word.front());
  for (std::size_t i = 0; i + word.size() <= text.size(); ++i) {
    if (to_lower(text[i]) == first && equals_ignoring_case(text.substr(i, word.size()), word)) {
      return i;
    }
  }
  return std::string_view::npos;
}

constexpr bool contains_ignoring_case(std::string_view text, std::string_view word) noexcept {
  return find_ignoring_case(text, word) != std::string_view::npos;
}

constexpr std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace veto::confirm
