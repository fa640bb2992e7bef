#include "rules/example.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "rules/alphabet.h"
#include "rules/example_keys.h"
#include "rules/example_random.h"
#include "rules/example_values.h"
#include "text/encoding.h"
#include "text/token_checksum.h"

namespace veto::rules {
namespace {

constexpr std::size_t kMaxCount = 65536;

/// The characters of a set written out, `a-z0-9_-`: ranges, and a dash at the end.
std::string characters_of_set(std::string_view set) {
  std::string characters;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set[i] == '\\' && i + 1 < set.size()) ++i;
    const bool is_range = i + 2 < set.size() && set[i + 1] == '-';
    const auto last = static_cast<unsigned char>(is_range ? set[i + 2] : set[i]);
    for (unsigned c = static_cast<unsigned char>(set[i]); c <= last; ++c)
      characters.push_back(static_cast<char>(c));
    if (is_range) i += 2;
  }
  return characters;
}

/// "N", or "N-M" for any length between.
std::optional<std::size_t> count_of(std::string_view text, ExampleRandom& random) {
  const auto number_in = [](std::string_view digits) -> std::optional<std::size_t> {
    std::size_t number = 0;
    const char* last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, number);
    if (error != std::errc() || end != last || number > kMaxCount) return std::nullopt;
    return number;
  };
  const std::size_t dash = text.find('-');
  const std::optional<std::size_t> low = number_in(text.substr(0, dash));
  if (!low || dash == std::string_view::npos) return low;
  const std::optional<std::size_t> high = number_in(text.substr(dash + 1));
  if (!high || *high < *low) return std::nullopt;
  return *low + random.below(*high - *low + 1);
}

std::optional<std::string> characters_of(std::string_view name, std::string_view count,
                                         ExampleRandom& random) {
  const bool is_set = name.size() > 2 && name.front() == '[' && name.back() == ']';
  const Alphabet* alphabet = find_alphabet(name);
  if (!is_set && alphabet == nullptr) return std::nullopt;
  const std::optional<std::size_t> number = count_of(count, random);
  if (!number) return std::nullopt;
  if (is_set) return random.characters(characters_of_set(name.substr(1, name.size() - 2)), *number);
  return random.characters(alphabet->characters, *number);
}

std::optional<std::string> bytes_of(std::string_view count, ExampleRandom& random) {
  const std::optional<std::size_t> number = count_of(count, random);
  return number ? std::optional(random.bytes(*number)) : std::nullopt;
}

/// ASCII as UTF-16LE.
std::string utf16(std::string_view ascii) {
  std::string result;
  for (const char c : ascii) result.append({c, '\0'});
  return result;
}

std::optional<std::string> wide(std::string_view count, ExampleRandom& random) {
  const std::optional<std::string> text = characters_of("base62", count, random);
  return text ? std::optional(utf16(*text)) : std::nullopt;
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

/// A token with these claims besides its dates: `"iss":"x","role":"y"`.
std::string jwt_with(std::string_view claims, ExampleRandom& random) {
  constexpr std::uint64_t kYear2100 = 4102444800;
  const std::uint64_t issued = 1500000000 + random.below(100000000);
  return base64url(R"({"alg":"HS256","typ":"JWT"})") + "." +
         base64url("{" + std::string(claims) + R"(,"iat":)" + std::to_string(issued) +
                   R"(,"exp":)" + std::to_string(kYear2100) + "}") +
         "." + base64url(random.bytes(32));
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
    if (std::optional<std::string> value = example_value(piece, random_)) return value;
    if (piece == "ppk") return example_ppk(random_);
    if (piece == "ppk-encrypted") return example_encrypted_ppk(random_);
    const std::size_t colon = piece.starts_with('[') ? piece.rfind(':') : piece.find(':');
    if (colon == std::string_view::npos) return jwt(piece, random_);
    const std::string_view name = piece.substr(0, colon);
    const std::string_view argument = piece.substr(colon + 1);
    if (name == "pem") return example_pem(argument, random_);
    if (name == "macaroon") return macaroon(argument, random_);
    if (name == "der") return example_der(argument, random_);
    if (name == "jwt") return jwt_with(argument, random_);
    if (name == "base64-of") return text::encode_base64(expand_inner(argument));
    if (name == "base64url-of") return base64url(expand_inner(argument));
    if (name == "x") return text::decode_hex(argument);
    if (name == "utf16") return utf16(argument);
    if (name == "wide") return wide(argument, random_);
    if (name == "bytes") return bytes_of(argument, random_);
    return characters_of(name, argument, random_);
  }

  /// Angle brackets stand for braces within the piece.
  std::string expand_inner(std::string_view argument) {
    std::string recipe(argument);
    std::replace(recipe.begin(), recipe.end(), '<', '{');
    std::replace(recipe.begin(), recipe.end(), '>', '}');
    return expand(recipe);
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
