#include "confirm/context.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "confirm/ascii.h"

namespace veto::confirm {

bool has_context(const model::Candidate& candidate) noexcept {
  const rules::Confirm& confirm = candidate.rule.confirm;
  if (confirm.context.empty()) return true;
  const std::string_view window = candidate.window;
  const std::size_t distance = confirm.context_distance;
  const std::size_t begin = std::min(candidate.match.begin, window.size());
  const std::size_t end = std::min(candidate.match.end, window.size());
  const std::size_t reach = std::min(distance, begin);
  const std::string_view before = window.substr(begin - reach, reach);
  const std::string_view behind = window.substr(end, distance);
  return std::any_of(confirm.context.begin(), confirm.context.end(), [&](std::string_view word) {
    return contains_ignoring_case(before, word) || contains_ignoring_case(behind, word);
  });
}

}  // namespace veto::confirm
