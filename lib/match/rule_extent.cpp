#include "match/rule_extent.h"

#include <algorithm>
#include <optional>

#include "match/engine_impl.h"
#include "match/pattern_syntax.h"

namespace veto::match {
namespace {

// Joiners behind a match, an escape before it (match/by_words.cpp).
constexpr std::size_t kTokenReach = 64 + 4;

/// Where a part of a pattern stands: whether something may follow it.
enum class Place : std::uint8_t { Inside, Last };

constexpr std::size_t kManyFeeds = 2;

/// The most line feeds of a match that are not its last byte, up to kManyFeeds.
std::size_t count_feeds(const PatternNode& node, Place place) {
  std::size_t count = 0;
  switch (node.kind) {
    case PatternKind::Byte:
      return node.set['\n'] && place == Place::Inside ? 1 : 0;
    case PatternKind::Sequence:
      for (std::size_t i = 0; i < node.inside.size(); ++i)
        count += count_feeds(node.inside[i], i + 1 == node.inside.size() ? place : Place::Inside);
      break;
    case PatternKind::Choice:
    case PatternKind::Capture:
      for (const PatternNode& each : node.inside) count = std::max(count, count_feeds(each, place));
      break;
    case PatternKind::Repeat:
      for (const PatternNode& each : node.inside)
        count += node.max * count_feeds(each, node.max > 1 ? Place::Inside : place);
      break;
  }
  return std::min(count, kManyFeeds);
}

Lines lines_of(std::string_view pattern) {
  const std::optional<PatternNode> node = parse_pattern(pattern);
  const std::size_t feeds = node ? count_feeds(*node, Place::Last) : kManyFeeds;
  if (feeds == 0) return Lines::One;
  return feeds == 1 ? Lines::Two : Lines::Any;
}

/// Wider ones are not worth it to be looked for beside every change.
constexpr std::size_t kNarrow = 32;
constexpr std::size_t kNarrowAtWords = 132;

void raise(std::size_t& most, std::size_t value) {
  most = std::max(most, value);
}

}  // namespace

RuleExtent extent_of(const RulePlan& plan, std::string_view pattern) {
  RuleExtent extent{plan.layer, lines_of(pattern), false, plan.max_width};
  const bool is_wide = (plan.layer == Layer::Everywhere && extent.width > kNarrow) ||
                       (plan.layer == Layer::AtWords && extent.width > kNarrowAtWords);
  extent.is_far_across = is_wide && !extent.is_within_line();
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
  if (plan.layer == Layer::AtWords && extent.lines == Lines::Two)
    return raise(at_words_two_lines, extent.width);
  Widths* widths = &everywhere;
  if (plan.layer == Layer::AtWords) widths = &at_words;
  if (plan.layer == Layer::NearRuns) widths = &near_runs;
  if (plan.layer == Layer::ByWords) widths = &by_words;
  raise(extent.is_within_line() ? widths->within_line : widths->across_lines, extent.width);
}

}  // namespace veto::match
