// The checksums of keys that people write down: base58check (Bitcoin, XRP), and the base32 seeds of
// Stellar and NATS with their CRC-16. For the table of token_checksum.h; parameters are those of
// ChecksumAlgorithm.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veto::text {

/// Whatever the version byte and the length: what the payload must be is the structure's question.
[[nodiscard]] bool verify_base58check(std::string_view secret, std::size_t skip);
/// `token` gets the six characters that make its number end in the sum of what stands before.
[[nodiscard]] std::string mint_base58check(std::string_view token, std::size_t skip);

/// The same in the alphabet of the XRP ledger.
[[nodiscard]] bool verify_ripple(std::string_view secret, std::size_t skip);
[[nodiscard]] std::string mint_ripple(std::string_view token, std::size_t skip);

/// S..., 56 characters: version byte, 32 bytes, CRC-16.
[[nodiscard]] bool verify_stellar(std::string_view secret, std::size_t skip);
[[nodiscard]] std::string mint_stellar(std::string_view token, std::size_t skip);

/// SU..., SA..., 58 characters: two bytes that say "seed" and whose, 32 bytes, CRC-16.
[[nodiscard]] bool verify_nkey(std::string_view secret, std::size_t skip);
[[nodiscard]] std::string mint_nkey(std::string_view token, std::size_t skip);

}  // namespace veto::text
