#include "match/pattern_branches.h"

#include <algorithm>
#include <utility>

namespace veto::match {
namespace {

constexpr std::size_t kMaxBranches = 512;
constexpr std::size_t kMaxItems = 400;  // of one branch

using Branches = std::vector<PatternBranch>;

std::size_t longest(const Branches& branches) {
  std::size_t most = 0;
  for (const PatternBranch& branch : branches) most = std::max(most, branch.size());
  return most;
}

/// nullopt when they are too many.
std::optional<Branches> joined(const Branches& first, const Branches& second) {
  if (first.size() * second.size() > kMaxBranches || longest(first) + longest(second) > kMaxItems)
    return std::nullopt;
  Branches all;
  all.reserve(first.size() * second.size());
  for (const PatternBranch& a : first) {
    for (const PatternBranch& b : second) {
      PatternBranch& both = all.emplace_back(a);
      both.insert(both.end(), b.begin(), b.end());
    }
  }
  return all;
}

PatternItem any_of(const Branches& once, std::size_t times) {
  PatternItem any{{}, 0, 0, false};
  for (const PatternBranch& branch : once) {
    std::size_t width = 0;
    for (const PatternItem& item : branch) {
      any.set |= item.set;
      width += item.max;
    }
    any.max = std::max(any.max, width * times);
  }
  return any;
}

std::optional<Branches> repeated(const PatternNode& node, const Branches& once) {
  if (once.size() == 1 && once.front().size() == 1 && once.front().front().min == 1 &&
      once.front().front().max == 1) {
    PatternItem item = once.front().front();
    item.is_literal = item.is_literal && node.min == 1 && node.max == 1;
    item.min = node.min;
    item.max = node.max;
    return Branches{{item}};
  }
  std::optional<Branches> all = Branches{{}};
  for (std::size_t i = 0; all && i < node.min; ++i) all = joined(*all, once);
  return all && node.max > node.min ? joined(*all, {{any_of(once, node.max - node.min)}}) : all;
}

std::optional<Branches> branches_of(const PatternNode& node) {
  if (node.kind == PatternKind::Byte) return Branches{{{node.set, 1, 1, node.is_literal}}};
  const bool is_choice = node.kind == PatternKind::Choice;
  std::optional<Branches> all = is_choice ? Branches{} : Branches{{}};
  for (const PatternNode& part : node.inside) {
    std::optional<Branches> next = branches_of(part);
    if (next && node.kind == PatternKind::Repeat) next = repeated(node, *next);
    if (!next) return std::nullopt;
    if (!is_choice) {
      all = joined(*all, *next);
      if (!all) return std::nullopt;
      continue;
    }
    std::move(next->begin(), next->end(), std::back_inserter(*all));
    if (all->size() > kMaxBranches) return std::nullopt;
  }
  return all;
}

}  // namespace

std::optional<std::vector<PatternBranch>> branches_of(std::string_view pattern) {
  const std::optional<PatternNode> node = parse_pattern(pattern);
  return node ? branches_of(*node) : std::nullopt;
}

}  // namespace veto::match
