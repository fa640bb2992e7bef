// Private keys of crypto currencies: what their bytes must be, beyond the checksum that the rule
// asks for. Keys that everybody knows are none.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "confirm/ascii.h"
#include "confirm/key_body.h"
#include "confirm/structures.h"
#include "text/curve_key.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

constexpr auto kVerified = model::Verified::Structure;
constexpr std::size_t kScalar = 32;
constexpr std::size_t kSum = 4;  // bytes of base58check

/// The first eight bytes of the keys that Hardhat, Anvil and Ganache give everybody.
constexpr std::array<std::uint64_t, 13> kDevelopmentKeys{
    0xac0974bec39a17e3, 0x59c6995e998f97a5, 0x5de4111afa1a4b94, 0x7c852118294e51e6,
    0x47e179ec19748859, 0x8b3a350cf5c34c91, 0x92db14e403b83dfe, 0x4bbbf85ce3377467,
    0xdbda1821b80551c9, 0x2a871d0798f97d79, 0x4f3edf983ac636a6, 0x6cbed15c793ce576,
    0x6370fd033278c143};

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return number;
}

Judgement judge_scalar(const Candidate& candidate, std::string_view bytes) {
  if (!text::is_secp256k1_scalar(bytes)) return reject(candidate, "is no number of the curve");
  const std::uint64_t front = number_of(bytes.substr(0, 8));
  if (!is_varied(bytes)) return reject(candidate, "is a key that everybody knows");
  if (std::find(kDevelopmentKeys.begin(), kDevelopmentKeys.end(), front) !=
      kDevelopmentKeys.end()) {
    return reject(candidate, "is a key of a development chain, which everybody knows");
  }
  return accept(candidate, kVerified);
}

Judgement of_network(Judgement judgement, bool test) {
  if (!judgement.accepted || !test) return judgement;
  judgement.ceiling = rules::Tier::Info;
  judgement.reason = "the key is of a test network";
  return judgement;
}

/// A number from 0 to 255 at the front; nullopt if there is none.
std::optional<unsigned> take_byte(std::string_view& text) {
  unsigned value = 0;
  std::size_t size = 0;
  while (size < text.size() && size < 3 && is_digit(text[size])) {
    value = value * 10 + static_cast<unsigned>(text[size++] - '0');
  }
  if (size == 0 || value > 255) return std::nullopt;
  text.remove_prefix(size);
  return value;
}

/// "[1, 2, 3]", the brackets optional; nullopt for anything else.
std::optional<std::string> read_array(std::string_view text) {
  text = trim(text);
  if (text.starts_with('[')) text.remove_prefix(1);
  if (text.ends_with(']')) text.remove_suffix(1);
  std::string bytes;
  for (;;) {
    text = trim(text);
    const auto byte = take_byte(text);
    if (!byte) return std::nullopt;
    bytes.push_back(static_cast<char>(*byte));
    text = trim(text);
    if (text.empty()) return bytes;
    if (text.front() != ',') return std::nullopt;
    text.remove_prefix(1);
    if (trim(text).empty()) return bytes;
  }
}

}  // namespace

/// Version byte, key, and a 1 when the public key is compressed.
Judgement judge_bitcoin_wif(const Candidate& candidate, const Settings&) {
  constexpr unsigned char kMain = 0x80;
  constexpr unsigned char kTest = 0xEF;
  const auto bytes = text::decode_base58(slice(candidate.window, candidate.secret));
  if (!bytes) return reject(candidate, "is not base58");
  const bool compressed = bytes->size() == 1 + kScalar + 1 + kSum && (*bytes)[1 + kScalar] == 1;
  if (!compressed && bytes->size() != 1 + kScalar + kSum) {
    return reject(candidate, "has not the length of a key");
  }
  const auto version = static_cast<unsigned char>(bytes->front());
  if (version != kMain && version != kTest) {
    return reject(candidate, "has not the version of a private key");
  }
  const auto judgement = judge_scalar(candidate, std::string_view(*bytes).substr(1, kScalar));
  return of_network(judgement, version == kTest);
}

/// Version, depth, parent, number, chain code, zero, key.
Judgement judge_bip32_key(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kPayload = 78;
  constexpr std::size_t kKey = 46;
  constexpr std::array<std::uint32_t, 5> kMain{0x0488ADE4, 0x049D7878, 0x04B2430C, 0x0295B005,
                                               0x02AA7A99};
  constexpr std::array<std::uint32_t, 3> kTest{0x04358394, 0x044A4E28, 0x045F18BC};
  const auto bytes = text::decode_base58(slice(candidate.window, candidate.secret));
  if (!bytes || bytes->size() != kPayload + kSum) {
    return reject(candidate, "has not the length of an extended key");
  }
  const auto version = static_cast<std::uint32_t>(number_of(std::string_view(*bytes).substr(0, 4)));
  const bool test = std::find(kTest.begin(), kTest.end(), version) != kTest.end();
  if (!test && std::find(kMain.begin(), kMain.end(), version) == kMain.end()) {
    return reject(candidate, "has not the version of a private key");
  }
  if ((*bytes)[kKey - 1] != '\0') return reject(candidate, "holds a public key");
  return of_network(judge_scalar(candidate, std::string_view(*bytes).substr(kKey, kScalar)), test);
}

Judgement judge_secp256k1_key(const Candidate& candidate, const Settings&) {
  std::string_view text = slice(candidate.window, candidate.secret);
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  const auto bytes = text::decode_hex(text);
  if (!bytes) return reject(candidate, "is not hexadecimal");
  return judge_scalar(candidate, *bytes);
}

/// 32 bytes and the public key that belongs to them, in base58 or as a JSON array of numbers.
Judgement judge_solana_key(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kPublic = 32;
  const std::string_view text = slice(candidate.window, candidate.secret);
  const bool listed = text.find(',') != std::string_view::npos;
  const auto bytes = listed ? read_array(text) : text::decode_base58(text);
  if (!bytes || bytes->size() != kScalar + kPublic) return reject(candidate, "is not 64 bytes");
  const std::string_view seed = std::string_view(*bytes).substr(0, kScalar);
  if (text::ed25519_public_key(seed) != std::string_view(*bytes).substr(kScalar)) {
    return reject(candidate, "the public half does not belong to the private one");
  }
  if (!is_varied(seed)) return reject(candidate, "is a key that everybody knows");
  return accept(candidate, kVerified);
}

}  // namespace veto::confirm
