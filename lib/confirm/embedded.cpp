#include "confirm/embedded.h"

#include <algorithm>

#include "confirm/ascii.h"

namespace veto::confirm {

model::Range extended_secret(const model::Candidate& candidate) noexcept {
  constexpr std::size_t kMaxSecret = 64 * 1024;
  const std::string_view window = candidate.window;
  const std::size_t limit = std::min(window.size(), candidate.secret.begin + kMaxSecret);
  std::size_t end = candidate.secret.end;
  const auto continues = [window](std::size_t at) {
    const char c = window[at];
    return is_word(c) || c == '-' || c == '+' || c == '/';
  };
  // A pattern with a suffix of its own says where the secret ends.
  if (candidate.match.end != candidate.secret.end) return candidate.secret;
  while (end < limit && continues(end)) ++end;
  const std::size_t padding = end;
  while (end < limit && end < padding + 2 && window[end] == '=') ++end;
  return {candidate.secret.begin, end};
}

std::array<std::size_t, 4> possible_starts(const rules::Rule& rule, std::string_view secret,
                                           std::string_view mark) noexcept {
  constexpr std::size_t kLongestPrefix = 64;
  const std::size_t marked = secret.substr(0, kLongestPrefix + mark.size()).find(mark);
  return {rule.confirm.skip, rule.shown, 0, marked == std::string_view::npos ? 0 : marked};
}

}  // namespace veto::confirm
