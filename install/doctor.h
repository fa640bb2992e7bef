// Looks at everything that decides whether commits in a repository are scanned. Changes nothing.
#pragma once

#include <vector>

#include "install/check.h"
#include "install/target.h"

namespace veto::install {

/// The checks in the order in which one depends on the other; the self-test (install/canary.h)
/// comes last. Where something is missing that all else needs, the checks end there. Throws
/// Error(Unreadable) only when git breaks off in mid-work.
[[nodiscard]] std::vector<Check> doctor(const Target& target);

/// No check is a problem.
[[nodiscard]] bool healthy(const std::vector<Check>& checks);

}  // namespace veto::install
