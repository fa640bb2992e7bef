// Base64 or base64url of a JSON object, as a whole, behind a prefix or before a part of another
// kind; the rule's parameter names members that it must have (json_claims.h).
#include <algorithm>
#include <array>
#include <string_view>

#include "confirm/ascii.h"
#include "confirm/embedded.h"
#include "confirm/json_claims.h"
#include "confirm/placeholder.h"
#include "confirm/structures.h"
#include "rules/structure_name.h"
#include "text/encoding.h"
#include "text/json_probe.h"

namespace veto::confirm {

namespace {

/// From `start` to the end, to the first character that is not base64, to the last "_".
std::array<std::string_view, 3> possible_texts(std::string_view secret, std::size_t start) {
  constexpr std::string_view kBase64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
  if (start >= secret.size()) return {};
  const std::string_view text = secret.substr(start);
  const std::size_t mark = text.rfind('_');
  return {text, text.substr(0, text.find_first_not_of(kBase64)),
          mark == std::string_view::npos ? std::string_view() : text.substr(0, mark)};
}

/// Whether a value in the JSON text stands for a secret: a row of x, the alphabet.
bool holds_placeholder(std::string_view json) {
  constexpr std::size_t kShortest = 16;
  for (std::size_t begin = 0; begin < json.size();) {
    std::size_t end = begin;
    while (end < json.size() && (is_word(json[end]) || json[end] == '-')) ++end;
    const std::string_view value = json.substr(begin, end - begin);
    if (value.size() >= kShortest && !find_placeholder(value, rules::Strength::Random).empty())
      return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

Judgement judge_base64_json(const Candidate& candidate, const Settings&) {
  Candidate whole = candidate;
  whole.secret = extended_secret(candidate);
  whole.match.end = std::max(candidate.match.end, whole.secret.end);
  const std::string_view secret = slice(whole.window, whole.secret);
  const auto asked = rules::split_structure(candidate.rule.confirm.structure).parameter;
  bool found = false;
  for (const std::size_t start : possible_starts(candidate.rule, secret, "eyJ")) {
    for (const std::string_view text : possible_texts(secret, start)) {
      const auto bytes = text::decode_base64_lenient(text);
      if (!bytes) continue;
      const auto object = text::probe_json_object(*bytes);
      if (!object || object->size() == 0) continue;
      if (holds_placeholder(*bytes)) return reject(candidate, "holds a placeholder");
      if (has_claims(*object, asked)) return accept(whole, model::Verified::Structure);
      found = true;
    }
  }
  return reject(candidate, found ? "the members are not those of this kind"
                                 : "is not base64 of a JSON object");
}

}  // namespace veto::confirm
