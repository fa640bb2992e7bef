// Rules by words (match/placement.h): a match is a candidate when
//   - it begins in a marked run that is no data, or at most Shape::before bytes before one;
//   - it begins and ends where a token does: no character of its alphabet (Shape::alphabet) stands
//     before it, unless that ends an escape or the match has a lead (Shape::lead); behind it stands
//     neither a letter nor a digit, nor joiners [_+/-] of its alphabet that lead to one;
//   - the token at its beginning holds what random ones do (Shape::required);
//   - a context word of the rule stands within its distance before the match or behind it.
// The work follows the tokens that some shape fits, then the words beside them, and only there asks
// which shapes: hundreds of rules cost no more than one. Not for other folders.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
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
  ByWords(ByWords&&) noexcept;
  ~ByWords();

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
  /// Where a match may begin: at a token, or at a byte that is in no alphabet.
  struct Place {
    std::size_t begin = 0;
    std::size_t run_begin = 0;  // of the marked run beside it
    std::uint32_t length = 0;   // of the token; 0 for a lead
    std::uint32_t trimmed = 0;  // without the joiners at its end
    std::uint8_t classes = 0;   // of what is trimmed
    std::uint32_t tried = kNone;
  };
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  /// What became of a shape at a place. Those of one place are a list.
  struct Tried {
    std::uint16_t shape = 0;
    bool is_match = false;
    std::uint32_t before = kNone;  // the one tried before
    model::Range match;
    model::Range secret;
  };
  /// Places in the order of the text, and the shapes that they may have.
  struct Places {
    std::vector<std::uint16_t> shapes;
    std::size_t before = 0;  // the most bytes that a match can have before its marked stretch
    std::vector<Place> list;
  };
  /// How far from a token its words may stand.
  struct Reach {
    std::uint32_t before = 0;
    std::uint32_t behind = 0;
  };
  /// What is known of tokens by length and classes alone.
  struct TokenKind {
    Reach reach;                        ///< of shapes that fit all of them
    std::vector<std::uint16_t> shapes;  ///< those that look at the bytes, too
  };
  struct WordHit {
    std::uint32_t number;
    model::Range range;
  };
  /// A candidate: a rule of this part, and what was tried for it.
  struct Found {
    std::uint32_t rule;
    std::size_t begin;
    std::uint32_t tried;
    friend auto operator<=>(const Found&, const Found&) = default;
  };
  /// Kinds of tokens, as far as they have been asked for.
  class KindTable;

  void add_tokens(const model::Range& range, Places& places, const model::Range& run,
                  const Job& job);
  struct Token {
    std::string_view text;
    std::size_t begin = 0;
    std::uint8_t classes = 0;
  };
  void add_token(const Token& token, Places& places, const model::Range& run, const Job& job);
  void add_leads(const model::Range& range, const model::Range& run, const Job& job);
  void add_place(const Place& place, const Reach& reach, Places& places, const Job& job);
  [[nodiscard]] Places& places_of(const Shape& shape) noexcept;
  [[nodiscard]] TokenKind kind_of(const Places& places, const Place& place) const;
  [[nodiscard]] Reach reach_of(const Places& places, const Place& place, std::string_view text);
  static void widen(Reach& reach, const Shape& shape) noexcept;
  [[nodiscard]] static bool has_shape(const Place& place, const Shape& shape) noexcept;
  [[nodiscard]] bool may_begin_with(const Shape& shape, std::string_view text) const;
  [[nodiscard]] bool may_have(const Place& place, const Shape& shape, const HeldText& held) const;
  void finish_group(const Job& job);
  void clear() noexcept;
  void find_beside(const WordHit& word, const HeldText& held, ScanProfile* profile);
  [[nodiscard]] std::uint32_t try_shape(Place& place, std::uint32_t rule, const HeldText& held);

  const Engine::Impl& engine_;
  const EnginePart& part_;
  Places token_places_;  // of [A-Za-z0-9_-]
  Places run_places_;    // of tokens that may hold [+/]
  Places lead_places_;
  std::array<bool, 256> is_lead_{};
  std::array<std::unique_ptr<KindTable>, 2> kinds_;
  model::Range group_;  // where words of the places that are being collected may stand
  std::size_t count_ = 0;
  std::vector<Tried> tried_;
  std::vector<WordHit> words_;
  std::size_t words_offset_ = 0;  // of the text that is scanned for words
  std::vector<Found> found_;
};

}  // namespace veto::match
