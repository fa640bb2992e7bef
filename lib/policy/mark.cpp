#include "policy/mark.h"

#include <algorithm>
#include <array>
#include <string>

namespace veto::policy {
namespace {

constexpr std::string_view kOwnMark = "git-veto:allow";
constexpr std::array<std::string_view, 2> kForeignMarks{"gitleaks:allow",
                                                        "pragma: allowlist secret"};
constexpr std::size_t kMaxReason = 200;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view take_word(std::string_view& rest) {
  while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
  std::size_t end = 0;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

/// The reason behind a mark, without the comment's end.
std::string reason_of(std::string_view rest) {
  for (const std::string_view end : {"*/", "-->", "#}", "%>"}) {
    rest = rest.substr(0, rest.find(end));
  }
  while (!rest.empty() && (is_blank(rest.front()) || rest.front() == ':')) rest.remove_prefix(1);
  while (!rest.empty() && (is_blank(rest.back()) || rest.back() == '\r')) rest.remove_suffix(1);
  return std::string(rest.substr(0, kMaxReason));
}

/// The text in which a mark for `match` may stand.
std::string_view marked_text(std::string_view window, const model::Range& match) {
  const std::size_t before = window.rfind('\n', match.begin == 0 ? 0 : match.begin - 1);
  const std::size_t begin =
      before == std::string_view::npos || before >= match.begin ? 0 : before + 1;
  const std::size_t end = std::min(window.find('\n', match.end), window.size());
  const std::size_t own = match.end - match.begin;
  if (end - begin <= kMaxMarkedLine + own) return window.substr(begin, end - begin);
  return window.substr(match.end, std::min(end - match.end, kMarkReach));
}

}  // namespace

std::optional<model::Allowance> find_mark(std::string_view window, const model::Range& match,
                                          const rules::Rule& rule) {
  const std::string_view text = marked_text(window, match);
  for (std::size_t at = text.find(kOwnMark); at != std::string_view::npos;
       at = text.find(kOwnMark, at + 1)) {
    std::string_view rest = text.substr(at + kOwnMark.size());
    rest = rest.substr(0, rest.find('\n'));
    if (take_word(rest) == rule.id)
      return model::Allowance{model::AllowedHow::Mark, reason_of(rest), ""};
  }
  for (const std::string_view mark : kForeignMarks) {
    if (text.find(mark) != std::string_view::npos)
      return model::Allowance{model::AllowedHow::Mark, std::string(mark), ""};
  }
  return std::nullopt;
}

}  // namespace veto::policy
