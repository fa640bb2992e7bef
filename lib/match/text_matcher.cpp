#include "match/text_matcher.h"

#include <algorithm>

#include "base/error.h"
#include "match/changed_runs.h"

namespace veto::match {
namespace {

extern "C" int on_match(unsigned id, unsigned long long /*from*/, unsigned long long to,
                        unsigned /*flags*/, void* context) noexcept {
  auto& finder = *static_cast<MatchFinder*>(context);
  return finder.add_end(id, static_cast<std::size_t>(to)) ? 0 : 1;
}

extern "C" int on_any_match(unsigned /*id*/, unsigned long long /*from*/, unsigned long long /*to*/,
                            unsigned /*flags*/, void* any) noexcept {
  *static_cast<bool*>(any) = true;
  return 0;
}

constexpr std::size_t kMaxGathered = 64 * 1024;
constexpr std::string_view kBetweenWindows{"\n\0\n", 3};

std::size_t less(std::size_t value, std::size_t by) noexcept {
  return value - std::min(value, by);
}

}  // namespace

TextMatcher::TextMatcher(const Engine::Impl& engine)
    : engine_(engine),
      finder_(engine),
      marker_(best_reader(), &engine.anchors()),
      near_known_(engine.parts().size(), 0) {
  for (const auto& part : engine.parts()) {
    by_words_.emplace_back(engine, *part);
    windows_.emplace_back(part->view.limits.near_before, part->view.limits.near_behind);
  }
}

void TextMatcher::begin_text() {
  finder_.begin_text();
  marker_.begin_text();
  runs_.clear();
  runs_of_changed_.clear();
  for (Windows& windows : windows_) windows.clear();
  std::fill(near_known_.begin(), near_known_.end(), 0);
  known_ = 0;
  found_until_ = 0;
}

void TextMatcher::collect(const HeldText& held, bool is_last, hs_scratch_t* scratch) {
  collect_everywhere(held, scratch);
  const std::size_t known_runs = runs_.empty() ? 0 : runs_.size() - 1;  // the last may have grown
  {
    ScanProfile* const profile = finder_.profile();
    const Stopwatch watch(profile != nullptr ? &profile->marking_seconds : nullptr);
    if (is_last)
      marker_.finish(held.bytes, held.offset, runs_);
    else
      marker_.read(held.bytes, held.offset, runs_);
  }
  for (Windows& windows : windows_) {
    for (std::size_t i = known_runs; i < runs_.size(); ++i) windows.add(runs_[i]);
  }
  for (std::size_t part = 0; part < windows_.size(); ++part) {
    // A run that is not yet known may begin where the known ones end, and its window before.
    const std::size_t until =
        is_last ? held.end() : less(marker_.decided(), windows_[part].before());
    collect_near_runs(held, part, until, scratch);
  }
}

bool TextMatcher::any_far_across(const HeldText& held, std::span<const model::Range> stretches,
                                 hs_scratch_t* scratch) const {
  bool any = false;
  for (const auto& part : engine_.parts()) {
    if (part->far_across.get() == nullptr) continue;
    for (const model::Range& range : stretches) {
      scan_block(part->far_across.get(), held.between(range.begin, range.end), scratch,
                 on_any_match, &any);
      if (any) return true;
    }
  }
  return false;
}

void TextMatcher::collect_changes(const HeldText& held, const ChangedText& changed,
                                  hs_scratch_t* scratch) {
  for (const model::Range& range : changed.everywhere()) {
    known_ = range.begin;
    collect_everywhere({held.between(range.begin, range.end), range.begin}, scratch);
  }
  list_runs(held.bytes, changed, marker_, runs_of_changed_);
  select_runs(runs_of_changed_, changed.around_runs(), runs_);
  for (std::size_t part = 0; part < windows_.size(); ++part) {
    for (const model::Range& run : runs_) windows_[part].add(run);
    collect_near_runs(held, part, held.end(), scratch);
  }
}

void TextMatcher::find_by_words(const MatchFinder::Target& target, hs_scratch_t* scratch) {
  const model::Range all{0, target.held.end()};
  for (ByWords& rules : by_words_) rules.find(all, runs_, {scratch, finder_, target});
}

void TextMatcher::collect_everywhere(const HeldText& held, hs_scratch_t* scratch) {
  for (std::size_t i = 0; i < engine_.parts().size(); ++i) {
    const EnginePart& part = *engine_.parts()[i];
    const std::size_t begin =
        std::max(held.offset, less(known_, part.view.limits.everywhere_width));
    pieces_.assign(1, {0, {begin, held.end()}});
    scan(part.everywhere, i, held.between(begin, held.end()), known_, scratch);
    find_short_words(i, held.between(begin, held.end()));
  }
  known_ = held.end();
}

/// In what the database of the whole text has seen, as if it had found them.
void TextMatcher::find_short_words(std::size_t number, std::string_view text) {
  const EnginePart& part = *engine_.parts()[number];
  if (part.short_words.empty()) return;
  ScanProfile* const profile = finder_.profile();
  if (profile != nullptr) profile->of(Layer::AtWords).bytes += text.size();
  const Stopwatch watch(profile != nullptr ? &profile->of(Layer::AtWords).seconds : nullptr);
  finder_.select({&part, pieces_, known_});
  short_words_.clear();
  part.short_words.find(text, short_words_);
  const auto words = static_cast<unsigned>(part.view.rules.size() + 1);
  for (const ShortWordFinder::Hit& hit : short_words_) {
    if (!finder_.add_end(words + hit.number, hit.end))
      throw base::unreadable("matching: out of memory");
  }
}

/// Windows are short and many, and a scan of one costs as much as some hundred bytes: they are
/// scanned together, with bytes between them that few patterns let through. A match that crosses
/// them all the same is none to the expression, which sees the window alone.
void TextMatcher::collect_near_runs(const HeldText& held, std::size_t number, std::size_t until,
                                    hs_scratch_t* scratch) {
  const EnginePart& part = *engine_.parts()[number];
  const Windows& windows = windows_[number];
  std::size_t& known = near_known_[number];
  if (until <= known || part.near_runs.get() == nullptr) return;
  gathered_.clear();
  pieces_.clear();
  for (auto window = windows.behind(known); window != windows.end() && window->begin < until;
       ++window) {
    const model::Range range{
        std::max({held.offset, window->begin, less(known, part.view.limits.near_width)}),
        std::min(window->end, until)};
    if (range.size() > kMaxGathered) {  // is not copied
      scan_gathered(number, known, scratch);
      pieces_.assign(1, {0, range});
      scan(part.near_runs, number, held.between(range.begin, range.end), known, scratch);
      pieces_.clear();
      continue;
    }
    pieces_.push_back({gathered_.size(), range});
    gathered_ += held.between(range.begin, range.end);
    gathered_ += kBetweenWindows;
    if (gathered_.size() > kMaxGathered) scan_gathered(number, known, scratch);
  }
  scan_gathered(number, known, scratch);
  known = until;
}

void TextMatcher::scan_gathered(std::size_t part, std::size_t known, hs_scratch_t* scratch) {
  if (!pieces_.empty()) scan(engine_.parts()[part]->near_runs, part, gathered_, known, scratch);
  gathered_.clear();
  pieces_.clear();
}

void TextMatcher::scan(const Database& database, std::size_t part, std::string_view text,
                       std::size_t known, hs_scratch_t* scratch) {
  if (database.get() == nullptr) return;
  const EnginePart& from = *engine_.parts()[part];
  finder_.select({&from, pieces_, known});
  double* seconds = nullptr;
  if (ScanProfile* const profile = finder_.profile()) {
    ScanProfile::LayerTime& time =
        profile->of(&database == &from.everywhere ? Layer::Everywhere : Layer::NearRuns);
    time.bytes += text.size();
    seconds = &time.seconds;
  }
  const Stopwatch watch(seconds);
  scan_block(database.get(), text, scratch, on_match, &finder_);
}

void TextMatcher::find_until(std::size_t limit, const MatchFinder::Target& target,
                             hs_scratch_t* scratch) {
  finder_.find_until(limit, windows_, target);
  ScanProfile* const profile = finder_.profile();
  const Stopwatch watch(profile != nullptr ? &profile->places_seconds : nullptr);
  for (ByWords& rules : by_words_)
    rules.find({found_until_, limit}, runs_, {scratch, finder_, target});
  found_until_ = limit;
  const auto done = std::find_if(runs_.begin(), runs_.end(),
                                 [limit](const model::Range& run) { return run.end > limit; });
  runs_.erase(runs_.begin(), done);
  for (Windows& windows : windows_) windows.drop_before(limit);
}

}  // namespace veto::match
