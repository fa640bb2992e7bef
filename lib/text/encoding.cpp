#include "text/encoding.h"

#include <algorithm>
#include <array>
#include <vector>

namespace veto::text {
namespace {

constexpr std::int8_t kNoDigit = -1;
using DigitTable = std::array<std::int8_t, 256>;

constexpr DigitTable digit_table(std::string_view digits) {
  DigitTable table{};
  table.fill(kNoDigit);
  for (std::size_t i = 0; i < digits.size(); ++i)
    table[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
  return table;
}

constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64UrlDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr DigitTable kBase64Values = digit_table(kBase64Digits);
constexpr DigitTable kBase64UrlValues = digit_table(kBase64UrlDigits);

constexpr DigitTable both_cases(DigitTable table) {
  for (std::size_t upper = 'A'; upper <= 'Z'; ++upper) {
    std::int8_t& lower = table[upper - 'A' + 'a'];
    if (lower == kNoDigit) lower = table[upper];
  }
  return table;
}

constexpr DigitTable kHexValues = both_cases(digit_table("0123456789ABCDEF"));
constexpr std::string_view kBase32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr DigitTable kBase32Values = both_cases(digit_table(kBase32Digits));

int digit_of(const DigitTable& table, char c) {
  return table[static_cast<unsigned char>(c)];
}

struct Bits {
  std::string bytes;
  unsigned rest = 0;  ///< the bits behind the last whole byte
};

/// Reads characters of `width` bits each; nullopt at the first one that is no digit.
std::optional<Bits> read_digits(std::string_view text, const DigitTable& table, unsigned width) {
  Bits bits;
  bits.bytes.reserve(text.size() * width / 8);
  unsigned buffer = 0;
  unsigned count = 0;
  for (const char c : text) {
    const int digit = digit_of(table, c);
    if (digit < 0) return std::nullopt;
    buffer = (buffer << width) | static_cast<unsigned>(digit);
    count += width;
    if (count >= 8) {
      count -= 8;
      bits.bytes.push_back(static_cast<char>((buffer >> count) & 0xFF));
      buffer &= (1U << count) - 1U;
    }
  }
  bits.rest = buffer;
  return bits;
}

std::string_view without_padding(std::string_view text) {
  const std::size_t last = text.find_last_not_of('=');
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Writes characters of `width` bits each, the last one filled up with zeros.
std::string write_digits(std::string_view bytes, std::string_view digits, unsigned width) {
  std::string text;
  text.reserve(bytes.size() * 8 / width + 4);
  const unsigned mask = (1U << width) - 1U;
  unsigned buffer = 0;
  unsigned count = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(c);
    count += 8;
    while (count >= width) {
      count -= width;
      text.push_back(digits[(buffer >> count) & mask]);
    }
    buffer &= (1U << count) - 1U;
  }
  if (count > 0) text.push_back(digits[(buffer << (width - count)) & mask]);
  return text;
}

/// Whether `padding` characters may follow `digits` characters in groups of `group`.
bool padding_fits(std::size_t digits, std::size_t padding, std::size_t group) {
  return padding == 0 || (padding < group && (digits + padding) % group == 0);
}

const DigitTable& base64_values(std::string_view text, Base64Alphabet alphabet) {
  switch (alphabet) {
    case Base64Alphabet::Standard:
      return kBase64Values;
    case Base64Alphabet::Url:
      return kBase64UrlValues;
    case Base64Alphabet::Either:
      break;
  }
  return text.find_first_of("-_") == std::string_view::npos ? kBase64Values : kBase64UrlValues;
}

std::string encode_hex_with(std::string_view bytes, std::string_view digits) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(digits[byte >> 4U]);
    text.push_back(digits[byte & 0x0FU]);
  }
  return text;
}

}  // namespace

std::optional<std::string> decode_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::optional<Bits> bits = read_digits(text, kHexValues, 4);
  if (!bits) return std::nullopt;
  return std::move(bits->bytes);
}

std::string encode_hex(std::string_view bytes) {
  return encode_hex_with(bytes, "0123456789abcdef");
}

std::string encode_hex_upper(std::string_view bytes) {
  return encode_hex_with(bytes, "0123456789ABCDEF");
}

std::optional<std::string> decode_base64(std::string_view text, Base64Alphabet alphabet) {
  const std::string_view digits = without_padding(text);
  if (digits.size() % 4 == 1) return std::nullopt;
  if (!padding_fits(digits.size(), text.size() - digits.size(), 4)) return std::nullopt;
  std::optional<Bits> bits = read_digits(digits, base64_values(digits, alphabet), 6);
  if (!bits || bits->rest != 0) return std::nullopt;
  return std::move(bits->bytes);
}

std::optional<std::string> decode_base64_lenient(std::string_view text, Base64Alphabet alphabet) {
  const std::string_view digits = without_padding(text);
  std::optional<Bits> bits = read_digits(digits, base64_values(digits, alphabet), 6);
  if (!bits) return std::nullopt;
  return std::move(bits->bytes);
}

std::string encode_base64(std::string_view bytes, Base64Alphabet alphabet, Base64Padding padding) {
  const std::string_view digits =
      alphabet == Base64Alphabet::Url ? kBase64UrlDigits : kBase64Digits;
  std::string text = write_digits(bytes, digits, 6);
  if (padding == Base64Padding::With) text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::string> decode_base32(std::string_view text) {
  const std::string_view digits = without_padding(text);
  const std::size_t tail = digits.size() % 8;
  if (tail == 1 || tail == 3 || tail == 6) return std::nullopt;
  if (!padding_fits(digits.size(), text.size() - digits.size(), 8)) return std::nullopt;
  std::optional<Bits> bits = read_digits(digits, kBase32Values, 5);
  if (!bits || bits->rest != 0) return std::nullopt;
  return std::move(bits->bytes);
}

std::string encode_base32(std::string_view bytes) {
  return write_digits(bytes, kBase32Digits, 5);
}

std::optional<std::string> decode_base58(std::string_view text, std::string_view digits) {
  if (text.size() > kMaxBase58) return std::nullopt;
  const DigitTable values = digit_table(digits);
  // Least significant byte first; each digit multiplies what stands so far by 58 and adds itself.
  std::string number;
  for (const char c : text) {
    const int digit = digit_of(values, c);
    if (digit < 0) return std::nullopt;
    auto carry = static_cast<unsigned>(digit);
    for (char& byte : number) {
      carry += static_cast<unsigned char>(byte) * 58U;
      byte = static_cast<char>(carry & 0xFFU);
      carry >>= 8U;
    }
    if (carry > 0) number.push_back(static_cast<char>(carry));
  }
  const std::size_t zeros = std::min(text.find_first_not_of(digits.front()), text.size());
  number.append(zeros, '\0');
  std::reverse(number.begin(), number.end());
  return number;
}

std::string encode_base58(std::string_view bytes, std::string_view digits) {
  // Least significant digit first; each byte multiplies what stands so far by 256 and adds itself.
  std::string number;
  for (const char c : bytes) {
    unsigned carry = static_cast<unsigned char>(c);
    for (char& digit : number) {
      carry += static_cast<unsigned char>(digit) * 256U;
      digit = static_cast<char>(carry % 58U);
      carry /= 58U;
    }
    for (; carry > 0; carry /= 58U) number.push_back(static_cast<char>(carry % 58U));
  }
  const std::size_t zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
  number.append(zeros, '\0');
  std::reverse(number.begin(), number.end());
  for (char& digit : number) digit = digits[static_cast<unsigned char>(digit)];
  return number;
}

std::string to_digits(std::uint64_t value, std::string_view digits, std::size_t width) {
  std::string text;
  for (; value > 0; value /= digits.size()) text.push_back(digits[value % digits.size()]);
  if (text.size() < width) text.append(width - text.size(), digits.front());
  std::reverse(text.begin(), text.end());
  return text;
}

}  // namespace veto::text
