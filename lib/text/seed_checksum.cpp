#include "text/seed_checksum.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "text/checksum.h"
#include "text/encoding.h"

namespace veto::text {
namespace {

constexpr std::size_t kSumSize = 4;  ///< bytes of base58check
constexpr std::size_t kCrcSize = 2;

std::string_view behind(std::string_view text, std::size_t skip) {
  return text.substr(std::min(skip, text.size()));
}

bool verify_base58(std::string_view text, std::string_view digits) {
  const std::optional<std::string> bytes = decode_base58(text, digits);
  if (!bytes || bytes->size() <= kSumSize) return false;
  const std::string_view payload = std::string_view(*bytes).substr(0, bytes->size() - kSumSize);
  return base58_checksum(payload) == std::string_view(*bytes).substr(payload.size());
}

/// Adds one to the number that `bytes` are, without growing it.
void increment(std::string& bytes) {
  for (std::size_t i = bytes.size(); i-- > 0;) {
    bytes[i] = static_cast<char>(static_cast<unsigned char>(bytes[i]) + 1U);
    if (bytes[i] != '\0') break;
  }
}

/// 58^6 is more than twice 2^32: among the numbers that six more digits make there is one whose
/// upper part is one more than that of the smallest, whatever its lower 32 bits.
std::string mint_base58(std::string_view token, std::string_view digits) {
  constexpr std::size_t kTail = 6;
  if (token.find_first_not_of(digits.front()) == std::string_view::npos) return {};
  const std::optional<std::string> least =
      decode_base58(std::string(token) + std::string(kTail, digits.front()), digits);
  if (!least || least->size() <= kSumSize) return {};
  std::string payload = least->substr(0, least->size() - kSumSize);
  increment(payload);
  const std::string whole = encode_base58(payload + base58_checksum(payload), digits);
  if (whole.size() != token.size() + kTail || !whole.starts_with(token)) return {};
  return whole.substr(token.size());
}

std::string crc16_bytes(std::string_view body) {
  const std::uint16_t sum = crc16_xmodem(body);
  return {static_cast<char>(sum & 0xFFU), static_cast<char>(sum >> 8U)};
}

/// The bytes before the CRC if it is right and they are `size`.
std::optional<std::string> base32_payload(std::string_view text, std::size_t size) {
  const bool lower = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a'; });
  if (lower || text.ends_with('=')) return std::nullopt;
  std::optional<std::string> bytes = decode_base32(text);
  if (!bytes || bytes->size() != size + kCrcSize) return std::nullopt;
  const std::string body = bytes->substr(0, size);
  if (crc16_bytes(body) != bytes->substr(size)) return std::nullopt;
  return body;
}

/// `text` and as many zero bits as make `size` bytes, then the CRC: what is added to `text`.
std::string mint_base32(std::string_view text, std::size_t size) {
  const std::size_t digits = (size * 8 + 4) / 5;
  if (text.size() >= digits) return {};
  // The digit that is added may reach beyond the last byte; what does is not decoded.
  std::string filled(text);
  filled.append((digits + 7) / 8 * 8 - text.size(), 'A');
  std::optional<std::string> bytes = decode_base32(filled);
  if (!bytes || bytes->size() < size) return {};
  bytes->resize(size);
  return encode_base32(*bytes + crc16_bytes(*bytes)).substr(text.size());
}

constexpr std::size_t kStellarSize = 1 + 32;
constexpr unsigned char kStellarSeed = 0x90;
constexpr std::size_t kStellarGiven = 52;

constexpr std::size_t kNkeySize = 2 + 32;
constexpr unsigned kNkeySeed = 0x90;
constexpr std::size_t kNkeyGiven = 54;

/// The letters that stand for a role: account, cluster, server, operator, private, user, curve.
bool is_nkey_role(unsigned role) {
  constexpr std::string_view kRoles = "ACNOPUX";
  return role % 8 == 0 && role / 8 < 26 &&
         kRoles.find(static_cast<char>('A' + role / 8)) != std::string_view::npos;
}

}  // namespace

bool verify_base58check(std::string_view secret, std::size_t skip) {
  return verify_base58(behind(secret, skip), kBitcoinDigits);
}

std::string mint_base58check(std::string_view token, std::size_t skip) {
  return mint_base58(behind(token, skip), kBitcoinDigits);
}

bool verify_ripple(std::string_view secret, std::size_t skip) {
  return verify_base58(behind(secret, skip), kRippleDigits);
}

std::string mint_ripple(std::string_view token, std::size_t skip) {
  return mint_base58(behind(token, skip), kRippleDigits);
}

bool verify_stellar(std::string_view secret, std::size_t skip) {
  const auto payload = base32_payload(behind(secret, skip), kStellarSize);
  return payload && static_cast<unsigned char>(payload->front()) == kStellarSeed;
}

std::string mint_stellar(std::string_view token, std::size_t skip) {
  const std::string_view text = behind(token, skip);
  return text.size() == kStellarGiven ? mint_base32(text, kStellarSize) : std::string();
}

bool verify_nkey(std::string_view secret, std::size_t skip) {
  const auto payload = base32_payload(behind(secret, skip), kNkeySize);
  if (!payload) return false;
  const unsigned first = static_cast<unsigned char>((*payload)[0]);
  const unsigned second = static_cast<unsigned char>((*payload)[1]);
  return (first & ~7U) == kNkeySeed && is_nkey_role(((first & 7U) << 5U) | (second >> 3U));
}

std::string mint_nkey(std::string_view token, std::size_t skip) {
  const std::string_view text = behind(token, skip);
  return text.size() == kNkeyGiven ? mint_base32(text, kNkeySize) : std::string();
}

}  // namespace veto::text
