// What can be said of the private keys of two curves without using them.
#pragma once

#include <string>
#include <string_view>

namespace veto::text {

/// The Ed25519 public key of a seed of 32 bytes; empty for any other size.
[[nodiscard]] std::string ed25519_public_key(std::string_view seed);

/// Whether 32 bytes are a number from 1 to the order of secp256k1 (Bitcoin, Ethereum) less one.
[[nodiscard]] bool is_secp256k1_scalar(std::string_view bytes) noexcept;

}  // namespace veto::text
