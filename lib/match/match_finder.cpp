#include "match/match_finder.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace veto::match {
namespace {

constexpr std::uint32_t kNoEvent = std::numeric_limits<std::uint32_t>::max();

}  // namespace

MatchFinder::MatchFinder(const Engine::Impl& engine)
    : engine_(engine),
      latest_(engine.rule_count(), kNoEvent),
      places_(engine.rule_count()),
      progress_(engine.rule_count()) {}

void MatchFinder::begin_text() {
  clear_events();
  for (const std::size_t rule : touched_) progress_[rule] = Progress{};
  touched_.clear();
}

void MatchFinder::clear_events() {
  for (const Event& event : events_) latest_[event.rule] = kNoEvent;
  events_.clear();
}

bool MatchFinder::add_end(unsigned pattern, std::size_t end) noexcept {
  // A match ends in the last piece that begins before its end.
  const auto behind = std::partition_point(source_.pieces.begin(), source_.pieces.end(),
                                           [end](const Piece& piece) { return piece.at < end; });
  if (behind == source_.pieces.begin()) return true;
  const Piece& piece = *std::prev(behind);
  end = end - piece.at + piece.text.begin;
  if (end > piece.text.end || end <= source_.known) return true;
  const EnginePart& part = *source_.part;
  const std::size_t rules = part.view.rules.size();
  if (pattern < rules) return add_event(part.first_rule + pattern, end);
  return pattern == rules || add_word(part, pattern - rules - 1, end);  // that one is a guard
}

/// A match of its rules may begin there.
bool MatchFinder::add_word(const EnginePart& part, std::size_t number, std::size_t end) noexcept {
  const WordPlan& word = part.view.first_words[number];
  const auto users = part.view.first_word_users.subspan(word.first_user, word.user_count);
  return std::all_of(users.begin(), users.end(), [&](std::uint32_t rule) {
    return add_event(part.first_rule + rule, end - word.length);
  });
}

bool MatchFinder::add_event(std::size_t rule, std::size_t at) noexcept {
  const std::uint32_t latest = latest_[rule];
  if (latest != kNoEvent && at >= events_[latest].first && at <= events_[latest].last + 1) {
    events_[latest].last = std::max(events_[latest].last, at);
    return true;
  }
  try {
    events_.push_back({static_cast<std::uint32_t>(rule), at, at});
  } catch (...) {
    return false;
  }
  latest_[rule] = static_cast<std::uint32_t>(events_.size() - 1);
  return true;
}

void MatchFinder::find_until(std::size_t limit, const PartWindows& windows, const Target& target) {
  for (const Event& event : take_until(limit)) find_matches(event, windows, target);
}

const std::vector<MatchFinder::Event>& MatchFinder::take_until(std::size_t limit) {
  taken_.clear();
  std::vector<Event> later;
  for (const Event& event : events_) {
    if (event.first <= limit)
      taken_.push_back({event.rule, event.first, std::min(event.last, limit)});
    if (event.last > limit)
      later.push_back({event.rule, std::max(event.first, limit + 1), event.last});
  }
  clear_events();
  for (const Event& event : later) {
    latest_[event.rule] = static_cast<std::uint32_t>(events_.size());
    events_.push_back(event);
  }
  sort_taken();
  return pending_;
}

/// Few rules have events, and those of one come nearly in their order.
void MatchFinder::sort_taken() {
  rules_.clear();
  for (const Event& event : taken_) {
    if (places_[event.rule]++ == 0) rules_.push_back(event.rule);
  }
  std::sort(rules_.begin(), rules_.end());
  std::uint32_t place = 0;
  for (const std::uint32_t rule : rules_) place += std::exchange(places_[rule], place);
  pending_.resize(taken_.size());
  for (const Event& event : taken_) pending_[places_[event.rule]++] = event;
  auto begin = pending_.begin();
  for (const std::uint32_t rule : rules_) {
    const auto end = pending_.begin() + std::exchange(places_[rule], 0);
    const auto by_place = [](const Event& a, const Event& b) { return a.first < b.first; };
    const auto middle = std::is_sorted_until(begin, end, by_place);
    if (std::is_sorted(middle, end, by_place))  // those of databases, and those of short words
      std::inplace_merge(begin, middle, end, by_place);
    else
      std::stable_sort(begin, end, by_place);
    begin = end;
  }
}

void MatchFinder::find_matches(const Event& event, const PartWindows& windows,
                               const Target& target) {
  double* seconds = nullptr;
  if (profile_ != nullptr) {
    profile_->rules[event.rule].events += event.last - event.first + 1;
    seconds = &profile_->rules[event.rule].seconds;
  }
  const Stopwatch watch(seconds);
  if (engine_.plan(event.rule).layer == Layer::AtWords)
    find_by_begins(event, target);
  else
    find_by_ends(event, windows, target);
}

/// From where the rule's last match ended: backwards from the end to the start, which is anchored
/// and so cheap, then forwards for the whole match. A match that is rejected must not hide one that
/// begins inside it: from there on the search goes on, but ends before its own end would only give
/// shorter forms of it.
void MatchFinder::find_by_ends(const Event& event, const PartWindows& windows,
                               const Target& target) {
  const std::size_t width = engine_.max_width(event.rule);
  const HeldText& held = target.held;
  const Progress& progress = progress_[event.rule];
  const RuleExpression& expression = engine_.expression(event.rule);
  for (std::size_t end = std::max(event.first, progress.end); end <= event.last;
       end = std::max(end + 1, progress.end)) {
    model::Range window{held.offset, held.end()};
    if (engine_.plan(event.rule).layer == Layer::NearRuns) {
      const model::Range found = windows[engine_.part_number(event.rule)].around(end);
      window = {std::max(window.begin, found.begin), std::min(window.end, found.end)};
    }
    const std::size_t low = std::max({progress.begin, end - std::min(end, width), window.begin});
    const std::optional<std::size_t> start = expression.find_start(held.between(low, end));
    if (!start) {
      // What ends here may have begun in the match before, or in the window before.
      if (low == 0 || (low != progress.begin && low != window.begin)) ++disagreements_;
      continue;
    }
    if (!match_at({event.rule, end, end}, low + *start, window.end, target)) ++disagreements_;
  }
}

void MatchFinder::find_by_begins(const Event& event, const Target& target) {
  const Progress& progress = progress_[event.rule];
  for (std::size_t begin = std::max(event.first, progress.begin); begin <= event.last;
       begin = std::max(begin + 1, progress.begin))
    match_at({event.rule, begin, begin}, begin, target.held.end(), target);
}

bool MatchFinder::match_at(const Event& event, std::size_t begin, std::size_t limit,
                           const Target& target) {
  Found found{event.rule, event.first, {}, {}};
  const std::size_t end = std::min(begin + engine_.max_width(event.rule), limit);
  if (!engine_.expression(event.rule)
           .match_at(target.held.between(begin, end), found.match, found.secret))
    return false;
  for (model::Range* range : {&found.match, &found.secret}) {
    range->begin += begin;
    range->end += begin;
  }
  offer(found, target);
  return true;
}

void MatchFinder::offer(const Found& found, const Target& target) {
  if (listener_ != nullptr && !listener_->on_offer(found)) return;
  if (found.match.begin < progress_[found.rule].begin) return;
  settle(found, judge(found, target));
}

MatchFinder::Progress MatchFinder::progress_behind(const Found& found, bool is_taken) noexcept {
  if (is_taken) return {found.match.end, found.match.end + 1};
  return {std::max(found.match.begin + 1, found.secret.begin), found.match.end};
}

void MatchFinder::settle(const Found& found, Answer answer) {
  touched_.push_back(found.rule);
  progress_[found.rule] = progress_behind(found, answer.is_taken);
  if (listener_ != nullptr) listener_->on_settled(found, answer);
}

Answer MatchFinder::judge(const Found& found, const Target& target) const {
  const HeldText& held = target.held;
  const rules::Rule& rule = engine_.rule(found.rule);
  const rules::WindowReach reach = rules::window_reach(rule);
  const std::size_t begin =
      std::max(held.offset, found.match.begin - std::min(found.match.begin, reach.before));
  const std::size_t end = std::min(found.match.end + reach.behind, held.end());
  const auto shifted = [begin](const model::Range& range) {
    return model::Range{range.begin - begin, range.end - begin};
  };
  const model::Candidate candidate{rule, held.between(begin, end), shifted(found.match),
                                   shifted(found.secret)};
  return target.on_hit({candidate, begin, target.lines, held.offset});
}

}  // namespace veto::match
