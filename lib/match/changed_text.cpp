#include "match/changed_text.h"

#include <algorithm>
#include <cstring>

#include "match/token_runs.h"

namespace veto::match {
namespace {

constexpr std::size_t kNoPlace = std::string_view::npos;
/// What is kept in shorter stretches counts as changed.
constexpr std::size_t kLeastKept = 128;
/// How far line feeds are looked for.
constexpr std::size_t kLongestLine = 2048;
/// A word within that many bytes behind a change is looked at again, so that what was found in the
/// change matters no more for the words behind (Clean::expiry).
constexpr std::size_t kWordsBehind = 132;
/// Stretches that are looked at are joined over shorter gaps: to begin anew takes as long.
constexpr std::size_t kGap = 64;

/// What takes how long, per byte and for each kept stretch.
constexpr std::size_t kCostEverywhere = 6;
constexpr std::size_t kCostMarking = 2;
constexpr std::size_t kCostRuns = 2;
constexpr std::size_t kCostFar = 1;
constexpr std::size_t kCostWhole = kCostEverywhere + kCostMarking + kCostRuns;
constexpr std::size_t kCostKept = 1000;

std::size_t sum(std::span<const model::Range> ranges) noexcept {
  std::size_t size = 0;
  for (const model::Range& range : ranges) size += range.size();
  return size;
}

std::size_t less(std::size_t value, std::size_t by) noexcept {
  return value - std::min(value, by);
}

bool is_run(char c) noexcept {
  return is_run_byte(static_cast<unsigned char>(c));
}

std::optional<std::size_t> next_line_feed(std::string_view text, std::size_t from,
                                          std::size_t to) noexcept {
  to = std::min(to, from + kLongestLine);
  if (from >= to) return std::nullopt;
  const std::size_t at = text.substr(from, to - from).find('\n');
  if (at == std::string_view::npos) return std::nullopt;
  return from + at;
}

/// Behind the last line feed.
std::optional<std::size_t> line_begin(std::string_view text, std::size_t from,
                                      std::size_t to) noexcept {
  from = std::max(from, less(to, kLongestLine));
  if (from >= to) return std::nullopt;
  const void* const at = ::memrchr(text.data() + from, '\n', to - from);
  if (at == nullptr) return std::nullopt;
  return static_cast<std::size_t>(static_cast<const char*>(at) - text.data()) + 1;
}

}  // namespace

void ChangedText::read(const Text& text, const RuleExtents& extents) {
  text_ = text.text;
  extents_ = &extents;
  is_worthwhile_ = false;
  kept_.clear();
  bases_.clear();
  for (std::vector<model::Range>* ranges : {&everywhere_, &around_runs_, &far_across_, &changed_})
    ranges->clear();
  list_kept(text);
  const std::size_t as_a_whole = kCostWhole * text_.size();
  if (least_cost() >= as_a_whole) return;
  for (Kept& kept : kept_) find_lines(kept);
  list_regions();
  is_worthwhile_ = cost() < as_a_whole;
}

/// What the changes alone take, without anything beside them.
std::size_t ChangedText::least_cost() const noexcept {
  std::size_t size = text_.size();
  for (const Kept& kept : kept_) size -= kept.to - kept.from;
  return kCostWhole * size + kCostKept * kept_.size();
}

std::size_t ChangedText::cost() const noexcept {
  return kCostEverywhere * sum(everywhere_) + kCostMarking * sum(changed_) +
         kCostRuns * sum(around_runs_) + kCostFar * sum(far_across_) + kCostKept * kept_.size();
}

void ChangedText::list_kept(const Text& text) {
  for (const auto& [copy, base] : text.copies) {
    Kept kept;
    kept.begin = copy.target;
    kept.end = copy.target + copy.size;
    kept.shift = static_cast<std::ptrdiff_t>(copy.base) - static_cast<std::ptrdiff_t>(copy.target);
    kept.is_at_begin = copy.target == 0 && copy.base == 0;
    kept.is_at_end = kept.end == text.size && copy.base + copy.size == base->text_size;
    if (kept.is_at_end) kept.end = text_.size();  // the added line feed is added to both
    if (!trim_runs(kept)) continue;
    kept.base = number_of(base);
    kept_.push_back(kept);
  }
}

/// Copies of the same text mostly follow each other.
std::size_t ChangedText::number_of(const ScanNotes* base) {
  if (!kept_.empty() && bases_[kept_.back().base] == base) return kept_.back().base;
  const auto found = std::find(bases_.begin(), bases_.end(), base);
  if (found == bases_.end()) return bases_.push_back(base), bases_.size() - 1;
  return static_cast<std::size_t>(found - bases_.begin());
}

/// False when nothing worth while is left.
bool ChangedText::trim_runs(Kept& kept) const noexcept {
  if (kept.end - kept.begin < kLeastKept) return false;
  kept.from = kept.begin;
  kept.to = kept.end;
  while (!kept.is_at_begin && kept.from < kept.to && is_run(text_[kept.from])) ++kept.from;
  while (!kept.is_at_end && kept.to > kept.from && is_run(text_[kept.to - 1])) --kept.to;
  return kept.to - kept.from >= kLeastKept;
}

void ChangedText::find_lines(Kept& kept) const noexcept {
  const auto end_behind = [&](std::size_t reach) {
    return next_line_feed(text_, kept.from + reach, kept.to);
  };
  const auto begin_before = [&](std::size_t reach) {
    return line_begin(text_, kept.from, less(kept.to, reach));
  };
  kept.line_end = end_behind(0);
  kept.line_end_by_run = end_behind(extents_->run_reach);
  kept.line_begin = begin_before(0);
  if (kept.line_begin) kept.line_before = line_begin(text_, kept.from, *kept.line_begin - 1);
  kept.line_begin_by_run = begin_before(extents_->run_reach);
  kept.line_begin_by_words = begin_before(extents_->word_reach);
}

std::optional<ChangedText::Clean> ChangedText::clean(const Kept& kept,
                                                     const RuleExtent& rule) const noexcept {
  Clean clean;
  clean.begin = first_clean(kept, rule, clean.expiry);
  clean.end = end_of_clean(kept, rule);
  if (clean.begin >= clean.end) return std::nullopt;
  return clean;
}

std::size_t ChangedText::first_clean(const Kept& kept, const RuleExtent& rule,
                                     std::size_t& expiry) const noexcept {
  expiry = 0;
  if (kept.is_at_begin) return 0;
  std::size_t reach = 0;
  std::optional<std::size_t> line_end = kept.line_end;
  switch (rule.layer) {
    case Layer::AtWords:
      if (rule.is_far_across) return expiry = kept.from;
      expiry = kept.from + std::min(rule.width, kWordsBehind) + 1;
      return expiry = std::min(expiry, kept.line_end.value_or(expiry) + 1);
    case Layer::ByWords:
      return expiry = kept.from + extents_->word_reach + 1;
    case Layer::NearRuns:
      reach = extents_->run_reach;
      line_end = kept.line_end_by_run;
      break;
    case Layer::Everywhere:
      break;
  }
  // A match that ends further away begins behind the change; one within a line, behind the changed
  // lines, of which it may end with the line feed.
  const std::size_t far = kept.from + reach + rule.width;
  if (rule.is_within_line() && line_end && *line_end <= far) {
    expiry = *line_end + 1;
    return expiry + 1;
  }
  expiry = kept.from + reach;
  return far + 1;
}

std::size_t ChangedText::end_of_clean(const Kept& kept, const RuleExtent& rule) const noexcept {
  if (kept.is_at_end) return text_.size() + 1;
  std::size_t reach = 0;
  std::optional<std::size_t> begin;  // of what a match within a line does not leave
  switch (rule.layer) {
    case Layer::NearRuns:
      reach = extents_->run_reach;
      begin = kept.line_begin_by_run;
      break;
    case Layer::ByWords:
      reach = extents_->word_reach;
      begin = kept.line_begin_by_words;
      break;
    case Layer::Everywhere:
      begin = kept.line_begin;
      break;
    case Layer::AtWords:
      begin = rule.lines == Lines::Two ? kept.line_before : kept.line_begin;
      break;
  }
  // Of a far rule, no match begins as near to the change as it is wide, or the text is scanned as a
  // whole.
  if (rule.is_far_across && rule.layer == Layer::Everywhere) return kept.to + 1;
  const std::size_t near = less(kept.to, reach + rule.width);
  const bool is_at_end = rule.layer == Layer::Everywhere || rule.layer == Layer::NearRuns;
  const bool is_within =
      rule.is_within_line() || (rule.layer == Layer::AtWords && rule.lines == Lines::Two);
  if (!is_within || !begin) return near;
  return std::max(near, *begin + (is_at_end ? 1 : 0));  // one may end where the line begins
}

/// The changes are what is between the kept stretches. Events are looked for as far as clean()
/// says, in the text that they need around them.
void ChangedText::list_regions() {
  for (std::size_t i = 0; i <= kept_.size(); ++i) {
    const Kept* before = i > 0 ? &kept_[i - 1] : nullptr;
    const Kept* behind = i < kept_.size() ? &kept_[i] : nullptr;
    if ((before != nullptr && before->is_at_end) || (behind != nullptr && behind->is_at_begin))
      continue;
    const Reaches begin = before != nullptr ? begins_before(*before) : Reaches{0, 0, 0};
    const Reaches end = behind != nullptr ? ends_behind(*behind)
                                          : Reaches{text_.size(), text_.size(), text_.size()};
    add_region(everywhere_, begin.everywhere, end.everywhere);
    add_region(around_runs_, begin.runs, end.runs);
    if (extents_->far_across > 0) add_region(far_across_, begin.far, end.far);
    changed_.push_back(
        {before != nullptr ? before->to : 0, behind != nullptr ? behind->from : text_.size()});
  }
}

ChangedText::Reaches ChangedText::begins_before(const Kept& kept) const noexcept {
  const RuleExtents& all = *extents_;
  const auto before = [&kept](std::size_t reach) { return less(kept.to, reach); };
  const auto across = [&](std::size_t width, std::size_t reach) {
    return width == 0 ? kept.to : before(reach);
  };
  const std::size_t lines = std::max(2 * all.everywhere.across_lines, all.at_words.across_lines);
  const std::size_t line = std::max(2 * all.everywhere.within_line, all.at_words.within_line);
  const std::size_t two_lines =
      std::max(before(all.at_words_two_lines), kept.line_before.value_or(0));
  const std::size_t near =
      kept.line_begin_by_run.value_or(before(2 * all.near_runs.within_line + all.run_reach));
  const std::size_t words =
      kept.line_begin_by_words.value_or(before(all.by_words.within_line + all.word_reach));
  const Widths& runs = all.near_runs;
  const Widths& by_words = all.by_words;
  return {std::min({before(lines), kept.line_begin.value_or(before(line)), two_lines}),
          std::min({across(runs.across_lines, 2 * (runs.across_lines + all.run_reach)),
                    across(by_words.across_lines,
                           by_words.across_lines + all.word_reach + all.before_run),
                    less(near, all.run_reach), less(words, all.before_run)}),
          before(all.far_across)};
}

ChangedText::Reaches ChangedText::ends_behind(const Kept& kept) const noexcept {
  const RuleExtents& all = *extents_;
  const std::size_t from = kept.from;
  const std::size_t line = kept.line_end.value_or(from + all.everywhere.within_line);
  const std::size_t words = std::min(from + kWordsBehind, kept.line_end.value_or(kNoPlace));
  const std::size_t near =
      kept.line_end_by_run.value_or(from + 2 * all.near_runs.within_line + all.run_reach);
  const std::size_t runs = all.near_runs.across_lines;
  return {std::max({from + all.everywhere.across_lines, words + all.first_word, line}) + 1,
          std::max({runs == 0 ? from : from + 2 * (runs + all.run_reach), near + all.run_reach,
                    from + all.word_reach + all.before_run}) +
              1,
          from + all.far_across + 1};
}

/// Regions that meet are one.
void ChangedText::add_region(std::vector<model::Range>& regions, std::size_t begin,
                             std::size_t end) const {
  end = std::min(end, text_.size());
  while (!regions.empty() && regions.back().end + kGap >= begin) {
    begin = std::min(begin, regions.back().begin);
    end = std::max(end, regions.back().end);
    regions.pop_back();
  }
  regions.push_back({begin, end});
}

}  // namespace veto::match
