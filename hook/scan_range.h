// The scan of ranges of commits that several verbs share.
#pragma once

#include <string>
#include <vector>

#include "hook/exit_code.h"
#include "hook/session.h"

namespace veto::hook {

/// Scans what the ranges add and reports it. The session is prepared. Throws as
/// git::parse_ranges.
[[nodiscard]] ExitCode scan_ranges(Session& session, const std::vector<std::string>& words);

}  // namespace veto::hook
