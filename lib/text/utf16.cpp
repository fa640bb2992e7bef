#include "text/utf16.h"

#include <algorithm>

#include "text/utf8.h"

namespace veto::text {
namespace {

constexpr std::size_t kSample = 4096;
constexpr std::size_t kBom = 2;
constexpr std::string_view kLittleEndianBom = "\xFF\xFE";
constexpr std::string_view kBigEndianBom = "\xFE\xFF";
constexpr char32_t kReplacement = 0xFFFD;

char32_t unit_at(std::string_view bytes, std::size_t at, Utf16Order order) noexcept {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return order == Utf16Order::LittleEndian ? first | char32_t{second} << 8U
                                           : second | char32_t{first} << 8U;
}

bool is_control(char32_t unit) noexcept {
  if (unit >= '\t' && unit <= '\r') return false;
  return unit < 0x20 || (unit >= 0x7F && unit < 0xA0) || unit >= 0xFFFE;
}

bool is_high_surrogate(char32_t unit) noexcept {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(char32_t unit) noexcept {
  return unit >= 0xDC00 && unit < 0xE000;
}
bool is_private(char32_t unit) noexcept {
  return unit >= 0xE000 && unit < 0xF900;
}

bool is_printable(char32_t byte) noexcept {
  return byte >= 0x20 && byte < 0x7F;
}

/// Whether the units are text of any script: mostly ASCII, or some of it among letters that are not
/// two characters of ASCII side by side.
bool plausible(std::string_view sample, Utf16Order order) noexcept {
  const std::size_t units = sample.size() / 2;
  std::size_t ascii = 0;
  std::size_t pairs = 0;
  std::size_t odd = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at + 1 < sample.size(); at += 2) {
    const char32_t unit = unit_at(sample, at, order);
    if (is_control(unit)) return false;
    if (unit < 0x80) ++ascii;
    if (is_printable(unit >> 8U) && is_printable(unit & 0xFFU)) ++pairs;
    if (is_private(unit) || is_low_surrogate(unit) != is_high_surrogate(before)) ++odd;
    before = unit;
  }
  if (ascii * 4 >= units * 3) return true;
  return odd == 0 && ascii * 16 >= units && pairs * 4 <= (units - ascii) * 3;
}

}  // namespace

std::optional<Utf16Order> detect_utf16(std::string_view bytes) noexcept {
  if (bytes.starts_with(kLittleEndianBom)) return Utf16Order::LittleEndian;
  if (bytes.starts_with(kBigEndianBom)) return Utf16Order::BigEndian;
  if (bytes.size() < 4) return std::nullopt;
  const std::string_view sample = bytes.substr(0, std::min(kSample, bytes.size() / 2 * 2));
  if (sample.find('\0') == std::string_view::npos) return std::nullopt;  // no ASCII in UTF-16
  for (const Utf16Order order : {Utf16Order::LittleEndian, Utf16Order::BigEndian})
    if (plausible(sample, order)) return order;
  return std::nullopt;
}

bool has_utf16_bom(std::string_view bytes) noexcept {
  return bytes.starts_with(kLittleEndianBom) || bytes.starts_with(kBigEndianBom);
}

std::string utf16_to_utf8(std::string_view bytes, Utf16Order order) {
  const bool little = order == Utf16Order::LittleEndian;
  if (bytes.starts_with(little ? kLittleEndianBom : kBigEndianBom)) bytes.remove_prefix(kBom);
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t code = unit_at(bytes, at, order);
    if (is_high_surrogate(code) && at + 3 < bytes.size()) {
      const char32_t low = unit_at(bytes, at + 2, order);
      if (is_low_surrogate(low)) {
        code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    const bool unpaired = is_high_surrogate(code) || is_low_surrogate(code);
    append_utf8(text, unpaired ? kReplacement : code);
  }
  return text;
}

std::size_t utf16_byte_offset(std::string_view utf8_text, std::size_t utf8_offset,
                              bool had_bom) noexcept {
  std::size_t end = std::min(utf8_offset, utf8_text.size());
  const auto continues = [&](std::size_t at) {
    return at < utf8_text.size() && (static_cast<unsigned char>(utf8_text[at]) & 0xC0U) == 0x80U;
  };
  while (end > 0 && continues(end)) --end;
  std::size_t bytes = had_bom ? kBom : 0;
  for (const char c : utf8_text.substr(0, end)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) bytes += byte >= 0xF0 ? 4 : 2;
  }
  return bytes;
}

}  // namespace veto::text
