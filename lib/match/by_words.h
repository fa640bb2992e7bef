// Rules by words (match/placement.h): a match is a candidate when
//   - it begins in a marked run that is no data, or at most Shape::before bytes before one;
//   - it begins and ends where a token does: no character of its alphabet (Shape::alphabet) stands
//     before it, unless that ends an escape or the match has a lead (Shape::lead); behind it stands
//     neither a letter nor a digit, nor joiners [_+/-] of its alphabet that lead to one;
//   - the token at its beginning holds what random ones do (Shape::required);
//   - a context word of the rule stands within its distance before the match or behind it.
// The work follows the tokens that have a shape, then the words beside them: hundreds of rules of
// one shape cost no more than one. Not for other folders.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "match/engine_impl.h"
#include "match/match_finder.h"
#include "match/windows.h"

namespace veto::match {

/// Whether a match of that shape may begin or end there.
[[nodiscard]] bool may_begin(const HeldText& held, std::size_t at, const Shape& shape) noexcept;
[[nodiscard]] bool may_end(const HeldText& held, std::size_t at, const Shape& shape) noexcept;

/// Finds the candidates of a part's rules by words. One a thread.
class ByWords {
 public:
  ByWords(const Engine::Impl& engine, const EnginePart& part);

  struct Job {
    hs_scratch_t* scratch;
    MatchFinder& finder;
    const MatchFinder::Target& target;
  };
  /// Offers the candidates that begin within `begins`. All marked runs that end behind its begin
  /// are among `runs`, in order; the text is held as far around as words may stand.
  void find(const model::Range& begins, std::span<const model::Range> runs, const Job& job);

  /// Collects a word; false when there is no memory. Does not throw: the engine is C.
  [[nodiscard]] bool add_word(unsigned word, std::size_t end) noexcept;

 private:
  enum class State : std::uint8_t { Unknown, None, Match };
  /// Where a match of a shape may begin.
  struct Place {
    std::size_t begin = 0;
    std::uint16_t shape = 0;
    State state = State::Unknown;
    model::Range match;
    model::Range secret;
  };
  /// In the held text, by its offsets.
  struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;
    unsigned classes = 0;
  };
  static constexpr unsigned kUnknown = ~0U;
  struct Word {
    std::uint32_t number;
    model::Range range;
  };
  /// A candidate: a rule of this part, and one of the group's places.
  struct RuleAt {
    std::uint32_t rule;
    std::uint32_t place;
    friend auto operator<=>(const RuleAt&, const RuleAt&) = default;
  };

  void add_tokens(const model::Range& range, std::uint8_t alphabet, const model::Range& run,
                  const Job& job);
  void add_token(const Token& token, std::uint8_t alphabet, const model::Range& run,
                 const Job& job);
  void add_leads(const model::Range& range, const model::Range& run, const Job& job);
  void add_place(std::size_t begin, std::uint16_t shape, const Job& job);
  void finish_group(const Job& job);
  void clear() noexcept;
  void find_beside(const Word& word, const HeldText& held, ScanProfile* profile);
  [[nodiscard]] bool is_match(Place& place, std::uint32_t rule, const HeldText& held) const;

  const Engine::Impl& engine_;
  const EnginePart& part_;
  const ShapeIndex* index_ = nullptr;
  std::vector<Place> places_;  // of the group that is being collected, in the order of the text
  model::Range group_;         // where words of these places may stand
  std::vector<std::vector<std::uint32_t>> by_shape_;  // numbers of its places
  std::vector<Word> words_;
  std::size_t words_offset_ = 0;  // of the text that is scanned for words
  std::vector<RuleAt> found_;
};

}  // namespace veto::match
