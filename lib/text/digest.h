// Hashes for fingerprints: a keyed one for values that nobody can guess, and a slow, memory-hard
// one for values that somebody might. From libsodium.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veto::text {

/// BLAKE2b with a key of up to 64 bytes; 32 raw bytes.
[[nodiscard]] std::string keyed_hash(std::string_view key, std::string_view message);

inline constexpr std::size_t kSlowHashSalt = 16;
inline constexpr std::size_t kSlowHashMemory = 7 * 1024 * 1024;
inline constexpr unsigned kSlowHashPasses = 5;

/// Argon2id (RFC 9106), version 1.3, one lane, kSlowHashPasses passes over kSlowHashMemory bytes:
/// about 10 ms on a core of 2024. `salt` must be kSlowHashSalt bytes. 32 raw bytes. Throws
/// base::Error(Unreadable) when the memory cannot be had.
[[nodiscard]] std::string slow_hash(std::string_view password, std::string_view salt);

}  // namespace veto::text
