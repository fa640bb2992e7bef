// Three base64url parts: a header that names an algorithm, claims, a signature. The secret is read
// on to its end when the pattern stopped short.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "confirm/ascii.h"
#include "confirm/embedded.h"
#include "confirm/json_claims.h"
#include "confirm/structures.h"
#include "rules/structure_name.h"
#include "text/encoding.h"
#include "text/json_probe.h"

namespace veto::confirm {

namespace {

constexpr std::size_t kMaxToken = 64 * 1024;
constexpr double kForever = std::numeric_limits<double>::infinity();

bool is_token_character(char c) noexcept {
  return is_word(c) || c == '-';
}

struct Parts {
  std::array<std::string_view, 5> part;
  std::size_t count = 0;
  std::size_t end = 0;  ///< offset in the window
};

/// Up to five parts that dots join, from `begin` on.
Parts read_parts(std::string_view window, std::size_t begin) {
  Parts parts;
  const std::size_t limit = std::min(window.size(), begin + kMaxToken);
  std::size_t at = begin;
  while (parts.count < parts.part.size()) {
    const std::size_t part = at;
    while (at < limit && is_token_character(window[at])) ++at;
    parts.part[parts.count++] = window.substr(part, at - part);
    parts.end = at;
    if (at >= limit || window[at] != '.') break;
    ++at;
  }
  // A full stop behind the token makes an empty part; only the parts in the middle may be empty.
  if (parts.count > 3 && parts.part[parts.count - 1].empty()) {
    --parts.count;
    --parts.end;
  }
  return parts;
}

std::optional<text::JsonObject> read_json(std::string_view part, std::string& bytes) {
  auto decoded = text::decode_base64_lenient(part, text::Base64Alphabet::Url);
  if (!decoded) return std::nullopt;
  bytes = std::move(*decoded);
  return text::probe_json_object(bytes);
}

/// The token on the front page of jwt.io and its many copies.
bool is_published_sample(const text::JsonObject& claims) {
  return claims.string("sub") == "1234567890" &&
         (claims.string("name") == "John Doe" || claims.has("admin"));
}

/// `lifetime`: how long a token that blocks may be valid from now on, in seconds.
Judgement judge_claims(const Candidate& candidate, const text::JsonObject& claims,
                       const Settings& settings, double lifetime) {
  constexpr auto kVerified = model::Verified::Structure;
  const auto asked = rules::split_structure(candidate.rule.confirm.structure).parameter;
  if (!has_claims(claims, asked)) {
    return reject(candidate, "the claims are not those of this kind");
  }
  if (is_published_sample(claims)) return reject(candidate, "is the sample token of jwt.io");
  const auto expiry = claims.number("exp");
  if (settings.span != nullptr && expiry) {
    settings.span->split_at(std::floor(*expiry) + 1, settings.now_unix);
    settings.span->split_at(std::ceil(*expiry - lifetime), settings.now_unix);
  }
  if (settings.now_unix > 0 && expiry && *expiry < static_cast<double>(settings.now_unix)) {
    // One tier less: whoever leaked it may leak the next one.
    const bool blocks = candidate.rule.tier == rules::Tier::Block;
    return lower(candidate, blocks ? rules::Tier::Warn : rules::Tier::Info, "the token has expired",
                 kVerified);
  }
  if (claims.string("role") == "anon") {
    return lower(candidate, rules::Tier::Info, "the role is public by design", kVerified);
  }
  const double latest = static_cast<double>(settings.now_unix) + lifetime;
  if (expiry.value_or(kForever) > latest)
    return lower(candidate, rules::Tier::Warn, "the token does not end soon", kVerified);
  return accept(candidate, kVerified);
}

/// Some tokens stand behind a prefix of their own.
std::size_t token_begin(const Candidate& candidate) {
  constexpr std::size_t kLongestPrefix = 64;
  constexpr std::string_view kMark = "eyJ";
  const std::string_view secret = slice(candidate.window, candidate.secret);
  if (secret.starts_with("ew")) return candidate.secret.begin;  // JSON with white space
  const std::size_t at = secret.substr(0, kLongestPrefix + kMark.size()).find(kMark);
  return candidate.secret.begin + (at == std::string_view::npos ? 0 : at);
}

Judgement judge_token(const Candidate& candidate, const Settings& settings, double lifetime) {
  constexpr std::size_t kShortestSignature = 20;  // bytes; HMAC-SHA256 has 32
  const Parts parts = read_parts(candidate.window, token_begin(candidate));
  std::string header_bytes;
  const auto header = read_json(parts.part[0], header_bytes);
  if (!header) return reject(candidate, "the header is no JSON object");
  Candidate token = candidate;
  token.secret.end = parts.end;
  token.match.end = std::max(token.match.end, parts.end);

  const auto algorithm = header->string("alg");
  if (!algorithm) return reject(token, "the header names no algorithm");
  if (equals_ignoring_case(*algorithm, "none")) return reject(token, "the token is not signed");
  if (header->has("enc")) {
    if (parts.count != 5) return reject(token, "an encrypted token has five parts");
    return lower(token, rules::Tier::Info, "the token is encrypted", model::Verified::Structure);
  }
  if (parts.count < 3) return reject(token, "a signed token has three parts");
  std::string claim_bytes;
  const auto claims = read_json(parts.part[1], claim_bytes);
  if (!claims) return reject(token, "the claims are no JSON object");
  const auto signature = text::decode_base64_lenient(parts.part[2], text::Base64Alphabet::Url);
  if (!signature || signature->size() < kShortestSignature) {
    return reject(token, "the signature is missing or cut off");
  }
  const auto end = static_cast<std::size_t>(parts.part[2].data() - candidate.window.data()) +
                   parts.part[2].size();
  token.secret.end = end;
  token.match.end = std::max(candidate.match.end, end);
  return judge_claims(token, *claims, settings, lifetime);
}

}  // namespace

Judgement judge_jwt(const Candidate& candidate, const Settings& settings) {
  return judge_token(candidate, settings, kForever);
}

/// Tests are full of tokens: of those of no known issuer, only what is valid now and not for long
/// is surely a credential.
Judgement judge_jwt_session(const Candidate& candidate, const Settings& settings) {
  constexpr double kYear = 366.0 * 24 * 3600;
  return judge_token(candidate, settings, kYear);
}

/// A token that was encoded once more: what it is, is said of the outer text.
Judgement judge_jwt_base64(const Candidate& candidate, const Settings& settings) {
  Candidate whole = candidate;
  whole.secret = extended_secret(candidate);
  whole.match.end = std::max(candidate.match.end, whole.secret.end);
  const auto inner = text::decode_base64_lenient(slice(whole.window, whole.secret));
  if (!inner || inner->empty()) return reject(candidate, "is not base64");
  const model::Range all{0, inner->size()};
  Judgement judgement = judge_jwt({candidate.rule, *inner, all, all}, settings);
  judgement.match = whole.match;
  judgement.secret = whole.secret;
  return judgement;
}

}  // namespace veto::confirm
