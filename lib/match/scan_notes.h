// What is kept of a scanned text for the texts that are made of it (match/changed_text.h): every
// candidate that was offered, taken or not, by rule and then by place; and its marked runs. Not for
// other folders, which only pass it on.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "model/verdict.h"
#include "rules/window_reach.h"
#include "text/copied_range.h"

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

/// Rounded up to steps of eight bytes; what is farther is noted as all that a window can hold.
class NotedReach {
 public:
  [[nodiscard]] static NotedReach of(const rules::WindowReach& reach) noexcept {
    NotedReach noted;
    noted.before_ = steps_of(reach.before);
    noted.behind_ = steps_of(reach.behind);
    return noted;
  }
  [[nodiscard]] rules::WindowReach reach() const noexcept {
    return {bytes_of(before_, rules::kWidestReach.before),
            bytes_of(behind_, rules::kWidestReach.behind)};
  }

 private:
  static constexpr std::size_t kStep = 8;
  static constexpr std::uint8_t kAll = std::numeric_limits<std::uint8_t>::max();
  static std::uint8_t steps_of(std::size_t bytes) noexcept {
    return static_cast<std::uint8_t>(std::min<std::size_t>((bytes + kStep - 1) / kStep, kAll));
  }
  static std::size_t bytes_of(std::uint8_t steps, std::size_t all) noexcept {
    return steps == kAll ? all : steps * kStep;
  }

  std::uint8_t before_ = kAll;
  std::uint8_t behind_ = kAll;
};

struct NotedCandidate {
  std::uint32_t rule = 0;
  std::uint32_t event = 0;  ///< as in MatchFinder::Found
  NotedRange match;
  NotedRange secret;
  bool is_taken = false;
  bool is_noted = false;  ///< as in Answer
  NotedReach reach;
};

struct ScanNotes {
  std::size_t text_size = 0;
  std::vector<NotedCandidate> candidates;
  std::vector<NotedRange> runs;  ///< all that are marked (match/token_runs.h)
};

/// A stretch that was copied from a text of which there are notes.
struct NotedCopy {
  text::CopiedRange range;
  const ScanNotes* notes = nullptr;
};

}  // namespace veto::match
