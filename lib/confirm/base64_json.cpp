// Base64 or base64url of a JSON object, as a whole or behind a prefix.
#include <algorithm>

#include "confirm/embedded.h"
#include "confirm/structures.h"
#include "text/encoding.h"
#include "text/json_probe.h"

namespace veto::confirm {

Judgement judge_base64_json(const Candidate& candidate, const Settings&) {
  Candidate whole = candidate;
  whole.secret = extended_secret(candidate);
  whole.match.end = std::max(candidate.match.end, whole.secret.end);
  const std::string_view secret = slice(whole.window, whole.secret);
  for (const std::size_t start : possible_starts(candidate.rule, secret, "eyJ")) {
    if (start >= secret.size()) continue;
    const auto bytes = text::decode_base64_lenient(secret.substr(start));
    if (!bytes) continue;
    const auto object = text::probe_json_object(*bytes);
    if (object && object->size() > 0) return accept(whole, model::Verified::Structure);
  }
  return reject(candidate, "is not base64 of a JSON object");
}

}  // namespace veto::confirm
