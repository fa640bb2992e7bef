#include "match/rule_extent.h"

#include <algorithm>
#include <optional>

#include "match/engine_impl.h"
#include "match/pattern_syntax.h"

namespace veto::match {
namespace {

// Joiners behind a match, an escape before it (match/by_words.cpp).
constexpr std::size_t kTokenReach = 64 + 4;

bool may_hold(const PatternNode& node, unsigned char byte) {
  if (node.kind == PatternKind::Byte) return node.set[byte];
  return std::any_of(node.inside.begin(), node.inside.end(),
                     [byte](const PatternNode& each) { return may_hold(each, byte); });
}

bool is_within_line(std::string_view pattern) {
  const std::optional<PatternNode> node = parse_pattern(pattern);
  return node && !may_hold(*node, '\n');
}

/// Wider ones are not worth it to be looked for beside every change.
constexpr std::size_t kNarrow = 132;

void raise(std::size_t& most, std::size_t value) {
  most = std::max(most, value);
}

}  // namespace

RuleExtent extent_of(const RulePlan& plan, std::string_view pattern) {
  RuleExtent extent{plan.layer, is_within_line(pattern), false, plan.max_width};
  const bool everywhere = plan.layer == Layer::Everywhere || plan.layer == Layer::AtWords;
  extent.is_far_across = everywhere && !extent.is_within_line && extent.width > kNarrow;
  return extent;
}

RuleExtents::RuleExtents(const std::vector<const EnginePart*>& parts) {
  for (const EnginePart* part : parts) {
    const LayerLimits& limits = part->view.limits;
    raise(run_reach, std::size_t{limits.near_before} + limits.near_behind + 1);
    for (const WordPlan& word : part->view.first_words) raise(first_word, word.length);
    for (const Shape& shape : part->view.shapes) {
      raise(word_reach, shape.max_distance + kTokenReach);
      raise(before_run, shape.before);
    }
    for (std::size_t number = 0; number < part->view.rules.size(); ++number) add(*part, number);
  }
}

void RuleExtents::add(const EnginePart& part, std::size_t number) {
  const RulePlan& plan = part.view.rules[number];
  const RuleExtent extent = extent_of(plan, part.view.set.rules[number].pattern);
  rules_.push_back(extent);
  if (extent.is_far_across) return raise(far_across, extent.width);
  Widths* widths = &everywhere;
  if (plan.layer == Layer::AtWords) widths = &at_words;
  if (plan.layer == Layer::NearRuns) widths = &near_runs;
  if (plan.layer == Layer::ByWords) widths = &by_words;
  raise(extent.is_within_line ? widths->within_line : widths->across_lines, extent.width);
}

}  // namespace veto::match
