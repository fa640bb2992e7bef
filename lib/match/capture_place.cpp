#include "match/capture_place.h"

#include <vector>

#include "match/pattern_branches.h"

namespace veto::match {
namespace {

/// A pattern around its one capture group.
struct Split {
  std::string_view before;
  std::string_view group;
  std::string_view behind;
};

/// Where the class that begins at `at` ends: at its bracket.
std::size_t class_end(std::string_view pattern, std::size_t at) {
  at += pattern.substr(at).starts_with("[^") ? 2U : 1U;
  for (bool is_first = true; at < pattern.size() && (is_first || pattern[at] != ']');
       is_first = false)
    at += pattern[at] == '\\' ? 2U : 1U;
  return at;
}

/// nullopt unless there is one group, in no other and in no alternative of the whole.
std::optional<Split> split_at_group(std::string_view pattern) {
  std::size_t depth = 0;
  std::size_t open = std::string_view::npos;
  std::optional<Split> split;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    switch (pattern[at]) {
      case '\\':
        ++at;
        break;
      case '[':
        at = class_end(pattern, at);
        break;
      case '|':
        if (depth == 0) return std::nullopt;
        break;
      case '(':
        if (!pattern.substr(at).starts_with("(?")) {
          if (depth > 0 || open != std::string_view::npos) return std::nullopt;
          open = at;
        }
        ++depth;
        break;
      case ')':
        if (depth == 0) return std::nullopt;
        if (--depth == 0 && open != std::string_view::npos && !split)
          split = Split{pattern.substr(0, open), pattern.substr(open + 1, at - open - 1),
                        pattern.substr(at + 1)};
        break;
      default:
        break;
    }
  }
  return split;
}

std::optional<std::size_t> fixed_width(std::string_view pattern) {
  const std::optional<std::vector<PatternBranch>> branches = branches_of(pattern);
  std::optional<std::size_t> fixed;
  if (!branches) return fixed;
  for (const PatternBranch& branch : *branches) {
    std::size_t width = 0;
    for (const PatternItem& item : branch) {
      if (item.min != item.max) return std::nullopt;
      width += item.min;
    }
    if (fixed && *fixed != width) return std::nullopt;
    fixed = width;
  }
  return fixed;
}

}  // namespace

std::optional<CapturePlace> capture_place(std::string_view pattern) {
  const std::optional<Split> split = split_at_group(pattern);
  constexpr std::string_view kRepeats = "?*+{";
  if (!split || (!split->behind.empty() && kRepeats.find(split->behind.front()) != kRepeats.npos))
    return std::nullopt;
  const std::optional<std::size_t> before = fixed_width(split->before);
  const std::optional<std::size_t> behind = fixed_width(split->behind);
  if (before && behind) return CapturePlace{{*before, false}, {*behind, true}};
  const std::optional<std::size_t> width = fixed_width(split->group);
  if (!width) return std::nullopt;
  if (before) return CapturePlace{{*before, false}, {*before + *width, false}};
  if (behind) return CapturePlace{{*behind + *width, true}, {*behind, true}};
  return std::nullopt;
}

}  // namespace veto::match
