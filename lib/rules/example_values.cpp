#include "rules/example_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/checksum.h"
#include "text/curve_key.h"
#include "text/encoding.h"
#include "text/obfuscation.h"
#include "text/seed_words.h"

namespace veto::rules {
namespace {

constexpr std::size_t kScalar = 32;

std::string hex(std::string_view digits) {
  return *text::decode_hex(digits);
}

/// Any number that begins so is below the order of the curve.
std::string scalar(ExampleRandom& random) {
  std::string bytes = random.bytes(kScalar);
  bytes.front() = static_cast<char>(static_cast<unsigned char>(bytes.front()) & 0x7FU);
  return bytes;
}

std::string base58check(const std::string& payload,
                        std::string_view digits = text::kBitcoinDigits) {
  return text::encode_base58(payload + text::base58_checksum(payload), digits);
}

std::string wif(ExampleRandom& random) {
  return base58check("\x80" + scalar(random) + "\x01");
}

std::string uncompressed_wif(ExampleRandom& random) {
  return base58check("\x80" + scalar(random));
}

/// Version, depth, parent, number, chain code, zero, key.
std::string extended_key(std::string_view version, ExampleRandom& random) {
  const std::string depth(1, static_cast<char>(random.below(6)));
  return base58check(hex(version) + depth + random.bytes(4 + 4 + kScalar) + std::string(1, '\0') +
                     scalar(random));
}

std::string xprv(ExampleRandom& random) {
  return extended_key("0488ADE4", random);
}
std::string tprv(ExampleRandom& random) {
  return extended_key("04358394", random);
}
std::string yprv(ExampleRandom& random) {
  return extended_key("049D7878", random);
}
std::string zprv(ExampleRandom& random) {
  return extended_key("04B2430C", random);
}

std::string xrp(ExampleRandom& random) {
  return base58check("\x21" + random.bytes(16), text::kRippleDigits);
}

/// Base32 with the CRC-16 of all before, little-endian.
std::string with_crc16(const std::string& bytes) {
  const std::uint16_t sum = text::crc16_xmodem(bytes);
  return text::encode_base32(
      bytes + std::string{static_cast<char>(sum & 0xFFU), static_cast<char>(sum >> 8U)});
}

std::string stellar(ExampleRandom& random) {
  return with_crc16("\x90" + random.bytes(kScalar));
}

std::string nkey(char role, ExampleRandom& random) {
  const unsigned value = static_cast<unsigned>(role - 'A') << 3U;
  return with_crc16(std::string{static_cast<char>(0x90U | (value >> 5U)),
                                static_cast<char>((value & 31U) << 3U)} +
                    random.bytes(kScalar));
}

std::string user_nkey(ExampleRandom& random) {
  return nkey('U', random);
}
std::string account_nkey(ExampleRandom& random) {
  return nkey('A', random);
}
std::string operator_nkey(ExampleRandom& random) {
  return nkey('O', random);
}

std::string solana_bytes(ExampleRandom& random) {
  const std::string seed = random.bytes(kScalar);
  return seed + text::ed25519_public_key(seed);
}

std::string solana(ExampleRandom& random) {
  return text::encode_base58(solana_bytes(random));
}

std::string solana_array(ExampleRandom& random) {
  std::string array;
  for (const char c : solana_bytes(random))
    array += (array.empty() ? "[" : ",") + std::to_string(static_cast<unsigned char>(c));
  return array + "]";
}

/// Clamped, as `wg genkey` does.
std::string wireguard(ExampleRandom& random) {
  std::string bytes = random.bytes(kScalar);
  bytes.front() = static_cast<char>(static_cast<unsigned char>(bytes.front()) & 0xF8U);
  bytes.back() = static_cast<char>((static_cast<unsigned char>(bytes.back()) & 0x3FU) | 0x40U);
  return text::encode_base64(bytes);
}

std::string join(const std::vector<std::string>& words) {
  std::string phrase;
  for (const std::string& word : words) phrase += (phrase.empty() ? "" : " ") + word;
  return phrase;
}

/// The words of random entropy and the first bits of its SHA-256.
std::string bip39(std::size_t count, ExampleRandom& random) {
  constexpr unsigned kWordBits = 11;
  const std::string entropy = random.bytes(count * kWordBits * 32 / 33 / 8);
  const std::string bytes = entropy + text::sha256(entropy);
  std::vector<std::string> words;
  for (std::size_t word = 0; word < count; ++word) {
    std::size_t number = 0;
    for (std::size_t bit = word * kWordBits; bit < (word + 1) * kWordBits; ++bit) {
      const auto byte = static_cast<unsigned char>(bytes[bit / 8]);
      number = number << 1U | ((byte >> (7 - bit % 8)) & 1U);
    }
    words.emplace_back(text::seed_word(number));
  }
  return join(words);
}

/// The words need not be Monero's: only the checksum word is of interest.
std::string monero(ExampleRandom& random) {
  constexpr std::size_t kWords = 24;
  std::vector<std::string> words;
  std::string letters;
  for (std::size_t i = 0; i < kWords; ++i) {
    words.emplace_back(text::seed_word(random.below(text::kSeedWords)));
    letters += words.back().substr(0, 3);
  }
  words.push_back(words[text::crc32(letters) % kWords]);
  return join(words);
}

std::string password(ExampleRandom& random) {
  return random.characters(text::kBase62Digits, 12 + random.below(6));
}

std::string cpassword(ExampleRandom& random) {
  return text::encode_gpp_password(password(random));
}

std::string cisco7(ExampleRandom& random) {
  return text::encode_cisco_type7(password(random), static_cast<unsigned>(random.below(16)));
}

std::string juniper9(ExampleRandom& random) {
  return text::encode_juniper_type9(password(random), random.next());
}

struct Value {
  std::string_view piece;
  std::string (*make)(ExampleRandom& random);
  std::string_view pattern;
};

#define VETO_BASE58 "[1-9A-HJ-NP-Za-km-z]"

constexpr std::array kValues{
    Value{"wif", wif, "[KL]" VETO_BASE58 "{51}"},
    Value{"wif-uncompressed", uncompressed_wif, "5" VETO_BASE58 "{50}"},
    Value{"xprv", xprv, "xprv[9A]" VETO_BASE58 "{106}"},
    Value{"tprv", tprv, "tprv8" VETO_BASE58 "{106}"},
    Value{"yprv", yprv, "yprv[9A]" VETO_BASE58 "{106}"},
    Value{"zprv", zprv, "zprv[9A]" VETO_BASE58 "{106}"},
    Value{"xrp", xrp, "s" VETO_BASE58 "{28}"},
    Value{"solana", solana, VETO_BASE58 "{86,88}"},
    Value{"solana-array", solana_array, "\\[(?:[0-9]{1,3}, ?){63}[0-9]{1,3}\\]"},
    Value{"stellar", stellar, "S[A-D][A-Z2-7]{54}"},
    Value{"nkey:user", user_nkey, "SUA[A-P][A-Z2-7]{53}[AEIMQUY4]"},
    Value{"nkey:account", account_nkey, "SAA[A-P][A-Z2-7]{53}[AEIMQUY4]"},
    Value{"nkey:operator", operator_nkey, "SOA[A-P][A-Z2-7]{53}[AEIMQUY4]"},
    Value{"wireguard", wireguard, "[0-9A-Za-z+/]{42}[AEIMQUYcgkosw048]="},
    Value{"monero", monero, ""},
    Value{"cpassword", cpassword, "[0-9A-Za-z+/]{20,200}={0,2}"},
    Value{"cisco7", cisco7, "[01][0-9][0-9A-F]{4,64}"},
    Value{"juniper9", juniper9, "[$]9[$][0-9A-Za-z./-]{8,80}"},
};

#undef VETO_BASE58

const Value* find_value(std::string_view piece) noexcept {
  const auto* const found = std::find_if(
      kValues.begin(), kValues.end(), [piece](const Value& value) { return value.piece == piece; });
  return found == kValues.end() ? nullptr : &*found;
}

/// 12, 15, 18, 21 or 24; 0 for anything else.
std::size_t phrase_size(std::string_view count) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), number);
  if (error != std::errc() || end != count.data() + count.size()) return 0;
  return number >= 12 && number <= 24 && number % 3 == 0 ? number : 0;
}

}  // namespace

std::optional<std::string> example_value(std::string_view piece, ExampleRandom& random) {
  constexpr std::string_view kPhrase = "bip39:";
  if (const Value* value = find_value(piece)) return value->make(random);
  if (!piece.starts_with(kPhrase)) return std::nullopt;
  const std::size_t size = phrase_size(piece.substr(kPhrase.size()));
  return size == 0 ? std::nullopt : std::optional(bip39(size, random));
}

std::string_view piece_pattern(std::string_view piece) noexcept {
  const Value* value = find_value(piece);
  return value == nullptr ? std::string_view() : value->pattern;
}

}  // namespace veto::rules
