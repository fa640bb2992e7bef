// Secrets that are an encoding of something: the rule's parameter says of what, in the notation of
// text/byte_template.h.
#include <algorithm>
#include <optional>
#include <string>

#include "confirm/ascii.h"
#include "confirm/structures.h"
#include "rules/structure_name.h"
#include "text/byte_template.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

std::string_view parameter_of(const Candidate& candidate) {
  return rules::split_structure(candidate.rule.confirm.structure).parameter;
}

/// The secret behind `skip`, without the braces that some programs put around what they encrypt.
std::string_view encoded_part(const Candidate& candidate) {
  std::string_view text = slice(candidate.window, candidate.secret);
  text.remove_prefix(std::min<std::size_t>(candidate.rule.confirm.skip, text.size()));
  if (text.size() >= 2 && text.front() == '{' && text.back() == '}') {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

Judgement judge_bytes(const Candidate& candidate, const std::optional<std::string>& bytes,
                      std::string_view notation) {
  if (!bytes || bytes->empty()) return reject(candidate, "does not decode");
  const auto expected = text::ByteTemplate::parse(notation);
  if (!expected) return reject(candidate, "the rule's parameter is malformed");
  if (!expected->matches(*bytes)) {
    return reject(candidate, "decodes to something else than this kind does");
  }
  return accept(candidate, model::Verified::Structure);
}

/// The part of that number, counted from 1; `$` is the last one.
std::optional<std::string_view> part_of(std::string_view text, char separator, char number) {
  if (number == '$') {
    const std::size_t mark = text.rfind(separator);
    if (mark == std::string_view::npos) return std::nullopt;
    return text.substr(mark + 1);
  }
  for (; number > '1'; --number) {
    const std::size_t mark = text.find(separator);
    if (mark == std::string_view::npos) return std::nullopt;
    text.remove_prefix(mark + 1);
  }
  return text.substr(0, text.find(separator));
}

}  // namespace

Judgement judge_base64(const Candidate& candidate, const Settings&) {
  return judge_bytes(candidate, text::decode_base64(encoded_part(candidate)),
                     parameter_of(candidate));
}

Judgement judge_base64_part(const Candidate& candidate, const Settings&) {
  const std::string_view parameter = parameter_of(candidate);
  if (parameter.size() < 2 || (!is_digit(parameter[1]) && parameter[1] != '$')) {
    return reject(candidate, "the rule's parameter is malformed");
  }
  const auto part = part_of(encoded_part(candidate), parameter[0], parameter[1]);
  if (!part) return reject(candidate, "a part is missing");
  return judge_bytes(candidate, text::decode_base64(*part), parameter.substr(2));
}

Judgement judge_hex(const Candidate& candidate, const Settings&) {
  return judge_bytes(candidate, text::decode_hex(encoded_part(candidate)), parameter_of(candidate));
}

Judgement judge_base58(const Candidate& candidate, const Settings&) {
  return judge_bytes(candidate, text::decode_base58(encoded_part(candidate)),
                     parameter_of(candidate));
}

/// There is nothing to decode: the pattern states a layout that nothing else has.
Judgement judge_layout(const Candidate& candidate, const Settings&) {
  return accept(candidate, model::Verified::Structure);
}

}  // namespace veto::confirm
