#include "text/digest.h"

#include <sodium.h>

#include "base/error.h"

namespace veto::text {
namespace {

constexpr std::size_t kHashSize = 32;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string keyed_hash(std::string_view key, std::string_view message) {
  std::string hash(kHashSize, '\0');
  // Fails only for sizes that are constants here.
  static_cast<void>(crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                                       bytes_of(message), message.size(), bytes_of(key),
                                       key.size()));
  return hash;
}

std::string slow_hash(std::string_view password, std::string_view salt) {
  // Chooses the implementation for this CPU: twice as fast as the portable one. Safe from all
  // threads.
  static const int ready = sodium_init();
  if (ready < 0) throw base::unreadable("starting libsodium");
  static_assert(kSlowHashSalt == crypto_pwhash_argon2id_SALTBYTES);
  std::string hash(kHashSize, '\0');
  const int failure = crypto_pwhash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                                    password.data(), password.size(), bytes_of(salt),
                                    kSlowHashPasses, kSlowHashMemory, crypto_pwhash_ALG_ARGON2ID13);
  if (failure != 0) throw base::unreadable("making a fingerprint: out of memory");
  return hash;
}

}  // namespace veto::text
