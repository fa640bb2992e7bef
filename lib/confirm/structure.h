// Structures: what a secret must look like inside, beyond its pattern. One file for each, found by
// the name that a rule gives in `confirm.structure` (docs/RULES.md, "Structures").
//
// A structure reads the candidate's window, may find that the secret is longer than the capture,
// may name a lower tier than the rule's (never a higher one), and says in one static sentence why.
// All of them are linear in the window and take any bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "confirm/settings.h"
#include "confirm/sight.h"
#include "model/verdict.h"

namespace veto::confirm {

/// What a structure says of a candidate.
struct Judgement {
  bool accepted = false;
  std::string_view reason = {};  ///< static text; may be empty when accepted
  model::Verified verified = model::Verified::None;
  rules::Tier ceiling = rules::Tier::Block;  ///< the verdict's tier is not above it
  model::Range match = {};                   ///< offsets into the window, as in Verdict
  model::Range secret = {};
  std::string note = {};    ///< what was read in the secret and may be told: an account's number
  std::string detail = {};  ///< the reason in more words, if Settings asks for it
};

/// What a rule with that structure captures of the secret.
enum class Capture : std::uint8_t {
  Whole,      ///< all of it
  Beginning,  ///< its beginning: what follows the capture is no boundary
  Words,      ///< its beginning, in words: placeholder and entropy say nothing
  Anchor,     ///< the line that introduces it: boundary, placeholder and entropy say nothing
};

struct Structure {
  std::string_view name;
  Judgement (*judge)(const model::Candidate& candidate, const Settings& settings);
  Capture capture = Capture::Whole;
  /// The same, if it does not look at all of the window at once.
  Judgement (*judge_by_steps)(Sight& sight, const Settings& settings) = nullptr;
};

/// Null for a name that is not in the table.
[[nodiscard]] const Structure* find_structure(std::string_view name) noexcept;

/// All structures, in the order of the table in docs/RULES.md: for checking rule files.
[[nodiscard]] std::span<const Structure> structures() noexcept;

[[nodiscard]] inline Judgement reject(const model::Candidate& candidate, std::string_view reason) {
  return {.reason = reason, .match = candidate.match, .secret = candidate.secret};
}

[[nodiscard]] inline Judgement accept(const model::Candidate& candidate, model::Verified verified) {
  return {
      .accepted = true, .verified = verified, .match = candidate.match, .secret = candidate.secret};
}

/// Accepts, but not above `ceiling`, for `reason`.
[[nodiscard]] inline Judgement lower(const model::Candidate& candidate, rules::Tier ceiling,
                                     std::string_view reason,
                                     model::Verified verified = model::Verified::None) {
  return {.accepted = true,
          .reason = reason,
          .verified = verified,
          .ceiling = ceiling,
          .match = candidate.match,
          .secret = candidate.secret};
}

/// The bytes of `range` in the candidate's window, clipped to it.
[[nodiscard]] inline std::string_view slice(std::string_view window, model::Range range) {
  if (range.begin >= window.size() || range.end <= range.begin) return {};
  return window.substr(range.begin, range.end - range.begin);
}

}  // namespace veto::confirm
