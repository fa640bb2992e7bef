// From the ends of matches, which is all that the databases report, to the matches. Not for other
// folders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "match/engine_impl.h"
#include "match/scanner.h"

namespace veto::match {

// What must stay of the text before a piece so that a match that ends in it can be confirmed: its
// window, and the bytes that later pieces have to bring for the windows of matches that are
// waiting.
inline constexpr std::size_t kKept =
    kWindowBefore + kMaxPatternWidth + kWindowBehind + kMaxPatternWidth;

/// Collects the ends that the databases report for one text, and finds the matches.
class MatchFinder {
 public:
  explicit MatchFinder(Engine::Impl& engine);

  /// Forgets the text before.
  void begin_text();
  /// Ends that are collected from now on are those of this part of the engine.
  void select_part(std::size_t part);
  /// Collects an end; false when there is no memory. Does not throw: the engine is C.
  [[nodiscard]] bool add_end(unsigned pattern, std::size_t end) noexcept;
  [[nodiscard]] bool is_waiting() const noexcept { return !events_.empty(); }

  struct Target {
    text::LineCounter& lines;
    const OnHit& on_hit;
  };

  /// Finds the matches that end at `limit` or before; offsets are relative to the text, of which
  /// `held` is the part from `held_offset` on. Those ends are forgotten.
  void find_until(std::string_view held, std::size_t held_offset, std::size_t limit,
                  const Target& target);

  /// Ends at which no match was found, since construction.
  [[nodiscard]] std::size_t disagreements() const noexcept { return disagreements_; }

 private:
  /// One rule ended to match at `first` and at each offset up to `last`. Open repeats match again
  /// at every byte, so that runs keep the list short.
  struct Event {
    std::uint32_t rule;
    std::size_t first;
    std::size_t last;
  };
  /// Where the next match of a rule may begin, and where it may end at the earliest.
  struct Progress {
    std::size_t begin = 0;
    std::size_t end = 1;
  };
  struct Found {
    std::size_t rule;
    model::Range match;  // in the held text
    model::Range secret;
  };

  void clear_events();
  void find_matches(std::string_view held, std::size_t held_offset, const Event& event,
                    const Target& target);
  [[nodiscard]] bool emit(std::string_view held, std::size_t held_offset, const Found& found,
                          const Target& target) const;

  Engine::Impl& engine_;
  std::vector<Event> events_;
  std::vector<std::uint32_t> latest_;  // of each rule: its last event in events_
  std::size_t first_rule_ = 0;         // of the part that is being scanned
  std::size_t rule_count_ = 0;
  std::vector<Event> pending_;
  std::vector<Progress> progress_;    // of each rule
  std::vector<std::size_t> touched_;  // rules whose progress is not at its start
  std::size_t disagreements_ = 0;
};

}  // namespace veto::match
