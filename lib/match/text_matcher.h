// One text against all layers of an engine (match/placement.h). Text may come in pieces, of which
// only the end is held: databases are run on what is new and on as much before it as their widest
// match, and only ends in what is new count. So pieces and the whole give the same candidates. Not
// for other folders.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/by_words.h"
#include "match/changed_text.h"
#include "match/engine_impl.h"
#include "match/match_finder.h"
#include "match/scanner.h"
#include "match/token_runs.h"
#include "match/windows.h"

namespace veto::match {

/// What must stay of the text before a piece so that a match that ends in it can be confirmed: its
/// window, and the bytes that later pieces have to bring for the windows of matches that are
/// waiting.
inline constexpr std::size_t kKept =
    kWindowBefore + kMaxPatternWidth + kWindowBehind + kMaxPatternWidth;

class TextMatcher {
 public:
  explicit TextMatcher(const Engine::Impl& engine);

  /// Forgets the text before.
  void begin_text();
  /// Takes what is new at the end of `held`, of which at least the kKept bytes before are there
  /// too.
  void collect(const HeldText& held, bool is_last, hs_scratch_t* scratch);
  /// Whether a rule that goes far across lines (match/rule_extent.h) matches within a stretch.
  [[nodiscard]] bool any_far_across(const HeldText& held, std::span<const model::Range> stretches,
                                    hs_scratch_t* scratch) const;
  /// Takes what must be looked at of a changed text, which is held as a whole.
  void collect_changes(const HeldText& held, const ChangedText& changed, hs_scratch_t* scratch);
  /// All marked runs of the text, if it is held as a whole; known once it has been collected, until
  /// anything is found.
  [[nodiscard]] std::span<const model::Range> runs() const noexcept {
    return runs_of_changed_.empty() ? runs_ : runs_of_changed_;
  }
  /// Offers the candidates of rules by words in what has been collected.
  void find_by_words(const MatchFinder::Target& target, hs_scratch_t* scratch);
  [[nodiscard]] MatchFinder& finder() noexcept { return finder_; }
  [[nodiscard]] const MatchFinder::PartWindows& windows() const noexcept { return windows_; }

  /// Nothing has been found that find_until could make a candidate of.
  [[nodiscard]] bool is_idle() const noexcept { return !finder_.is_waiting() && runs_.empty(); }
  /// Finds the candidates that end at `limit` or before, and may be those that begin before it.
  void find_until(std::size_t limit, const MatchFinder::Target& target, hs_scratch_t* scratch);

  /// Counts and times layers and rules from now on; nullptr for none.
  void set_profile(ScanProfile* profile) noexcept { finder_.set_profile(profile); }

  /// Ends at which no match was found, since construction.
  [[nodiscard]] std::size_t disagreements() const noexcept { return finder_.disagreements(); }

 private:
  void collect_everywhere(const HeldText& held, hs_scratch_t* scratch);
  void find_short_words(std::size_t part, std::string_view text);
  /// `until`: windows are known up to there.
  void collect_near_runs(const HeldText& held, std::size_t part, std::size_t until,
                         hs_scratch_t* scratch);
  void scan(const Database& database, std::size_t part, std::string_view text, std::size_t known,
            hs_scratch_t* scratch);
  void scan_gathered(std::size_t part, std::size_t known, hs_scratch_t* scratch);

  const Engine::Impl& engine_;
  MatchFinder finder_;
  RunMarker marker_;
  std::vector<ByWords> by_words_;              // for each part
  std::vector<model::Range> runs_;             // marked, and not yet done with
  std::vector<model::Range> runs_of_changed_;  // all of a changed text; in runs_ are those wanted
  MatchFinder::PartWindows windows_;           // for each part
  std::vector<std::size_t> near_known_;        // for each part: ends up to here are collected
  std::vector<ShortWordFinder::Hit> short_words_;
  std::string gathered_;  // windows that are scanned together
  std::vector<MatchFinder::Piece> pieces_;
  std::size_t known_ = 0;        // the same, of rules everywhere
  std::size_t found_until_ = 0;  // what begins before has been found, of rules by words
};

}  // namespace veto::match
