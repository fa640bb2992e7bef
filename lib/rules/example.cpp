#include "rules/example.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "rules/example_keys.h"
#include "rules/example_random.h"
#include "text/encoding.h"
#include "text/token_checksum.h"

namespace veto::rules {
namespace {

struct Alphabet {
  std::string_view name;
  std::string_view characters;
};

constexpr std::array<Alphabet, 17> kAlphabets{{
    {"base62", text::kBase62Digits},
    {"digit", "0123456789"},
    {"lower", "abcdefghijklmnopqrstuvwxyz"},
    {"upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"alpha", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
    {"base36", text::kBase36Digits},
    {"base36-upper", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"hex", "0123456789abcdef"},
    {"hex-upper", "0123456789ABCDEF"},
    {"base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"},
    {"base32-lower", "abcdefghijklmnopqrstuvwxyz234567"},
    {"base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"},
    {"base64url", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"},
    {"base58", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"},
    {"bech32", "qpzry9x8gf2tvdw0s3jn54khce6mua7l"},
    {"bech32-upper", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"},
    // Visible ASCII less quotes, the backquote, the backslash and angle brackets.
    {"print",
     "!#$%&()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~"},
}};

constexpr std::size_t kMaxCount = 65536;

std::optional<std::string> characters_of(std::string_view name, std::string_view count,
                                         ExampleRandom& random) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), number);
  if (error != std::errc() || end != count.data() + count.size()) return std::nullopt;
  if (number > kMaxCount) return std::nullopt;
  for (const Alphabet& alphabet : kAlphabets)
    if (alphabet.name == name) return random.characters(alphabet.characters, number);
  return std::nullopt;
}

std::string uuid(ExampleRandom& random) {
  std::string bytes = random.bytes(16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x40U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  std::string result = text::encode_hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) result.insert(at, 1, '-');
  return result;
}

std::string base64url(std::string_view bytes) {
  return text::encode_base64(bytes, text::Base64Alphabet::Url, text::Base64Padding::Without);
}

std::optional<std::string> jwt(std::string_view piece, ExampleRandom& random) {
  const bool expired = piece == "jwt-expired";
  const bool unsigned_token = piece == "jwt-none";
  if (!expired && !unsigned_token && piece != "jwt") return std::nullopt;
  constexpr std::uint64_t kYear2100 = 4102444800;
  const std::uint64_t issued = 1500000000 + random.below(100000000);
  const std::uint64_t expires = expired ? issued + 3600 : kYear2100;
  const std::string header =
      std::string(R"({"alg":")") + (unsigned_token ? "none" : "HS256") + R"(","typ":"JWT"})";
  const std::string claims = R"({"sub":")" + random.characters(text::kBase62Digits, 20) +
                             R"(","iat":)" + std::to_string(issued) + R"(,"exp":)" +
                             std::to_string(expires) + "}";
  return base64url(header) + "." + base64url(claims) + "." + base64url(random.bytes(32));
}

/// Unsigned LEB128, as in the macaroon format.
std::string varint(std::size_t value) {
  std::string result;
  for (; value >= 0x80; value >>= 7U) result.push_back(static_cast<char>(0x80U | (value & 0x7FU)));
  result.push_back(static_cast<char>(value));
  return result;
}

/// Version 2, binary: location, a UUID as identifier, one caveat, the signature.
std::string macaroon(std::string_view location, ExampleRandom& random) {
  const auto field = [](char type, std::string_view data) {
    return type + varint(data.size()) + std::string(data);
  };
  constexpr char kEnd = '\0';
  constexpr char kLocation = '\1';
  constexpr char kIdentifier = '\2';
  constexpr char kSignature = '\6';
  std::string bytes = "\2";
  bytes += field(kLocation, location) + field(kIdentifier, uuid(random)) + kEnd;
  bytes += field(kIdentifier, R"({"version":1,"permissions":"user"})") + kEnd + kEnd;
  bytes += field(kSignature, random.bytes(32));
  return base64url(bytes);
}

class Expander {
 public:
  Expander(std::string_view checksum, std::size_t skip, std::uint64_t seed)
      : checksum_(text::find_checksum(checksum)), skip_(skip), random_(seed) {}

  std::string expand(std::string_view recipe) {
    std::string out;
    std::size_t token = 0;
    while (!recipe.empty()) {
      const std::size_t open = std::min(recipe.find('{'), recipe.size());
      out += recipe.substr(0, open);
      recipe.remove_prefix(open);
      const std::size_t close = recipe.find('}');
      if (close == std::string_view::npos) return out += recipe;
      const std::string_view piece = recipe.substr(1, close - 1);
      if (piece == "token") token = out.size();
      const std::optional<std::string> value = value_of(piece, std::string_view(out).substr(token));
      // Of an unknown piece only the brace is taken: a known one may begin within it.
      out += value ? *value : "{";
      recipe.remove_prefix(value ? close + 1 : 1);
    }
    return out;
  }

 private:
  std::optional<std::string> value_of(std::string_view piece, std::string_view since_token) {
    if (piece == "cut" || piece == "token") return std::string();
    if (piece == "uuid") return uuid(random_);
    if (piece == "checksum") return checksum_of(since_token);
    if (piece == "bad-checksum") return bad_checksum_of(since_token);
    if (piece == "ppk") return example_ppk(random_);
    if (piece == "ppk-encrypted") return example_encrypted_ppk(random_);
    const std::size_t colon = piece.find(':');
    if (colon == std::string_view::npos) return jwt(piece, random_);
    const std::string_view name = piece.substr(0, colon);
    const std::string_view argument = piece.substr(colon + 1);
    if (name == "pem") return example_pem(argument, random_);
    if (name == "macaroon") return macaroon(argument, random_);
    if (name == "base64-of") return base64_of(argument);
    return characters_of(name, argument, random_);
  }

  /// Angle brackets stand for braces within the piece.
  std::string base64_of(std::string_view argument) {
    std::string recipe(argument);
    std::replace(recipe.begin(), recipe.end(), '<', '{');
    std::replace(recipe.begin(), recipe.end(), '>', '}');
    return text::encode_base64(expand(recipe));
  }

  [[nodiscard]] std::optional<std::string> checksum_of(std::string_view token) const {
    if (checksum_ == nullptr) return std::nullopt;
    std::string value = checksum_->mint(token, skip_);
    if (value.empty()) return std::nullopt;
    return value;
  }

  /// The checksum of a slightly different token: of the right form in every respect.
  [[nodiscard]] std::optional<std::string> bad_checksum_of(std::string_view token) const {
    if (checksum_ == nullptr) return std::nullopt;
    const std::size_t size = checksum_->mint(token, skip_).size();
    if (size == 0) return std::nullopt;
    const std::size_t middle = token.size() / 2;
    for (std::size_t other = middle + 1; other < token.size(); ++other) {
      std::string changed(token);
      changed[middle] = token[other];
      std::string value = checksum_->mint(changed, skip_);
      if (value.size() == size && !checksum_->verify(std::string(token) + value, skip_))
        return value;
    }
    return std::nullopt;
  }

  const text::ChecksumAlgorithm* checksum_;
  std::size_t skip_;
  ExampleRandom random_;
};

}  // namespace

std::string expand_example(std::string_view recipe, std::string_view checksum, std::size_t skip,
                           std::uint64_t seed) {
  return Expander(checksum, skip, seed).expand(recipe);
}

}  // namespace veto::rules
