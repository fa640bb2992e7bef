// The candidates of a changed text (match/changed_text.h): those of its bases, as far as no change
// has an effect on them, and in between what is found anew. Rule by rule, in the order of the text,
// exactly as if all of it had been searched.
//
// A candidate whose window has changed is judged again. Where the outcome might have an effect on
// what follows (a rule's next match begins behind one that is taken), nothing is guessed: the text
// is out of step, and has to be scanned as a whole. Not for other folders.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "match/changed_text.h"
#include "match/match_finder.h"
#include "match/scan_notes.h"

namespace veto::match {

/// Notes what becomes of each candidate.
class NoteTaker : public MatchFinder::Listener {
 public:
  /// `room` is filled; it keeps its memory from one text to the next.
  explicit NoteTaker(std::vector<NotedCandidate>& room) : candidates_(room) { room.clear(); }
  bool on_offer(const MatchFinder::Found& /*found*/) override { return true; }
  void on_settled(const MatchFinder::Found& found, Answer answer) override;

  /// The notes, by rule and place. False when they are more than the text, whose size they say, is
  /// worth.
  [[nodiscard]] bool take(ScanNotes& notes);

 private:
  std::vector<NotedCandidate>& candidates_;
};

/// Keeps offered matches for later.
class OfferKeeper final : public MatchFinder::Listener {
 public:
  bool on_offer(const MatchFinder::Found& found) override {
    offers.push_back(found);
    return false;
  }
  void on_settled(const MatchFinder::Found& /*found*/, Answer /*answer*/) override {}

  std::vector<MatchFinder::Found> offers;
};

class DeltaFinder {
 public:
  struct Input {
    const Engine::Impl& engine;
    const ChangedText& text;
    const MatchFinder::PartWindows& windows;
    std::vector<MatchFinder::Found> offers;  ///< of rules by words
  };
  DeltaFinder(Input input, MatchFinder& finder, const MatchFinder::Target& target);

  /// False when the text is out of step.
  [[nodiscard]] bool find();

 private:
  using Events = std::span<const MatchFinder::Event>;
  using Offers = std::span<const MatchFinder::Found>;
  using Candidates = std::span<const NotedCandidate>;

  [[nodiscard]] bool find_rule(std::size_t rule);
  [[nodiscard]] bool carry_all(const Kept& kept, const ChangedText::Clean& clean);
  void find_between(std::size_t begin, std::size_t end);
  [[nodiscard]] bool is_in_step(const Kept& kept, const ChangedText::Clean& clean) const;
  [[nodiscard]] bool carry(const NotedCandidate& candidate, const Kept& kept);

  Input input_;
  MatchFinder& finder_;
  const MatchFinder::Target& target_;
  const RuleExtents& extents_;
  // Of the rule that is being looked for.
  std::size_t rule_ = 0;
  rules::WindowReach window_;
  Events events_;
  std::size_t next_event_ = 0;  // all before end before what is looked for
  Offers offers_;
  std::vector<Candidates> bases_;  // of each base
};

}  // namespace veto::match
