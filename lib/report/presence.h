// How a secret stands with HEAD, over all of its places; and the dates of commits as points in
// time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/finding.h"

namespace veto::report {

struct Presence {
  bool in_head = false;                   ///< at one place at least
  const model::Place* removal = nullptr;  ///< if at none: the place that was taken away last
};

[[nodiscard]] Presence presence_of(const model::Finding& finding);

/// Seconds since 1970 of an RFC 3339 date and time; nullopt for anything else.
[[nodiscard]] std::optional<std::int64_t> seconds_of(std::string_view date);

}  // namespace veto::report
