#include "text/obfuscation.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/aes.h"
#include "text/encoding.h"
#include "text/utf16.h"

namespace veto::text {
namespace {

/// MS-GPPREF 2.2.1.1.4.
constexpr std::array<unsigned char, 32> kGppKey{
    0x4E, 0x99, 0x06, 0xE8, 0xFC, 0xB6, 0x6C, 0xC9, 0xFA, 0xF4, 0x93, 0x10, 0x62, 0x0F, 0xFE, 0xE8,
    0xF4, 0x96, 0xE8, 0x06, 0xCC, 0x05, 0x79, 0x90, 0x20, 0x9B, 0x09, 0xA4, 0x33, 0xB6, 0x6C, 0x1B};
constexpr std::size_t kBlock = 16;

std::string gpp_key() {
  return {kGppKey.begin(), kGppKey.end()};
}

constexpr std::string_view kCiscoKey =
    "dsfd;kfoA,.iyewrkld"
    "JKDHSUBsgvca69834"
    "ncxv9873254k;fg87";
static_assert(kCiscoKey.size() == 53);

// Junos: four families of characters; the family of the first one says how many fillers follow.
constexpr std::array<std::string_view, 4> kFamilies{"QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx",
                                                    "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T"};
constexpr std::size_t kJunosCharacters = 65;
/// The worth of the distances of one byte, by the byte's place.
constexpr std::array<std::array<unsigned, 4>, 7> kWeights{{{1, 4, 32, 0},
                                                           {1, 16, 32, 0},
                                                           {1, 8, 32, 0},
                                                           {1, 64, 0, 0},
                                                           {1, 32, 0, 0},
                                                           {1, 4, 16, 128},
                                                           {1, 32, 64, 0}}};

std::string junos_characters() {
  std::string all;
  for (const std::string_view family : kFamilies) all += family;
  return all;
}

std::size_t count_of(const std::array<unsigned, 4>& weights) {
  return static_cast<std::size_t>(std::find(weights.begin(), weights.end(), 0U) - weights.begin());
}

std::size_t fillers_behind(char first) {
  for (std::size_t family = 0; family < kFamilies.size(); ++family)
    if (kFamilies[family].find(first) != std::string_view::npos) return 3 - family;
  return 0;
}

}  // namespace

std::optional<std::string> decode_gpp_password(std::string_view text) {
  const std::optional<std::string> bytes = decode_base64(text, Base64Alphabet::Standard);
  if (!bytes || bytes->empty()) return std::nullopt;
  std::optional<std::string> plain = decrypt_aes256_cbc(gpp_key(), *bytes);
  if (!plain) return std::nullopt;
  const auto padding = static_cast<unsigned char>(plain->back());
  if (padding == 0 || padding > kBlock) return std::nullopt;
  const std::size_t size = plain->size() - padding;
  if (plain->find_first_not_of(static_cast<char>(padding), size) != std::string::npos)
    return std::nullopt;
  plain->resize(size);
  if (size % 2 != 0) return std::nullopt;
  return utf16_to_utf8(*plain, Utf16Order::LittleEndian);
}

std::string encode_gpp_password(std::string_view password) {
  std::string plain;
  for (const char c : password) plain.append({c, '\0'});
  const std::size_t padding = kBlock - plain.size() % kBlock;
  plain.append(padding, static_cast<char>(padding));
  return encode_base64(*encrypt_aes256_cbc(gpp_key(), plain), Base64Alphabet::Standard,
                       Base64Padding::Without);
}

std::optional<std::string> decode_cisco_type7(std::string_view text) {
  constexpr std::size_t kPlaces = 16;
  if (text.size() < 4 || text[0] < '0' || text[0] > '1' || text[1] < '0' || text[1] > '9')
    return std::nullopt;
  const auto place = static_cast<std::size_t>((text[0] - '0') * 10 + (text[1] - '0'));
  std::optional<std::string> bytes = decode_hex(text.substr(2));
  if (!bytes || place >= kPlaces) return std::nullopt;
  for (std::size_t i = 0; i < bytes->size(); ++i)
    (*bytes)[i] = static_cast<char>((*bytes)[i] ^ kCiscoKey[(place + i) % kCiscoKey.size()]);
  return bytes;
}

std::string encode_cisco_type7(std::string_view password, unsigned place) {
  place %= 16;
  std::string bytes(password);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(bytes[i] ^ kCiscoKey[(place + i) % kCiscoKey.size()]);
  return to_digits(place, "0123456789", 2) + encode_hex_upper(bytes);
}

std::optional<std::string> decode_juniper_type9(std::string_view text) {
  constexpr std::string_view kPrefix = "$9$";
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  const std::string characters = junos_characters();
  if (text.empty() || text.find_first_not_of(characters) != std::string_view::npos)
    return std::nullopt;
  std::size_t previous = characters.find(text.front());
  const std::size_t front = 1 + fillers_behind(text.front());
  if (text.size() <= front) return std::nullopt;
  text.remove_prefix(front);
  std::string password;
  while (!text.empty()) {
    const auto& weights = kWeights[password.size() % kWeights.size()];
    const std::size_t count = count_of(weights);
    if (text.size() < count) return std::nullopt;
    std::size_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = characters.find(text[i]);
      const std::size_t distance = (at + 2 * kJunosCharacters - previous - 1) % kJunosCharacters;
      value += distance * weights[i];
      previous = at;
    }
    password.push_back(static_cast<char>(value % 256));
    text.remove_prefix(count);
  }
  return password;
}

std::string encode_juniper_type9(std::string_view password, std::uint64_t salt) {
  const std::string characters = junos_characters();
  std::size_t previous = salt % kJunosCharacters;
  std::string text = "$9$";
  text += characters[previous];
  text.append(fillers_behind(characters[previous]), characters[(salt >> 8U) % kJunosCharacters]);
  for (std::size_t i = 0; i < password.size(); ++i) {
    const auto& weights = kWeights[i % kWeights.size()];
    unsigned value = static_cast<unsigned char>(password[i]);
    std::array<unsigned, 4> digits{};
    for (std::size_t k = count_of(weights); k-- > 0;) {
      digits[k] = value / weights[k];
      value %= weights[k];
    }
    for (std::size_t k = 0; k < count_of(weights); ++k) {
      previous = (previous + digits[k] + 1) % kJunosCharacters;
      text += characters[previous];
    }
  }
  return text;
}

}  // namespace veto::text
