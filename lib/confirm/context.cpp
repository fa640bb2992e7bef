#include "confirm/context.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "confirm/ascii.h"

namespace veto::confirm {
namespace {

/// Shorter words are parts of too many others: `aha` of Sahara, `glm` of a file's name.
constexpr std::size_t kShortWord = 5;

}  // namespace

bool holds_word(std::string_view text, std::string_view word) noexcept {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t found = find_ignoring_case(text.substr(from), word);
    if (found == std::string_view::npos) return false;
    const std::size_t at = from + found;
    const std::size_t end = at + word.size();
    const char first = text[at];
    const bool begins = at == 0 || !is_alpha(text[at - 1]) || !is_alpha(first) ||
                        (is_upper(first) && is_lower(text[at - 1]));
    const bool is_whole = end == text.size() || !is_alpha(text[end]) ||
                          (is_upper(text[end]) && !is_upper(text[end - 1]));
    if (begins && (is_whole || word.size() > kShortWord)) return true;
    from = at + 1;
  }
  return false;
}

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
    return holds_word(before, word) || holds_word(behind, word);
  });
}

}  // namespace veto::confirm
