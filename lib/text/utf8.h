// UTF-8, one character at a time, as strict as RFC 3629: no overlong forms, no surrogates, nothing
// beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace veto::text {

struct Utf8Char {
  char32_t code = 0;
  std::size_t size = 0;  ///< bytes, 1 to 4
};

/// The character at the front of `bytes`; nullopt at the end and where the bytes are not UTF-8.
[[nodiscard]] std::optional<Utf8Char> first_utf8_char(std::string_view bytes) noexcept;

/// `code` must be a Unicode scalar value.
void append_utf8(std::string& out, char32_t code);

}  // namespace veto::text
