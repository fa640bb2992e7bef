// The paths that an index lists, of any format.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"

namespace veto::git {

/// Sorted, each once; empty without an index. Formats that our reader does not know whole (split
/// and sparse indexes, SHA-256) are asked of git. Throws Error(Unreadable).
[[nodiscard]] std::vector<std::string> tracked_files(const Location& location,
                                                     const base::Environment& environment);

}  // namespace veto::git
