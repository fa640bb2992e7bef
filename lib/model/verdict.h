// Candidate and Verdict: what the matcher reports, and what the confirm stage says of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace veto::model {

/// Half-open byte range.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
  [[nodiscard]] bool overlaps(const Range& other) const noexcept {
    return begin < other.end && other.begin < end;
  }
  friend bool operator==(const Range&, const Range&) = default;
};

/// A place where a rule's pattern matches. Ranges are offsets into `window`, which holds the match,
/// the bytes before it that the rules may look at and those behind it that a structure may need; a
/// window ends early only where the text does.
struct Candidate {
  const rules::Rule& rule;
  std::string_view window;
  Range match;   ///< the whole match
  Range secret;  ///< the capture group
};

enum class Verified : std::uint8_t { None, Pair, Structure, Checksum };

/// What the confirm stage says of a candidate. Ranges are offsets into the candidate's window and
/// may be larger than the match (a private key is read to its END line).
struct Verdict {
  bool accepted = false;
  rules::Stage stage = rules::Stage::Pattern;  ///< if rejected: by which check
  std::string_view reason;  ///< static text for the trace: "checksum does not match"
  std::string note;  ///< what the secret says of itself, no secret: "AWS account 000000000000"
  Verified verified = Verified::None;
  rules::Tier tier =
      rules::Tier::Block;  ///< the rule's, or a lower one (an encrypted key, an expired token)
  Range match;
  Range secret;
  std::string detail = {};  ///< the reason in more words, when the trace asks for them
};

}  // namespace veto::model
