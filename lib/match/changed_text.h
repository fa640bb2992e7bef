// A text that is made of other ones, its bases: what of it stands in a base as well, and how far
// the rest, the changes, has an effect.
//
// Where a rule matches depends on the text around, as far as RuleExtents say. Beyond that from
// every change, a rule has the candidates that it has in the base at the same place. Places are
// those of events (MatchFinder::Found): the end of a match, or its begin for rules at words and by
// words. Not for other folders.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "match/rule_extent.h"
#include "match/scan_notes.h"
#include "model/verdict.h"

namespace veto::match {

/// A stretch that stands in a base, too.
struct Kept {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::ptrdiff_t shift = 0;  ///< what to add to a place to have that in the base
  std::size_t base = 0;      ///< which one: a number in ChangedText::bases()
  bool is_at_begin = false;  ///< of both texts
  bool is_at_end = false;
  /// The same without the parts of runs at its ends, which go on in the changes.
  std::size_t from = 0;
  std::size_t to = 0;
  /// Line feeds near its ends: the first behind `from`, a run's reach further, the last before
  /// `to`, the reaches of runs and of words earlier. Nothing if there is none near by.
  std::optional<std::size_t> line_end;
  std::optional<std::size_t> line_end_by_run;
  std::optional<std::size_t> line_begin;
  std::optional<std::size_t> line_before;  ///< the line before that one
  std::optional<std::size_t> line_begin_by_run;
  std::optional<std::size_t> line_begin_by_words;

  [[nodiscard]] std::size_t in_base(std::size_t place) const noexcept {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(place) + shift);
  }
};

class ChangedText {
 public:
  /// `text` ends with a line feed, which is not counted in `size` if it is not the text's own.
  struct Text {
    std::string_view text;
    std::size_t size = 0;
    std::span<const NotedCopy> copies;  ///< in the order of the text
  };
  /// What was known of another text is forgotten; its memory is used again.
  void read(const Text& text, const RuleExtents& extents);

  /// Whether so much is kept that it pays to look at the rest only.
  [[nodiscard]] bool is_worthwhile() const noexcept { return is_worthwhile_; }
  [[nodiscard]] std::span<const Kept> kept() const noexcept { return kept_; }
  /// Notes of the texts in which it is kept.
  [[nodiscard]] std::span<const ScanNotes* const> bases() const noexcept { return bases_; }

  /// Where a rule's events, in [begin, end), are those of the base; if the next match could begin
  /// at `expiry` in both texts, whatever was found before.
  struct Clean {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t expiry = 0;
  };
  /// nullopt when the changes on both sides leave nothing.
  [[nodiscard]] std::optional<Clean> clean(const Kept& kept, const RuleExtent& rule) const noexcept;

  /// The text in which all other events can be seen: by the database of the whole text, and by
  /// those of the marked runs that reach into `around_runs`.
  [[nodiscard]] std::span<const model::Range> everywhere() const noexcept { return everywhere_; }
  [[nodiscard]] std::span<const model::Range> around_runs() const noexcept { return around_runs_; }
  /// All between the kept stretches without their parts of runs: the runs in it, which do not go on
  /// beyond, are those that may not be the base's.
  [[nodiscard]] std::span<const model::Range> changed() const noexcept { return changed_; }
  /// Where rules that go far across lines must not match at all: their events are not looked for.
  [[nodiscard]] std::span<const model::Range> far_across() const noexcept { return far_across_; }

 private:
  void list_kept(const Text& text);
  [[nodiscard]] std::size_t number_of(const ScanNotes* base);
  [[nodiscard]] std::size_t least_cost() const noexcept;
  [[nodiscard]] std::size_t cost() const noexcept;
  [[nodiscard]] bool trim_runs(Kept& kept) const noexcept;
  void find_lines(Kept& kept) const noexcept;
  /// Where the regions beside a kept stretch begin or end.
  struct Reaches {
    std::size_t everywhere = 0;
    std::size_t runs = 0;
    std::size_t far = 0;
  };
  void list_regions();
  [[nodiscard]] Reaches begins_before(const Kept& kept) const noexcept;
  [[nodiscard]] Reaches ends_behind(const Kept& kept) const noexcept;
  void add_region(std::vector<model::Range>& regions, std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::size_t first_clean(const Kept& kept, const RuleExtent& rule,
                                        std::size_t& expiry) const noexcept;
  [[nodiscard]] std::size_t end_of_clean(const Kept& kept, const RuleExtent& rule) const noexcept;

  std::string_view text_;
  const RuleExtents* extents_ = nullptr;
  bool is_worthwhile_ = false;
  std::vector<Kept> kept_;
  std::vector<const ScanNotes*> bases_;
  std::vector<model::Range> everywhere_;
  std::vector<model::Range> around_runs_;
  std::vector<model::Range> far_across_;
  std::vector<model::Range> changed_;
};

}  // namespace veto::match
