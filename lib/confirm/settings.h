// What the checks must know besides the candidate itself.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

#include "rules/window_reach.h"

namespace veto::confirm {

/// From when to when (seconds since 1970, the end not included) the answers are those given now.
struct TimeSpan {
  double from = -std::numeric_limits<double>::infinity();
  double until = std::numeric_limits<double>::infinity();

  /// An answer is one before `time`, and another from then on.
  void split_at(double time, std::int64_t now) noexcept {
    if (static_cast<double>(now) >= time)
      from = std::max(from, time);
    else
      until = std::min(until, time);
  }
};

struct Settings {
  std::int64_t now_unix = 0;   ///< seconds since 1970, for expiry dates; 0: nothing has expired
  std::string_view path = {};  ///< of the file, where it is known: says what kind of file it is
  bool explains = false;       ///< whether scores shall be put into words (Verdict::detail)
  TimeSpan* span = nullptr;    ///< narrowed by what depends on now_unix, if anybody asks
  rules::WindowReach* reach = nullptr;  ///< set to how far from the match the answer depends on it
};

}  // namespace veto::confirm
