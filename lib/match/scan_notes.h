// What is kept of a scanned text for the texts that are made of it (match/changed_text.h): every
// candidate that was offered, taken or not, by rule and then by place. Not for other folders, which
// only pass it on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/verdict.h"

namespace veto::match {

/// Texts are at most kMaxBlock bytes, so that 32 bits are enough.
struct NotedRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] static NotedRange of(const model::Range& range) noexcept {
    return {static_cast<std::uint32_t>(range.begin), static_cast<std::uint32_t>(range.end)};
  }
  /// Where the range stands in a text that begins `back` bytes later.
  [[nodiscard]] model::Range moved(std::ptrdiff_t back) const noexcept {
    return {static_cast<std::size_t>(std::ptrdiff_t{begin} - back),
            static_cast<std::size_t>(std::ptrdiff_t{end} - back)};
  }
};

struct NotedCandidate {
  std::uint32_t rule = 0;
  std::uint32_t event = 0;  ///< as in MatchFinder::Found
  NotedRange match;
  NotedRange secret;
  bool is_taken = false;
  bool is_noted = false;  ///< as in Answer
};

struct ScanNotes {
  std::vector<NotedCandidate> candidates;
};

}  // namespace veto::match
