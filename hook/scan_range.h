// The scan of ranges of commits that several verbs share.
#pragma once

#include <string>
#include <vector>

#include "hook/exit_code.h"
#include "hook/session.h"

namespace veto::hook {

/// Scans what the ranges add, by the policy of what the first one begins behind, and reports it;
/// the session is not prepared yet. Throws as git::parse_ranges and Session::prepare.
[[nodiscard]] ExitCode scan_ranges(Session& session, const std::vector<std::string>& words);

}  // namespace veto::hook
