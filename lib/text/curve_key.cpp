#include "text/curve_key.h"

#include <array>

#include <sodium.h>

namespace veto::text {
namespace {

constexpr std::size_t kScalarSize = 32;

/// SEC 2, 2.4.1.
constexpr std::array<unsigned char, kScalarSize> kOrder{
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE,
    0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41, 0x41};

}  // namespace

std::string ed25519_public_key(std::string_view seed) {
  if (seed.size() != crypto_sign_SEEDBYTES) return {};
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_key{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_key{};
  crypto_sign_seed_keypair(public_key.data(), secret_key.data(),
                           reinterpret_cast<const unsigned char*>(seed.data()));
  sodium_memzero(secret_key.data(), secret_key.size());
  return {public_key.begin(), public_key.end()};
}

bool is_secp256k1_scalar(std::string_view bytes) noexcept {
  if (bytes.size() != kScalarSize) return false;
  if (bytes.find_first_not_of('\0') == std::string_view::npos) return false;
  for (std::size_t i = 0; i < kScalarSize; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte != kOrder[i]) return byte < kOrder[i];
  }
  return false;
}

}  // namespace veto::text
