#include "text/checksum.h"

#include <array>
#include <bit>
#include <cstddef>
#include <optional>

#include <sodium.h>

namespace veto::text {
namespace {

using CrcTable = std::array<std::uint32_t, 256>;

constexpr CrcTable reflected_table(std::uint32_t polynomial) {
  CrcTable table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? polynomial : 0U);
    table[i] = value;
  }
  return table;
}

constexpr CrcTable kCrc32 = reflected_table(0xEDB88320U);
constexpr CrcTable kCrc32c = reflected_table(0x82F63B78U);

std::uint32_t reflected_crc(std::string_view bytes, const CrcTable& table) noexcept {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes)
    crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
  return ~crc;
}

/// A CRC that is not reflected and has no final xor.
struct ForwardCrc {
  unsigned width;
  std::uint32_t polynomial;
  std::uint32_t initial;
};

std::uint32_t forward_crc(std::string_view bytes, const ForwardCrc& crc) noexcept {
  const std::uint32_t top = 1U << (crc.width - 1U);
  const std::uint32_t mask = (top << 1U) - 1U;
  std::uint32_t value = crc.initial;
  for (const char c : bytes) {
    value ^= std::uint32_t{static_cast<unsigned char>(c)} << (crc.width - 8U);
    for (int bit = 0; bit < 8; ++bit)
      value = ((value << 1U) ^ ((value & top) != 0 ? crc.polynomial : 0U)) & mask;
  }
  return value;
}

struct Marvin {
  std::uint32_t p0;
  std::uint32_t p1;

  void mix() noexcept {
    p1 ^= p0;
    p0 = std::rotl(p0, 20) + p1;
    p1 = std::rotl(p1, 9) ^ p0;
    p0 = std::rotl(p0, 27) + p1;
    p1 = std::rotl(p1, 19);
  }
};

std::uint32_t little_endian(std::string_view bytes) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    value = (value << 8U) | static_cast<unsigned char>(bytes[i]);
  return value;
}

constexpr std::string_view kBech32Digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kBech32Checksum = 6;

class Bech32Sum {
 public:
  void add(std::uint32_t value) noexcept {
    constexpr std::array<std::uint32_t, 5> kGenerator{0x3b6a57b2U, 0x26508e6dU, 0x1ea119faU,
                                                      0x3d4233ddU, 0x2a1462b3U};
    const std::uint32_t top = sum_ >> 25U;
    sum_ = ((sum_ & 0x1ffffffU) << 5U) ^ value;
    for (std::uint32_t i = 0; i < kGenerator.size(); ++i)
      if (((top >> i) & 1U) != 0) sum_ ^= kGenerator[i];
  }
  [[nodiscard]] std::uint32_t value() const noexcept { return sum_; }

 private:
  std::uint32_t sum_ = 1;
};

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool has_lower(std::string_view text) noexcept {
  for (const char c : text)
    if (c >= 'a' && c <= 'z') return true;
  return false;
}

bool has_upper(std::string_view text) noexcept {
  for (const char c : text)
    if (c >= 'A' && c <= 'Z') return true;
  return false;
}

/// The sum over the expanded human-readable part and the data; nullopt if `text` is malformed.
std::optional<Bech32Sum> bech32_sum(std::string_view text) noexcept {
  const std::size_t separator = text.rfind('1');
  if (separator == std::string_view::npos || separator < 1 || separator > 83) return std::nullopt;
  if (has_lower(text) && has_upper(text)) return std::nullopt;
  Bech32Sum sum;
  const std::string_view name = text.substr(0, separator);
  for (const char c : name) {
    if (c < '!' || c > '~') return std::nullopt;
    sum.add(static_cast<unsigned char>(lower(c)) >> 5U);
  }
  sum.add(0);
  for (const char c : name) sum.add(static_cast<unsigned char>(lower(c)) & 0x1FU);
  for (const char c : text.substr(separator + 1)) {
    const std::size_t value = kBech32Digits.find(lower(c));
    if (value == std::string_view::npos) return std::nullopt;
    sum.add(static_cast<std::uint32_t>(value));
  }
  return sum;
}

}  // namespace

std::uint32_t crc32(std::string_view bytes) noexcept {
  return reflected_crc(bytes, kCrc32);
}

std::string crc32_suffix(std::string_view bytes, std::uint32_t sum) {
  // Backwards from the wanted sum: the top byte of each state names the table entry that made it.
  constexpr std::size_t kSize = 4;
  std::array<std::uint32_t, kSize> entries{};
  std::uint32_t state = ~sum;
  for (std::size_t i = kSize; i-- > 0;) {
    std::uint32_t entry = 0;
    while ((kCrc32[entry] ^ state) >> 24U != 0) ++entry;
    entries[i] = entry;
    state = (state ^ kCrc32[entry]) << 8U;
  }
  std::string suffix;
  state = ~crc32(bytes);
  for (const std::uint32_t entry : entries) {
    suffix.push_back(static_cast<char>((state ^ entry) & 0xFFU));
    state = kCrc32[entry] ^ (state >> 8U);
  }
  return suffix;
}

std::uint32_t crc32c(std::string_view bytes) noexcept {
  return reflected_crc(bytes, kCrc32c);
}

std::uint32_t crc24(std::string_view bytes) noexcept {
  return forward_crc(bytes, {24, 0x864CFBU, 0xB704CEU});
}

std::uint16_t crc16_xmodem(std::string_view bytes) noexcept {
  return static_cast<std::uint16_t>(forward_crc(bytes, {16, 0x1021U, 0U}));
}

std::uint32_t marvin32(std::string_view bytes, std::uint64_t seed) noexcept {
  Marvin state{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)};
  for (; bytes.size() >= 4; bytes.remove_prefix(4)) {
    state.p0 += little_endian(bytes.substr(0, 4));
    state.mix();
  }
  state.p0 += little_endian(bytes) | (0x80U << (8U * bytes.size()));
  state.mix();
  state.mix();
  return state.p0 ^ state.p1;
}

std::uint64_t marvin32_seed(std::string_view letters) noexcept {
  std::uint64_t seed = 0;
  for (const char c : letters) seed = (seed << 8U) | static_cast<unsigned char>(c);
  return seed;
}

bool is_bech32(std::string_view text) noexcept {
  const std::size_t separator = text.rfind('1');
  if (separator == std::string_view::npos) return false;
  if (text.size() - separator - 1 < kBech32Checksum) return false;
  const std::optional<Bech32Sum> sum = bech32_sum(text);
  return sum && sum->value() == 1;
}

std::string bech32_checksum(std::string_view text) {
  std::optional<Bech32Sum> sum = bech32_sum(text);
  if (!sum) return {};
  for (std::size_t i = 0; i < kBech32Checksum; ++i) sum->add(0);
  const std::uint32_t checksum = sum->value() ^ 1U;
  const bool upper = has_upper(text);
  std::string result;
  for (unsigned shift = 30; shift > 0; shift -= 5) {
    const char c = kBech32Digits[(checksum >> (shift - 5U)) & 0x1FU];
    result.push_back(upper && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return result;
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return {digest.begin(), digest.end()};
}

std::string base58_checksum(std::string_view payload) {
  return sha256(sha256(payload)).substr(0, 4);
}

}  // namespace veto::text
