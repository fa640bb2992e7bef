// The scan of some commits that several verbs share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hook/exit_code.h"
#include "hook/session.h"
#include "source/history.h"

namespace veto::hook {

/// Which commits. Ranges and branches are together what is scanned, `since` and `reported` leave
/// out of it; without ranges and branches it is all that refs and reflogs reach.
struct CommitChoice {
  std::vector<std::string> ranges;    ///< A..B, A...B, A, ^A (of all)
  std::vector<std::string> branches;  ///< names and globs
  std::optional<std::string> since;   ///< a date as git reads it
  source::Reported reported = source::Reported::All;
};

/// Scans what the commits add and reports it, by the policy of what the first range begins behind,
/// without ranges by that of the work tree; the session is not prepared yet. Throws Error(Usage)
/// for what names nothing, and as Session::prepare.
[[nodiscard]] ExitCode scan_ranges(Session& session, const CommitChoice& choice);

}  // namespace veto::hook
