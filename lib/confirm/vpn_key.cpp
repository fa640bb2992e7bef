// Keys of virtual private networks: WireGuard's private keys and OpenVPN's static ones.
#include <algorithm>
#include <string>

#include "confirm/ascii.h"
#include "confirm/key_body.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

constexpr auto kVerified = model::Verified::Structure;

}  // namespace

/// 32 bytes. `wg genkey` sets five bits as Curve25519 wants them; WireGuard takes keys without, so
/// that those may be keys, but are more often something else.
Judgement judge_wireguard_key(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kSize = 32;
  const auto bytes = text::decode_base64(slice(candidate.window, candidate.secret),
                                         text::Base64Alphabet::Standard);
  if (!bytes || bytes->size() != kSize) return reject(candidate, "is not 32 bytes");
  if (!is_varied(*bytes)) return reject(candidate, "the key is a constant");
  const auto first = static_cast<unsigned char>(bytes->front());
  const auto last = static_cast<unsigned char>(bytes->back());
  if ((first & 7U) != 0 || (last & 0xC0U) != 0x40U) {
    return lower(candidate, rules::Tier::Warn, "the bits are not clamped as a generated key's are");
  }
  return accept(candidate, kVerified);
}

/// The match is the BEGIN line; 512 hexadecimal digits follow, in lines of any dress.
Judgement judge_openvpn_key(const Candidate& candidate, const Settings&) {
  constexpr std::size_t kDigits = 512;
  constexpr std::size_t kMaxBlock = 4096;
  constexpr std::string_view kDashes = "-----";
  constexpr std::string_view kLabel = "Static key V1";
  const std::string_view window = candidate.window;
  const std::size_t label = window.find(kLabel, candidate.match.begin);
  if (label == std::string_view::npos || label > candidate.match.end) {
    return reject(candidate, "no BEGIN line");
  }
  const std::size_t body = label + kLabel.size() + kDashes.size();
  const std::size_t limit = std::min(window.size(), body + kMaxBlock);
  std::string digits;
  std::size_t at = body;
  for (; at < limit && digits.size() < kDigits; ++at) {
    if (is_hex(window[at])) {
      digits.push_back(window[at]);
    } else if (window[at] == '-') {
      break;
    }
  }
  const auto bytes = text::decode_hex(digits);
  if (!bytes || digits.size() != kDigits) return reject(candidate, "has not 512 digits");
  if (!is_varied(*bytes)) return reject(candidate, "the key is a constant");
  Judgement judgement = accept(candidate, kVerified);
  judgement.secret = {std::min(candidate.secret.begin, label), at};
  judgement.match = {std::min(candidate.match.begin, judgement.secret.begin),
                     std::max(candidate.match.end, at)};
  return judgement;
}

}  // namespace veto::confirm
