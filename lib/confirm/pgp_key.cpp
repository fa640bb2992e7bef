// OpenPGP secret keys: the packets up to the octet that says whether the secret numbers are
// encrypted.
#include <cstddef>
#include <optional>

#include "confirm/byte_reader.h"
#include "confirm/key_body.h"

namespace veto::confirm {

namespace {

constexpr unsigned kSecretKey = 5;
constexpr unsigned kSecretSubkey = 7;
constexpr std::size_t kMaxPackets = 256;

struct Packet {
  unsigned tag = 0;
  std::string_view body;  ///< shorter than announced when the text was cut off
};

/// Length of a packet in the new format; nullopt for partial lengths, which keys never have.
std::optional<std::size_t> new_length(ByteReader& reader) {
  const auto first = reader.number(1);
  if (!first) return std::nullopt;
  if (*first < 192) return *first;
  if (*first == 255) return reader.number(4);
  if (*first >= 224) return std::nullopt;
  const auto second = reader.number(1);
  if (!second) return std::nullopt;
  return ((*first - 192) << 8U) + *second + 192;
}

std::optional<std::size_t> old_length(ByteReader& reader, unsigned type) {
  if (type == 3) return reader.rest().size();
  const auto length = reader.number(std::size_t{1} << type);
  return length ? std::optional<std::size_t>(*length) : std::nullopt;
}

std::optional<Packet> next_packet(ByteReader& reader) {
  const auto header = reader.number(1);
  if (!header || (*header & 0x80U) == 0) return std::nullopt;
  const bool new_format = (*header & 0x40U) != 0;
  const unsigned tag = new_format ? *header & 0x3fU : (*header >> 2U) & 0x0fU;
  const auto length = new_format ? new_length(reader) : old_length(reader, *header & 3U);
  if (!length) return std::nullopt;
  const std::string_view body = reader.rest().substr(0, *length);
  static_cast<void>(reader.bytes(body.size()));
  return Packet{tag, body};
}

bool skip_integers(ByteReader& reader, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto bits = reader.number(2);
    if (!bits || !reader.bytes((*bits + 7) / 8)) return false;
  }
  return true;
}

bool skip_counted(ByteReader& reader) {
  const auto size = reader.number(1);
  return size && reader.bytes(*size).has_value();
}

/// Skips the public numbers of an algorithm (RFC 9580, 5.5.5 and 9.1).
bool skip_public_numbers(ByteReader& reader, unsigned algorithm) {
  switch (algorithm) {
    case 1:
    case 2:
    case 3:  // RSA: modulus, exponent
      return skip_integers(reader, 2);
    case 16:  // Elgamal
      return skip_integers(reader, 3);
    case 17:  // DSA
      return skip_integers(reader, 4);
    case 18:  // ECDH: curve, point, key derivation
      return skip_counted(reader) && skip_integers(reader, 1) && skip_counted(reader);
    case 19:
    case 22:  // ECDSA, EdDSA (old): curve, point
      return skip_counted(reader) && skip_integers(reader, 1);
    case 25:
    case 27:  // X25519, Ed25519
      return reader.bytes(32).has_value();
    case 26:  // X448
      return reader.bytes(56).has_value();
    case 28:  // Ed448
      return reader.bytes(57).has_value();
    default:
      return false;
  }
}

/// GnuPG writes a stub where the secret is on a card or was left out: "GNU" and a mode.
bool is_stub(std::string_view behind_usage) noexcept {
  return behind_usage.substr(0, 16).find("GNU") != std::string_view::npos;
}

KeyBody inspect_packet(std::string_view body) {
  constexpr KeyBody kNoKey{KeyForm::None, "the packet is not an OpenPGP secret key"};
  ByteReader reader(body);
  const auto version = reader.number(1);
  const auto created = reader.number(4);
  if (!version || !created || *version < 3 || *version > 6) return kNoKey;
  if (*version == 3 && !reader.number(2)) return kNoKey;  // days of validity
  const auto algorithm = reader.number(1);
  if (!algorithm) return kNoKey;
  if (*version >= 5 && !reader.number(4)) return kNoKey;  // size of the public part
  if (!skip_public_numbers(reader, *algorithm)) return kNoKey;
  const auto usage = reader.number(1);
  if (!usage) return kNoKey;
  if (*usage != 0) {
    return {KeyForm::Encrypted, is_stub(reader.rest()) ? "the secret part is not in the block"
                                                       : "the key is encrypted"};
  }
  if (!is_varied(reader.rest())) return {KeyForm::None, "the numbers of the key are constants"};
  return {KeyForm::Plain, {}};
}

}  // namespace

KeyBody inspect_pgp_key(std::string_view bytes) {
  ByteReader reader(bytes);
  KeyBody best{KeyForm::None, "the block holds no OpenPGP secret key"};
  for (std::size_t read = 0; read < kMaxPackets && !reader.at_end(); ++read) {
    const auto packet = next_packet(reader);
    if (!packet) break;
    const bool secret = packet->tag == kSecretKey || packet->tag == kSecretSubkey;
    if (read == 0 && !secret) break;
    if (!secret) continue;
    const KeyBody found = inspect_packet(packet->body);
    if (found.form == KeyForm::Plain) return found;
    if (best.form == KeyForm::None) best = found;
  }
  return best;
}

}  // namespace veto::confirm
