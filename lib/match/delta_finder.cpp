#include "match/delta_finder.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "rules/window_reach.h"

namespace veto::match {
namespace {

/// No text has more.
constexpr std::size_t kMostNotes = 32 * 1024;
constexpr std::size_t kNoRule = std::numeric_limits<std::size_t>::max();

/// The front part of a list that is sorted by rule.
template <class T>
std::span<const T> of_rule(std::span<const T> list, std::size_t rule) {
  const auto end =
      std::find_if(list.begin(), list.end(), [rule](const T& each) { return each.rule != rule; });
  return list.first(static_cast<std::size_t>(end - list.begin()));
}

template <class T>
std::size_t first_rule(std::span<const T> list) {
  return list.empty() ? kNoRule : std::size_t{list.front().rule};
}

MatchFinder::Found found_of(const NotedCandidate& candidate, std::ptrdiff_t back) {
  return {candidate.rule, static_cast<std::size_t>(std::ptrdiff_t{candidate.event} - back),
          candidate.match.moved(back), candidate.secret.moved(back)};
}

/// Candidates that have their event there or behind; they are sorted by it.
auto first_at(std::span<const NotedCandidate> candidates, std::size_t place) {
  return std::lower_bound(
      candidates.begin(), candidates.end(), place,
      [](const NotedCandidate& each, std::size_t event) { return each.event < event; });
}

/// That is all that anybody could have looked at.
rules::WindowReach smaller_of(const rules::WindowReach& a, const rules::WindowReach& b) {
  return {std::min(a.before, b.before), std::min(a.behind, b.behind)};
}

/// Whether all that the answer depends on stands in the base just so.
bool is_kept(const model::Range& match, const rules::WindowReach& reach, const Kept& kept) {
  const bool before = kept.is_at_begin || match.begin >= kept.begin + reach.before;
  return before && (kept.is_at_end || match.end + reach.behind <= kept.end);
}

}  // namespace

void NoteTaker::on_settled(const MatchFinder::Found& found, Answer answer) {
  if (candidates_.size() > kMostNotes) return;
  candidates_.push_back({static_cast<std::uint32_t>(found.rule),
                         static_cast<std::uint32_t>(found.event), NotedRange::of(found.match),
                         NotedRange::of(found.secret), answer.is_taken, answer.is_noted,
                         NotedReach::of(answer.reach)});
}

bool NoteTaker::take(ScanNotes& notes) {
  const auto is_before = [](const NotedCandidate& a, const NotedCandidate& b) {
    return std::tie(a.rule, a.event) < std::tie(b.rule, b.event);
  };
  if (!std::is_sorted(candidates_.begin(), candidates_.end(), is_before))
    std::stable_sort(candidates_.begin(), candidates_.end(), is_before);
  notes.candidates.assign(candidates_.begin(), candidates_.end());  // no more room than needed
  constexpr std::size_t kFew = 64;
  return notes.candidates.size() <=
         std::min(kMostNotes, kFew + notes.text_size / sizeof(NotedCandidate));
}

DeltaFinder::DeltaFinder(Input input, MatchFinder& finder, const MatchFinder::Target& target)
    : input_(std::move(input)),
      finder_(finder),
      target_(target),
      extents_(input_.engine.extents()) {
  std::stable_sort(input_.offers.begin(), input_.offers.end(),
                   [](const auto& a, const auto& b) { return a.rule < b.rule; });
}

bool DeltaFinder::find() {
  Events events = finder_.take_until(std::numeric_limits<std::size_t>::max());
  Offers offers = input_.offers;
  std::vector<Candidates> bases;
  for (const ScanNotes* base : input_.text.bases()) bases.emplace_back(base->candidates);
  bases_.resize(bases.size());
  while (true) {
    std::size_t rule = std::min(first_rule(events), first_rule(offers));
    for (const Candidates& base : bases) rule = std::min(rule, first_rule(base));
    if (rule == kNoRule) return true;
    events_ = of_rule(events, rule);
    offers_ = of_rule(offers, rule);
    std::transform(bases.begin(), bases.end(), bases_.begin(),
                   [rule](const Candidates& base) { return of_rule(base, rule); });
    if (!find_rule(rule)) return false;
    events = events.subspan(events_.size());
    offers = offers.subspan(offers_.size());
    for (std::size_t i = 0; i < bases.size(); ++i) bases[i] = bases[i].subspan(bases_[i].size());
  }
}

bool DeltaFinder::find_rule(std::size_t rule) {
  rule_ = rule;
  window_ = rules::window_reach(input_.engine.rule(rule));
  next_event_ = 0;
  std::size_t done = 0;
  for (const Kept& kept : input_.text.kept()) {
    const std::optional<ChangedText::Clean> clean = input_.text.clean(kept, extents_.of(rule));
    if (!clean) continue;
    find_between(done, clean->begin);
    if (!is_in_step(kept, *clean) || !carry_all(kept, *clean)) return false;
    done = clean->end;
  }
  find_between(done, std::numeric_limits<std::size_t>::max());
  return true;
}

/// False when one meets another fate than in the base.
bool DeltaFinder::carry_all(const Kept& kept, const ChangedText::Clean& clean) {
  const Candidates base = bases_[kept.base];
  const auto end = first_at(base, kept.in_base(clean.end));
  for (auto candidate = first_at(base, kept.in_base(clean.begin)); candidate != end; ++candidate) {
    if (!carry(*candidate, kept)) return false;
  }
  return true;
}

/// The candidates of events in [begin, end).
void DeltaFinder::find_between(std::size_t begin, std::size_t end) {
  if (begin >= end) return;
  while (next_event_ < events_.size() && events_[next_event_].last < begin) ++next_event_;
  for (const MatchFinder::Event& event : events_.subspan(next_event_)) {
    if (event.first >= end) break;
    const std::size_t first = std::max(event.first, begin);
    const std::size_t last = std::min(event.last, end - 1);
    if (first <= last) finder_.find_matches({event.rule, first, last}, input_.windows, target_);
  }
  for (const MatchFinder::Found& offer : offers_) {
    if (offer.event >= begin && offer.event < end) finder_.offer(offer, target_);
  }
}

/// Whether the next candidate begins at the same place as in the base.
bool DeltaFinder::is_in_step(const Kept& kept, const ChangedText::Clean& clean) const {
  const Candidates base = bases_[kept.base];
  const MatchFinder::Progress& here = finder_.progress(rule_);
  const auto next = first_at(base, kept.in_base(clean.begin));
  MatchFinder::Progress there;
  if (next != base.begin()) {
    const NotedCandidate& last = *std::prev(next);
    there = MatchFinder::progress_behind(found_of(last, 0), last.is_taken);
  }
  if (here.begin <= clean.expiry && there.begin <= kept.in_base(clean.expiry)) return true;
  return kept.in_base(here.begin) == there.begin && kept.in_base(here.end) == there.end;
}

/// False when it is no candidate any more, or what becomes of it is not what became of it.
bool DeltaFinder::carry(const NotedCandidate& candidate, const Kept& kept) {
  const MatchFinder::Found found = found_of(candidate, kept.shift);
  if (found.match.begin < finder_.progress(rule_).begin) return false;
  const Answer known(candidate.is_taken, candidate.is_noted, candidate.reach.reach());
  if (!known.is_noted && is_kept(found.match, smaller_of(known.reach, window_), kept)) {
    finder_.settle(found, known);
    return true;
  }
  const Answer answer = finder_.judge(found, target_);
  if (answer.is_taken != known.is_taken) return false;
  finder_.settle(found, answer);
  return true;
}

}  // namespace veto::match
