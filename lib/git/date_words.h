// Dates as git reads them: "2 weeks ago", "yesterday", "2024-01-01", "@1700000000" ...
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/environment.h"
#include "git/location.h"

namespace veto::git {

/// Seconds since 1970, by git's own understanding of `--since`; nullopt for what it cannot read.
[[nodiscard]] std::optional<std::int64_t> read_date(const Location& location,
                                                    const base::Environment& environment,
                                                    const std::string& words);

}  // namespace veto::git
