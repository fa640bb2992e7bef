#include "rules/example_keys.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "text/checksum.h"
#include "text/encoding.h"

namespace veto::rules {
namespace {

using text::encode_base64;
using text::encode_hex;
using text::encode_hex_upper;

// DER: tag, length, content.

constexpr unsigned char kInteger = 0x02;
constexpr unsigned char kBitString = 0x03;
constexpr unsigned char kOctetString = 0x04;
constexpr unsigned char kObjectId = 0x06;
constexpr unsigned char kUtf8String = 0x0C;
constexpr unsigned char kUtcTime = 0x17;
constexpr unsigned char kSequence = 0x30;
constexpr unsigned char kSet = 0x31;
constexpr unsigned char kContext0 = 0xA0;
constexpr unsigned char kContext1 = 0xA1;

std::string big_endian(std::size_t value, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = size; i-- > 0; value >>= 8U) bytes[i] = static_cast<char>(value & 0xFFU);
  return bytes;
}

std::string der(unsigned char tag, std::string_view content) {
  std::string out(1, static_cast<char>(tag));
  const std::size_t size = content.size();
  if (size < 0x80) {
    out += static_cast<char>(size);
  } else {
    const std::size_t width = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;
    out += static_cast<char>(0x80U | width);
    out += big_endian(size, width);
  }
  return out.append(content);
}

std::string join(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

std::string sequence(std::initializer_list<std::string_view> parts) {
  return der(kSequence, join(parts));
}

std::string integer(std::string_view magnitude) {
  const bool negative = (static_cast<unsigned char>(magnitude.front()) & 0x80U) != 0;
  return der(kInteger, (negative ? std::string(1, '\0') : std::string()) + std::string(magnitude));
}

/// Exactly `bits` bits (a multiple of 8), odd, as the parts of a key are.
std::string random_number(std::size_t bits, ExampleRandom& random) {
  std::string bytes = random.bytes(bits / 8);
  bytes.front() = static_cast<char>(static_cast<unsigned char>(bytes.front()) | 0x80U);
  bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) | 0x01U);
  return bytes;
}

std::string random_integer(std::size_t bits, ExampleRandom& random) {
  return integer(random_number(bits, random));
}

std::string small_integer(char value) {
  return der(kInteger, {&value, 1});
}

/// `hex` is the encoded content of the identifier.
std::string object_id(std::string_view hex) {
  return der(kObjectId, *text::decode_hex(hex));
}

std::string null() {
  return {"\x05\x00", 2};
}

std::string bit_string(std::string_view bytes) {
  return der(kBitString, std::string(1, '\0') + std::string(bytes));
}

std::string octet_string(std::string_view bytes) {
  return der(kOctetString, bytes);
}

// 1.2.840.113549.1.1.1, 1.2.840.113549.1.1.11, 1.2.840.10045.3.1.7, 1.3.101.112 and so on.
constexpr std::string_view kRsaEncryption = "2A864886F70D010101";
constexpr std::string_view kSha256WithRsa = "2A864886F70D01010B";
constexpr std::string_view kPrime256v1 = "2A8648CE3D030107";
constexpr std::string_view kEd25519 = "2B6570";
constexpr std::string_view kPbes2 = "2A864886F70D01050D";
constexpr std::string_view kPbkdf2 = "2A864886F70D01050C";
constexpr std::string_view kHmacSha256 = "2A864886F70D0209";
constexpr std::string_view kAes256Cbc = "60864801650304012A";
constexpr std::string_view kCommonName = "550403";

std::string public_exponent() {
  return integer(std::string("\x01\x00\x01", 3));
}

std::string rsa_algorithm() {
  return sequence({object_id(kRsaEncryption), null()});
}

std::string rsa_key(ExampleRandom& random) {
  const std::string modulus = random_integer(2048, random);
  const std::string exponent = random_integer(2048, random);
  std::string rest;
  // p, q, d mod p-1, d mod q-1, 1/q mod p.
  for (int i = 0; i < 5; ++i) rest += random_integer(1024, random);
  return sequence({small_integer(0), modulus, public_exponent(), exponent, rest});
}

std::string rsa_public_key(ExampleRandom& random) {
  const std::string key = sequence({random_integer(2048, random), public_exponent()});
  return sequence({rsa_algorithm(), bit_string(key)});
}

std::string ec_key(ExampleRandom& random) {
  const std::string scalar = octet_string(random.bytes(32));
  const std::string curve = der(kContext0, object_id(kPrime256v1));
  const std::string point = bit_string("\x04" + random.bytes(64));
  return sequence({small_integer(1), scalar, curve, der(kContext1, point)});
}

std::string dsa_key(ExampleRandom& random) {
  std::string numbers;
  for (const std::size_t bits : {1024U, 160U, 1024U, 1024U, 160U})
    numbers += random_integer(bits, random);
  return sequence({small_integer(0), numbers});
}

std::string pkcs8_key(ExampleRandom& random) {
  if (random.below(2) == 0)
    return sequence({small_integer(0), rsa_algorithm(), octet_string(rsa_key(random))});
  const std::string seed = octet_string(random.bytes(32));
  return sequence({small_integer(0), sequence({object_id(kEd25519)}), octet_string(seed)});
}

std::string encrypted_pkcs8_key(ExampleRandom& random) {
  const std::string prf = sequence({object_id(kHmacSha256), null()});
  const std::string rounds = integer(std::string("\x08\x00", 2));
  const std::string derivation =
      sequence({object_id(kPbkdf2), sequence({octet_string(random.bytes(8)), rounds, prf})});
  const std::string cipher = sequence({object_id(kAes256Cbc), octet_string(random.bytes(16))});
  const std::string scheme = sequence({object_id(kPbes2), sequence({derivation, cipher})});
  return sequence({scheme, octet_string(random.bytes(1232))});
}

std::string certificate(ExampleRandom& random) {
  const std::string algorithm = sequence({object_id(kSha256WithRsa), null()});
  const std::string host = "host-" + random.characters("abcdefghijklmnopqrstuvwxyz", 8);
  const std::string attribute = sequence({object_id(kCommonName), der(kUtf8String, host)});
  const std::string name = sequence({der(kSet, attribute)});
  const std::string validity =
      sequence({der(kUtcTime, "240101000000Z"), der(kUtcTime, "340101000000Z")});
  const std::string version = der(kContext0, small_integer(2));
  const std::string serial = random_integer(128, random);
  const std::string body =
      sequence({version, serial, algorithm, name, validity, name, rsa_public_key(random)});
  return sequence({body, algorithm, bit_string(random.bytes(256))});
}

// OpenSSH: lengths are 32-bit and big-endian.

std::string ssh_string(std::string_view bytes) {
  return big_endian(bytes.size(), 4) + std::string(bytes);
}

constexpr std::string_view kSshEd25519 = "ssh-ed25519";

std::string ssh_public_key(std::string_view point) {
  return ssh_string(kSshEd25519) + ssh_string(point);
}

struct SshEncryption {
  std::string_view cipher;
  std::string_view derivation;
  std::string options;
};

/// The container of openssh-key-v1 (PROTOCOL.key) around the public key and the private section.
std::string openssh_container(const SshEncryption& encryption, std::string_view point,
                              std::string_view section) {
  const std::string magic = std::string("openssh-key-v1") + '\0';
  return join({magic, ssh_string(encryption.cipher), ssh_string(encryption.derivation),
               ssh_string(encryption.options), big_endian(1, 4), ssh_string(ssh_public_key(point)),
               ssh_string(section)});
}

std::string openssh_key(ExampleRandom& random) {
  const std::string point = random.bytes(32);
  const std::string check = random.bytes(4);
  std::string section = join({check, check, ssh_public_key(point),
                              ssh_string(random.bytes(32) + point), ssh_string("user@host")});
  for (char pad = 1; section.size() % 8 != 0; ++pad) section += pad;
  return openssh_container({"none", "none", ""}, point, section);
}

std::string encrypted_openssh_key(ExampleRandom& random) {
  const std::string options = ssh_string(random.bytes(16)) + big_endian(16, 4);
  const std::string point = random.bytes(32);
  return openssh_container({"aes256-ctr", "bcrypt", options}, point, random.bytes(144));
}

std::string wrapped(std::string_view line, std::size_t width) {
  std::string out;
  for (std::size_t at = 0; at < line.size(); at += width)
    out.append(line.substr(at, width)).append("\n");
  return out;
}

/// Like the `{cut}` of recipes: the source does not hold what it makes.
std::string pem(std::string_view label, std::string_view headers, std::string_view bytes,
                std::size_t width) {
  constexpr std::string_view kDashes = "-----";
  return join({kDashes, "BEGIN ", label, kDashes, "\n", headers,
               wrapped(encode_base64(bytes), width), kDashes, "END ", label, kDashes});
}

/// An OpenPGP secret key packet, version 4, EdDSA over Ed25519; `secret` is what stands behind the
/// public point: the usage octet and the numbers.
std::string pgp_packet(std::string_view secret, ExampleRandom& random) {
  constexpr char kEddsa = 22;
  const std::string curve = *text::decode_hex("092B06010401DA470F01");
  const std::string body = "\4" + random.bytes(4) + kEddsa + curve + *text::decode_hex("0107") +
                           "\x40" + random.bytes(32) + std::string(secret);
  return "\xC5" + std::string(1, static_cast<char>(body.size())) + body;
}

std::string pgp_key(ExampleRandom& random) {
  std::string scalar = random.bytes(32);
  scalar.front() = static_cast<char>(static_cast<unsigned char>(scalar.front()) | 0x80U);
  return pgp_packet(std::string(1, '\0') + *text::decode_hex("0100") + scalar + random.bytes(2),
                    random);
}

std::string encrypted_pgp_key(ExampleRandom& random) {
  const std::string usage = *text::decode_hex("FE090308");
  return pgp_packet(usage + random.bytes(8) + "\xFF" + random.bytes(16 + 54), random);
}

/// With the CRC line of OpenPGP.
std::string pgp_block(const std::string& bytes) {
  const std::string crc = encode_base64(big_endian(text::crc24(bytes), 3));
  constexpr std::string_view kLabel = "PGP PRIVATE KEY BLOCK";
  std::string block = pem(kLabel, "\n", bytes, 64);
  return block.insert(block.rfind("-----END"), "=" + crc + "\n");
}

std::string ssh2_block(std::string_view cipher, ExampleRandom& random) {
  constexpr std::string_view kType = "if-modn{sign{rsa-pkcs1-sha1},encrypt{rsa-pkcs1v2-oaep}}";
  const std::string content =
      ssh_string(kType) + ssh_string(cipher) + ssh_string(random.bytes(600));
  const std::string bytes =
      *text::decode_hex("3F6FF9EB") + big_endian(content.size() + 8, 4) + content;
  constexpr std::string_view kDashes = "----";
  constexpr std::string_view kLabel = " SSH2 ENCRYPTED PRIVATE KEY ";
  return join({kDashes, " BEGIN", kLabel, kDashes, "\nComment: \"rsa\"\n",
               wrapped(encode_base64(bytes), 70), kDashes, " END", kLabel, kDashes});
}

std::string pkcs12_store(ExampleRandom& random) {
  constexpr std::string_view kData = "2A864886F70D010701";
  const std::string content = der(kContext0, octet_string(random.bytes(600)));
  return sequence({small_integer(3), sequence({object_id(kData), content})});
}

struct PemKind {
  std::string_view name;
  std::string_view label;
  std::string (*body)(ExampleRandom& random);
};

std::string encrypted_bytes(ExampleRandom& random) {
  return random.bytes(1200);
}

constexpr std::array<PemKind, 10> kPemKinds{{
    {"rsa", "RSA PRIVATE KEY", rsa_key},
    {"ec", "EC PRIVATE KEY", ec_key},
    {"pkcs8", "PRIVATE KEY", pkcs8_key},
    {"dsa", "DSA PRIVATE KEY", dsa_key},
    {"openssh", "OPENSSH PRIVATE KEY", openssh_key},
    {"openssh-encrypted", "OPENSSH PRIVATE KEY", encrypted_openssh_key},
    {"pkcs8-encrypted", "ENCRYPTED PRIVATE KEY", encrypted_pkcs8_key},
    {"rsa-encrypted", "RSA PRIVATE KEY", encrypted_bytes},
    {"public", "PUBLIC KEY", rsa_public_key},
    {"certificate", "CERTIFICATE", certificate},
}};

struct PpkEncryption {
  std::string_view name;
  std::string headers;
};

std::string ppk(const PpkEncryption& encryption, std::size_t private_size, ExampleRandom& random) {
  constexpr std::size_t kWidth = 64;
  const auto lines = [](std::string_view bytes) {
    const std::string base64 = encode_base64(bytes);
    return std::to_string((base64.size() + kWidth - 1) / kWidth) + "\n" + wrapped(base64, kWidth);
  };
  const std::string public_key = ssh_public_key(random.bytes(32));
  const std::string private_key = encryption.headers.empty()
                                      ? ssh_string(random.bytes(private_size))
                                      : random.bytes(private_size);
  return join({"PuTTY-User-Key", "-File-3: ", kSshEd25519, "\nEncryption: ", encryption.name,
               "\nComment: ed25519-key-20240101\nPublic-Lines: ", lines(public_key),
               encryption.headers, "Private-Lines: ", lines(private_key),
               "Private-MAC: ", encode_hex(random.bytes(32))});
}

}  // namespace

std::optional<std::string> example_pem(std::string_view kind, ExampleRandom& random) {
  if (kind == "pgp") return pgp_block(pgp_key(random));
  if (kind == "pgp-encrypted") return pgp_block(encrypted_pgp_key(random));
  if (kind == "ssh2") return ssh2_block("none", random);
  if (kind == "ssh2-encrypted") return ssh2_block("3des-cbc", random);
  const auto* const found = std::find_if(kPemKinds.begin(), kPemKinds.end(),
                                         [&](const PemKind& known) { return known.name == kind; });
  if (found == kPemKinds.end()) return std::nullopt;
  std::string headers;
  if (found->name == "rsa-encrypted") {
    headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC," +
              encode_hex_upper(random.bytes(16)) + "\n\n";
  }
  const std::size_t width = found->name.starts_with("openssh") ? 70 : 64;
  return pem(found->label, headers, found->body(random), width);
}

std::optional<std::string> example_der(std::string_view kind, ExampleRandom& random) {
  if (kind == "pkcs12") return encode_base64(pkcs12_store(random));
  if (kind == "pgp") return encode_base64(pgp_key(random));
  for (const PemKind& known : kPemKinds)
    if (known.name == kind) return encode_base64(known.body(random));
  return std::nullopt;
}

std::string example_ppk(ExampleRandom& random) {
  return ppk({"none", ""}, 32, random);
}

std::string example_encrypted_ppk(ExampleRandom& random) {
  const std::string headers =
      "Key-Derivation: Argon2id\nArgon2-Memory: 8192\nArgon2-Passes: 13\nArgon2-Parallelism: 1\n"
      "Argon2-Salt: " +
      encode_hex(random.bytes(16)) + "\n";
  return ppk({"aes256-cbc", headers}, 48, random);
}

}  // namespace veto::rules
