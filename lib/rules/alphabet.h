// The alphabets of which random parts of credentials are made, by the names that recipes and forms
// use (docs/RULES.md): their characters for examples, the same as a class for patterns.
#pragma once

#include <array>
#include <string_view>

#include "text/encoding.h"

namespace veto::rules {

struct Alphabet {
  std::string_view name;
  std::string_view characters;
  std::string_view class_items;  ///< the same characters, as they stand between [ and ]
};

inline constexpr std::array<Alphabet, 21> kAlphabets{{
    {"base62", text::kBase62Digits, "0-9A-Za-z"},
    {"base62_", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_", "0-9A-Za-z_"},
    {"digit", "0123456789", "0-9"},
    {"lower", "abcdefghijklmnopqrstuvwxyz", "a-z"},
    {"upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A-Z"},
    {"alpha", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "A-Za-z"},
    {"base36", text::kBase36Digits, "0-9a-z"},
    {"base36-upper", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0-9A-Z"},
    {"hex", "0123456789abcdef", "0-9a-f"},
    {"hex-upper", "0123456789ABCDEF", "0-9A-F"},
    {"hex-any", "0123456789ABCDEFabcdef", "0-9A-Fa-f"},
    {"base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "A-Z2-7"},
    {"base32-lower", "abcdefghijklmnopqrstuvwxyz234567", "a-z2-7"},
    {"base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "A-Za-z0-9+/"},
    {"base64url", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
     "A-Za-z0-9_-"},
    {"base58", text::kBitcoinDigits, "1-9A-HJ-NP-Za-km-z"},
    {"ripple", text::kRippleDigits, "1-9A-HJ-NP-Za-km-z"},
    {"bech32", "qpzry9x8gf2tvdw0s3jn54khce6mua7l", "02-9ac-hj-np-z"},
    {"bech32-upper", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", "02-9AC-HJ-NP-Z"},
    {"aad", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._~-", "0-9A-Za-z._~-"},
    // Visible ASCII less quotes, the backquote, the backslash and angle brackets.
    {"print",
     "!#$%&()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~",
     R"(!#-&(-;=?@A-Z\[\]\^_a-z{-~)"},
}};

/// nullptr if there is none of that name.
[[nodiscard]] constexpr const Alphabet* find_alphabet(std::string_view name) noexcept {
  for (const Alphabet& alphabet : kAlphabets)
    if (alphabet.name == name) return &alphabet;
  return nullptr;
}

}  // namespace veto::rules
