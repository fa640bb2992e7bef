// How far the checks look: a candidate's window, handed out piece by piece.
//
// Most candidates are rejected for what stands on their line. A check sees what it has asked for
// and no more, and what was asked for is what the verdict depends on (Settings::reach): where a
// text changes beyond that, it need not be judged again (match/delta_finder.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "model/verdict.h"
#include "rules/window_reach.h"

namespace veto::confirm {

class Sight {
 public:
  /// Of a longer line, that many bytes are seen on either side of the match.
  static constexpr std::size_t kLine = 640;

  /// `candidate` must outlive this.
  explicit Sight(const model::Candidate& candidate) noexcept : all_(candidate) {}

  [[nodiscard]] const rules::Rule& rule() const noexcept { return all_.rule; }
  /// The captured bytes, which are part of the match.
  [[nodiscard]] std::string_view secret() const noexcept {
    return all_.window.substr(all_.secret.begin, all_.secret.size());
  }
  /// Whether the pattern captures all that it matches.
  [[nodiscard]] bool is_all_secret() const noexcept { return all_.match == all_.secret; }

  /// The candidate with a window that holds the lines its match stands on, with their last line
  /// feed.
  [[nodiscard]] const model::Candidate& lines() noexcept;
  /// Where a range of that window stands in all of it.
  [[nodiscard]] model::Range in_all(const model::Range& range) const noexcept {
    return {range.begin + lines_begin_, range.end + lines_begin_};
  }
  /// With at most `distance` bytes on either side of the match.
  [[nodiscard]] model::Candidate within(std::size_t distance) noexcept;
  [[nodiscard]] const model::Candidate& all() noexcept;

  /// How far from the match somebody has looked.
  [[nodiscard]] const rules::WindowReach& reach() const noexcept { return reach_; }

 private:
  [[nodiscard]] model::Candidate cut(std::size_t begin, std::size_t end) const noexcept;
  void widen(std::size_t before, std::size_t behind) noexcept;

  const model::Candidate& all_;
  std::optional<model::Candidate> lines_;
  std::size_t lines_begin_ = 0;
  rules::WindowReach reach_;
};

}  // namespace veto::confirm
