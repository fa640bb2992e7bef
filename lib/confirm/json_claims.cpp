#include "confirm/json_claims.h"

#include <algorithm>
#include <optional>
#include <string>

namespace veto::confirm {

namespace {

/// Takes the part up to `mark`, and the mark, off the front.
std::string_view take_until(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

bool fits(std::string_view value, char how, std::string_view wanted) {
  switch (how) {
    case '~':
      return value.find(wanted) != std::string_view::npos;
    case '^':
      return value.starts_with(wanted);
    default:
      return value == wanted;
  }
}

bool has_claim(const text::JsonObject& object, std::string_view claim) {
  const std::size_t mark = claim.find_first_of("=~^");
  if (mark == std::string_view::npos) return object.has(claim);
  const std::optional<std::string> value = object.string(claim.substr(0, mark));
  if (!value) return false;
  std::string_view choices = claim.substr(mark + 1);
  while (!choices.empty()) {
    if (fits(*value, claim[mark], take_until(choices, '|'))) return true;
  }
  return false;
}

}  // namespace

bool has_claims(const text::JsonObject& object, std::string_view asked) {
  while (!asked.empty()) {
    if (!has_claim(object, take_until(asked, ','))) return false;
  }
  return true;
}

}  // namespace veto::confirm
