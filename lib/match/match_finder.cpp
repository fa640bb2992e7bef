#include "match/match_finder.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace veto::match {
namespace {

constexpr std::uint32_t kNoEvent = std::numeric_limits<std::uint32_t>::max();

}  // namespace

MatchFinder::MatchFinder(Engine::Impl& engine)
    : engine_(engine), latest_(engine.rule_count(), kNoEvent), progress_(engine.rule_count()) {}

void MatchFinder::begin_text() {
  clear_events();
  for (const std::size_t rule : touched_) progress_[rule] = Progress{};
  touched_.clear();
}

void MatchFinder::clear_events() {
  for (const Event& event : events_) latest_[event.rule] = kNoEvent;
  events_.clear();
}

void MatchFinder::select_part(std::size_t part) {
  first_rule_ = engine_.first_rule(part);
  rule_count_ = engine_.rules_of(part);
}

bool MatchFinder::add_end(unsigned pattern, std::size_t end) noexcept {
  if (pattern >= rule_count_) return true;  // the stride guard
  const auto rule = static_cast<std::uint32_t>(first_rule_ + pattern);
  const std::uint32_t latest = latest_[rule];
  if (latest != kNoEvent && end >= events_[latest].first && end <= events_[latest].last + 1) {
    events_[latest].last = std::max(events_[latest].last, end);
    return true;
  }
  try {
    events_.push_back({rule, end, end});
  } catch (...) {
    return false;
  }
  latest_[rule] = static_cast<std::uint32_t>(events_.size() - 1);
  return true;
}

void MatchFinder::find_until(std::string_view held, std::size_t held_offset, std::size_t limit,
                             const Target& target) {
  pending_.clear();
  std::vector<Event> later;
  for (const Event& event : events_) {
    if (event.first <= limit)
      pending_.push_back({event.rule, event.first, std::min(event.last, limit)});
    if (event.last > limit)
      later.push_back({event.rule, std::max(event.first, limit + 1), event.last});
  }
  clear_events();
  for (const Event& event : later) {
    latest_[event.rule] = static_cast<std::uint32_t>(events_.size());
    events_.push_back(event);
  }
  std::stable_sort(pending_.begin(), pending_.end(), [](const Event& a, const Event& b) {
    return a.rule != b.rule ? a.rule < b.rule : a.first < b.first;
  });
  for (const Event& event : pending_) find_matches(held, held_offset, event, target);
}

/// From where the rule's last match ended: backwards from the end to the start, which is anchored
/// and so cheap, then forwards for the whole match. A match that is rejected must not hide one that
/// begins inside it: from there on the search goes on, but ends before its own end would only give
/// shorter forms of it.
void MatchFinder::find_matches(std::string_view held, std::size_t held_offset, const Event& event,
                               const Target& target) {
  const std::size_t width = engine_.max_width(event.rule);
  Progress& progress = progress_[event.rule];
  const RuleExpression& expression = engine_.expression(event.rule);
  for (std::size_t end = std::max(event.first, progress.end); end <= event.last;
       end = std::max(end + 1, progress.end)) {
    const std::size_t low = std::max({progress.begin, end - std::min(end, width), held_offset});
    const std::string_view before = held.substr(low - held_offset, end - low);
    const std::optional<std::size_t> start = expression.find_start(before);
    if (!start) {
      // What ends here may have begun in the match before.
      if (low != progress.begin || low == 0) ++disagreements_;
      continue;
    }
    const std::size_t begin = low - held_offset + *start;
    Found found{event.rule, {}, {}};
    if (!expression.match_at(held.substr(begin, width), found.match, found.secret)) {
      ++disagreements_;
      continue;
    }
    for (model::Range* range : {&found.match, &found.secret}) {
      range->begin += begin;
      range->end += begin;
    }
    const bool taken = emit(held, held_offset, found, target);
    const std::size_t next =
        taken ? found.match.end : std::max(found.match.begin + 1, found.secret.begin);
    touched_.push_back(event.rule);
    progress.begin = held_offset + next;
    progress.end = held_offset + found.match.end + (taken ? 1 : 0);
  }
}

bool MatchFinder::emit(std::string_view held, std::size_t held_offset, const Found& found,
                       const Target& target) const {
  const std::size_t begin = found.match.begin - std::min(found.match.begin, kWindowBefore);
  const std::size_t end = std::min(found.match.end + kWindowBehind, held.size());
  const auto shifted = [begin](const model::Range& range) {
    return model::Range{range.begin - begin, range.end - begin};
  };
  const model::Candidate candidate{engine_.rule(found.rule), held.substr(begin, end - begin),
                                   shifted(found.match), shifted(found.secret)};
  return target.on_hit({candidate, held_offset + begin, target.lines, held_offset});
}

}  // namespace veto::match
