// The mathematics of checksums: CRCs, Marvin32, bech32 and SHA-256, over plain bytes.
//
// Which bytes of which credential they cover is not known here: see token_checksum.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace veto::text {

/// IEEE 802.3, as in zlib: reflected 0xEDB88320, initial value and final xor all ones.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes) noexcept;
/// The four bytes behind `bytes` with which the CRC-32 of the whole is `sum`.
[[nodiscard]] std::string crc32_suffix(std::string_view bytes, std::uint32_t sum);
/// Castagnoli: as crc32 with the reflected polynomial 0x82F63B78.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes) noexcept;
/// OpenPGP (RFC 4880, 6.1): polynomial 0x864CFB, initial value 0xB704CE.
[[nodiscard]] std::uint32_t crc24(std::string_view bytes) noexcept;
/// XModem: polynomial 0x1021, initial value 0.
[[nodiscard]] std::uint16_t crc16_xmodem(std::string_view bytes) noexcept;

/// Marvin32 folded to 32 bits, as Microsoft's identifiable keys use it.
[[nodiscard]] std::uint32_t marvin32(std::string_view bytes, std::uint64_t seed) noexcept;
/// The seed that eight ASCII letters stand for (big-endian), as in "Default0".
[[nodiscard]] std::uint64_t marvin32_seed(std::string_view letters) noexcept;

/// BIP-173: one case, a human-readable part of 1 to 83 characters, the last "1", data, 6 characters
/// of checksum. The limit of 90 characters is not applied (age and LNURL go beyond it), and neither
/// is bech32m accepted.
[[nodiscard]] bool is_bech32(std::string_view text) noexcept;
/// The six characters that make `text` (up to them) a bech32 string, in upper case if `text` has
/// only upper-case letters. Empty if it cannot become one: no separator, a character out of place.
[[nodiscard]] std::string bech32_checksum(std::string_view text);

/// 32 raw bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// Base58Check: the first four bytes of the SHA-256 of the SHA-256.
[[nodiscard]] std::string base58_checksum(std::string_view payload);

}  // namespace veto::text
