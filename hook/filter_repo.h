// Which git-filter-repo this user has: the purge plan prints the commands for it.
#pragma once

#include "base/environment.h"
#include "report/purge_plan.h"

namespace veto::hook {

/// Asks the program for its options, if there is one on the PATH.
[[nodiscard]] report::FilterRepo find_filter_repo(const base::Environment& environment);

}  // namespace veto::hook
