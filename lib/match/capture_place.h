// Where a pattern's capture group lies in a match, when lengths alone say it: then a match need not
// be searched for it, which is much dearer than finding the match.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "model/verdict.h"

namespace veto::match {

struct CapturePlace {
  /// An edge of the group: so many bytes from the match's begin, or from its end.
  struct Edge {
    std::size_t distance = 0;
    bool is_from_end = false;

    [[nodiscard]] std::size_t in(const model::Range& match) const noexcept {
      return is_from_end ? match.end - distance : match.begin + distance;
    }
  };
  Edge begin;
  Edge end;
};

/// nullopt when the group's place depends on more than lengths.
[[nodiscard]] std::optional<CapturePlace> capture_place(std::string_view pattern);

}  // namespace veto::match
