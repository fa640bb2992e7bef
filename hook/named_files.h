// Files of forbidden names in the history, by their paths alone: no content is read. A history scan
// judges each version for itself; this is for finding again what a push was blocked for because of
// the lines that it added.
#pragma once

#include "hook/session.h"
#include "model/scan_result.h"

namespace veto::hook {

/// A finding for each path of such a name that a commit which refs or HEAD reach has added or
/// altered, with its id. None on an unborn branch.
[[nodiscard]] model::ScanResult find_named_files(const Session& session);

}  // namespace veto::hook
