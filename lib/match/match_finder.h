// From the ends of matches, which is all that the databases report, to the matches. Not for other
// folders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "match/engine_impl.h"
#include "match/profile.h"
#include "match/scanner.h"
#include "match/windows.h"

namespace veto::match {

/// Collects the ends that the databases report for one text, and finds the matches.
class MatchFinder {
 public:
  explicit MatchFinder(const Engine::Impl& engine);

  /// Forgets the text before.
  void begin_text();
  /// A piece of the text, and where it stands in what is scanned.
  struct Piece {
    std::size_t at = 0;
    model::Range text;
  };
  /// What is scanned from now on: pieces of the text one behind the other, with a database of a
  /// part, of which only ends behind `known` are new.
  struct Source {
    const EnginePart* part = nullptr;
    std::span<const Piece> pieces;
    std::size_t known = 0;
  };
  void select(const Source& source) noexcept { source_ = source; }
  /// Collects an end; false when there is no memory. Does not throw: the engine is C.
  [[nodiscard]] bool add_end(unsigned pattern, std::size_t end) noexcept;
  [[nodiscard]] bool is_waiting() const noexcept { return !events_.empty(); }

  struct Target {
    const HeldText& held;
    HeldLines& lines;
    const OnHit& on_hit;
  };
  /// The windows of each part of the engine, in which rules near runs match.
  using PartWindows = std::vector<Windows>;

  /// One rule ended to match at `first` and at each offset up to `last`. Open repeats match again
  /// at every byte, so that runs keep the list short. Of rules at words: where they may begin.
  struct Event {
    std::uint32_t rule;
    std::size_t first;
    std::size_t last;
  };
  /// Where the next match of a rule may begin, and where it may end at the earliest.
  struct Progress {
    std::size_t begin = 0;
    std::size_t end = 1;
    friend bool operator==(const Progress&, const Progress&) = default;
  };

  /// Finds the matches that end at `limit` or before. Those ends are forgotten.
  void find_until(std::size_t limit, const PartWindows& windows, const Target& target);
  /// The events at `limit` or before, by rule and place; they are forgotten with the next call.
  [[nodiscard]] const std::vector<Event>& take_until(std::size_t limit);
  void find_matches(const Event& event, const PartWindows& windows, const Target& target);

  struct Found {
    std::size_t rule = 0;
    std::size_t event = 0;  ///< where it was found, as in Event; of rules by words: its begin
    model::Range match;
    model::Range secret;
  };
  /// Offers a match as a candidate, unless it begins in one of its rule that was taken.
  void offer(const Found& found, const Target& target);
  /// What the receiver says of it.
  [[nodiscard]] Answer judge(const Found& found, const Target& target) const;
  /// Goes on behind a candidate of which the answer is known.
  void settle(const Found& found, Answer answer);
  [[nodiscard]] const Progress& progress(std::size_t rule) const { return progress_[rule]; }
  [[nodiscard]] static Progress progress_behind(const Found& found, bool is_taken) noexcept;

  /// Who else wants to know of candidates.
  class Listener {
   public:
    virtual ~Listener() = default;
    /// Of a match that is offered. False: the listener takes care of it, nothing is done.
    virtual bool on_offer(const Found& found) = 0;
    virtual void on_settled(const Found& found, Answer answer) = 0;
  };
  void set_listener(Listener* listener) noexcept { listener_ = listener; }

  /// Counts and times each rule from now on; nullptr for none.
  void set_profile(ScanProfile* profile) noexcept { profile_ = profile; }
  [[nodiscard]] ScanProfile* profile() const noexcept { return profile_; }

  /// Ends at which no match was found, since construction.
  [[nodiscard]] std::size_t disagreements() const noexcept { return disagreements_; }

 private:
  [[nodiscard]] bool add_word(const EnginePart& part, std::size_t number, std::size_t end) noexcept;
  [[nodiscard]] bool add_event(std::size_t rule, std::size_t at) noexcept;
  void clear_events();
  /// Fills pending_ with what is taken, by rule and place.
  void sort_taken();
  void find_by_ends(const Event& event, const PartWindows& windows, const Target& target);
  void find_by_begins(const Event& event, const Target& target);
  /// Whether a match begins there; offers it.
  bool match_at(const Event& event, std::size_t begin, std::size_t limit, const Target& target);

  const Engine::Impl& engine_;
  std::vector<Event> events_;
  std::vector<std::uint32_t> latest_;  // of each rule: its last event in events_
  Source source_;
  std::vector<Event> taken_;
  std::vector<Event> pending_;
  std::vector<std::uint32_t> rules_;   // that have events in taken_
  std::vector<std::uint32_t> places_;  // of each rule: for its next event in pending_; else 0
  std::vector<Progress> progress_;     // of each rule
  std::vector<std::size_t> touched_;   // rules whose progress is not at its start
  std::size_t disagreements_ = 0;
  ScanProfile* profile_ = nullptr;
  Listener* listener_ = nullptr;
};

}  // namespace veto::match
