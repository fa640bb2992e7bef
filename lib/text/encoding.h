// Text encodings of bytes: hexadecimal, base64, base32, base58, and numbers in any alphabet.
//
// Decoders answer nullopt for what the encoder could not have written; they are total and never
// throw. They do not skip white space or line ends: whoever reads a PEM body strips those first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veto::text {

inline constexpr std::string_view kBase36Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
/// The order that GitHub, npm and most others use: digits, upper case, lower case.
inline constexpr std::string_view kBase62Digits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Which two characters stand for 62 and 63.
enum class Base64Alphabet : std::uint8_t {
  Standard,  ///< + and /
  Url,       ///< - and _
  Either,    ///< when decoding: one of the two, not mixed; when encoding: the same as Standard
};

enum class Base64Padding : std::uint8_t { With, Without };

/// Either case, an even number of digits.
[[nodiscard]] std::optional<std::string> decode_hex(std::string_view text);
[[nodiscard]] std::string encode_hex(std::string_view bytes);
[[nodiscard]] std::string encode_hex_upper(std::string_view bytes);

/// Strict: padding is absent or complete, and the unused bits of the last character are zero.
[[nodiscard]] std::optional<std::string> decode_base64(
    std::string_view text, Base64Alphabet alphabet = Base64Alphabet::Either);

/// Forgives at the end what a copy that was cut off shows: unused bits of any value, missing or
/// surplus padding, and one left-over character, which is dropped. All else is as in decode_base64.
[[nodiscard]] std::optional<std::string> decode_base64_lenient(
    std::string_view text, Base64Alphabet alphabet = Base64Alphabet::Either);

[[nodiscard]] std::string encode_base64(std::string_view bytes,
                                        Base64Alphabet alphabet = Base64Alphabet::Standard,
                                        Base64Padding padding = Base64Padding::With);

/// RFC 4648 A-Z2-7 in either case; padding absent or complete, unused bits zero.
[[nodiscard]] std::optional<std::string> decode_base32(std::string_view text);

/// A-Z2-7 without padding, unused bits zero.
[[nodiscard]] std::string encode_base32(std::string_view bytes);

inline constexpr std::string_view kBitcoinDigits =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
inline constexpr std::string_view kRippleDigits =
    "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
inline constexpr std::size_t kMaxBase58 = 512;

/// `digits` are the 58 of the system. Takes quadratic time, so that texts over kMaxBase58
/// characters are refused.
[[nodiscard]] std::optional<std::string> decode_base58(std::string_view text,
                                                       std::string_view digits = kBitcoinDigits);
/// Quadratic too: for at most kMaxBase58 bytes.
[[nodiscard]] std::string encode_base58(std::string_view bytes,
                                        std::string_view digits = kBitcoinDigits);

/// `value` in the positional system of `digits` (its size is the base, 2 or more), most significant
/// digit first, padded at the left with the zero digit to at least `width` characters.
[[nodiscard]] std::string to_digits(std::uint64_t value, std::string_view digits,
                                    std::size_t width);

}  // namespace veto::text
