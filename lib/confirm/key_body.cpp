#include "confirm/key_body.h"

#include <array>
#include <bitset>
#include <cstddef>

#include "confirm/byte_reader.h"
#include "confirm/der.h"

namespace veto::confirm {

namespace {

/// A key whose end is missing counts if that much of it is there.
constexpr std::size_t kMostOfAKey = 256;
constexpr std::size_t kSmallestModulus = 64;  // bytes: 512 bits
constexpr std::size_t kSmallestSecret = 16;   // bytes of an elliptic curve key

constexpr KeyBody kPlain{KeyForm::Plain, {}};
constexpr KeyBody kEncrypted{KeyForm::Encrypted, "the key is encrypted"};
constexpr KeyBody kNoStructure{KeyForm::None, "the body is not a private key"};
constexpr KeyBody kConstant{KeyForm::None, "the numbers of the key are constants"};
constexpr KeyBody kTooShort{KeyForm::None, "the body is too short for a key"};

/// The integers behind the version of an RSA key (8 or more: modulus, public exponent, private
/// exponent, primes ...) or a DSA key (5).
KeyBody inspect_integers(DerReader reader, const DerElement& first, std::size_t available) {
  constexpr std::size_t kOfDsa = 5;
  constexpr std::size_t kOfRsa = 8;
  if (first.content.size() < kSmallestModulus) return kTooShort;
  if (!is_varied(first.content)) return kConstant;
  std::size_t count = 1;
  bool whole = first.whole;
  std::string_view last;
  while (whole && !reader.at_end()) {
    const auto integer = reader.next(kDerInteger);
    if (!integer) break;
    whole = integer->whole;
    last = integer->content;
    ++count;
  }
  if (!whole || !reader.at_end() || (count != kOfDsa && count < kOfRsa)) {
    return available >= kMostOfAKey ? kPlain : kTooShort;
  }
  return is_varied(last) ? kPlain : kConstant;
}

/// The OCTET STRING of PKCS#8: for RSA and DSA the end may be missing, for curves the key must be
/// there.
KeyBody inspect_pkcs8_content(const DerElement& octets, std::size_t available) {
  if (octets.content.size() < kSmallestSecret) return kTooShort;
  if (!is_varied(octets.content)) return kConstant;
  if (octets.whole || available >= kMostOfAKey) return kPlain;
  DerReader reader(octets.content);
  if (auto sequence = reader.next(kDerSequence)) {
    DerReader inner(sequence->content);
    if (!inner.next(kDerInteger)) return kTooShort;
    const auto secret = inner.next(kDerOctets);
    return secret && secret->whole ? kPlain : kTooShort;
  }
  const auto secret = reader.next(kDerOctets);
  return secret && secret->whole ? kPlain : kTooShort;
}

KeyBody inspect_versioned(DerReader reader, std::size_t available) {
  if (const auto integer = reader.next(kDerInteger)) {
    return inspect_integers(reader, *integer, available);
  }
  if (const auto octets = reader.next(kDerOctets)) {
    if (!octets->whole || octets->content.size() < kSmallestSecret) return kTooShort;
    return is_varied(octets->content) ? kPlain : kConstant;
  }
  const auto algorithm = reader.next(kDerSequence);
  if (!algorithm || !DerReader(algorithm->content).next(kDerObjectId)) return kNoStructure;
  const auto octets = reader.next(kDerOctets);
  return octets ? inspect_pkcs8_content(*octets, available) : kNoStructure;
}

KeyBody inspect_encrypted(DerReader reader) {
  constexpr std::size_t kSmallestCipherText = 32;
  const auto algorithm = reader.next(kDerSequence);
  if (!algorithm || !DerReader(algorithm->content).next(kDerObjectId)) return kNoStructure;
  const auto octets = reader.next(kDerOctets);
  if (!octets) return kNoStructure;
  return octets->content.size() >= kSmallestCipherText ? kEncrypted : kTooShort;
}

constexpr std::string_view kOpensshMagic{"openssh-key-v1\0", 15};

}  // namespace

bool is_varied(std::string_view bytes) noexcept {
  if (bytes.size() < kSmallestSecret) return false;
  constexpr std::size_t kLeastDistinct = 8;
  std::bitset<256> seen;
  bool one_step = true;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    seen.set(static_cast<unsigned char>(bytes[i]));
    if (i < 3) continue;  // a DER integer may have a zero in front
    const int step = bytes[i] - bytes[i - 1];
    const int before = bytes[i - 1] - bytes[i - 2];
    one_step = one_step && ((step - before) & 0xff) == 0;
  }
  return !one_step && seen.count() >= kLeastDistinct;
}

KeyBody inspect_der_key(std::string_view bytes) {
  DerReader outer(bytes);
  const auto sequence = outer.next(kDerSequence);
  if (!sequence) return kNoStructure;
  DerReader reader(sequence->content);
  const auto version = reader.next(kDerInteger);
  if (!version) return inspect_encrypted(reader);
  if (version->content.size() != 1 || static_cast<unsigned char>(version->content[0]) > 1) {
    return kNoStructure;
  }
  return inspect_versioned(reader, bytes.size());
}

KeyBody inspect_openssh_key(std::string_view bytes) {
  if (!bytes.starts_with(kOpensshMagic)) return kNoStructure;
  ByteReader reader(bytes.substr(kOpensshMagic.size()));
  const auto cipher = reader.string32();
  const auto derivation = reader.string32();
  const auto options = reader.string32();
  const auto count = reader.number(4);
  if (!cipher || !derivation || !options || !count || *count == 0) return kNoStructure;
  if (*cipher != "none") return kEncrypted;
  const auto public_part = reader.string32();
  const auto private_size = reader.number(4);
  if (!public_part || !private_size) return kTooShort;
  const std::string_view secret = reader.rest().substr(0, *private_size);
  if (secret.size() < *private_size && secret.size() < kMostOfAKey) return kTooShort;
  // Two equal random numbers tell whether decryption worked.
  if (secret.size() < 64 || secret.substr(0, 4) != secret.substr(4, 4)) return kNoStructure;
  return is_varied(secret) ? kPlain : kConstant;
}

KeyBody inspect_key(std::string_view bytes) {
  return bytes.starts_with(kOpensshMagic) ? inspect_openssh_key(bytes) : inspect_der_key(bytes);
}

}  // namespace veto::confirm
