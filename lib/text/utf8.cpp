#include "text/utf8.h"

namespace veto::text {
namespace {

/// Length of the sequence that `lead` opens, 0 if it opens none.
std::size_t sequence_size(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

bool well_formed(char32_t code, std::size_t size) noexcept {
  if (size == 3) return code >= 0x800 && (code < 0xD800 || code > 0xDFFF);
  if (size == 4) return code >= 0x10000 && code <= 0x10FFFF;
  return true;
}

char continuation(char32_t code, unsigned shift) {
  return static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
}

}  // namespace

std::optional<Utf8Char> first_utf8_char(std::string_view bytes) noexcept {
  if (bytes.empty()) return std::nullopt;
  const auto lead = static_cast<unsigned char>(bytes.front());
  const std::size_t size = sequence_size(lead);
  if (size == 0 || size > bytes.size()) return std::nullopt;
  if (size == 1) return Utf8Char{lead, 1};
  char32_t code = lead & (0x7FU >> size);
  for (const char c : bytes.substr(1, size - 1)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) return std::nullopt;
    code = (code << 6U) | (byte & 0x3FU);
  }
  if (!well_formed(code, size)) return std::nullopt;
  return Utf8Char{code, size};
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (code >> 6U)));
    out.push_back(continuation(code, 0));
  } else if (code < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (code >> 12U)));
    out.push_back(continuation(code, 6));
    out.push_back(continuation(code, 0));
  } else {
    out.push_back(static_cast<char>(0xF0U | (code >> 18U)));
    out.push_back(continuation(code, 12));
    out.push_back(continuation(code, 6));
    out.push_back(continuation(code, 0));
  }
}

}  // namespace veto::text
