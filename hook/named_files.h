// Files of forbidden names in the history, by their paths alone: no content is read. A history scan
// does not look for them; this is for finding again what a push was blocked for.
#pragma once

#include "hook/session.h"
#include "model/scan_result.h"

namespace veto::hook {

/// A finding for each path of such a name that a commit which refs or HEAD reach has added or
/// altered, with its id. None on an unborn branch.
[[nodiscard]] model::ScanResult find_named_files(const Session& session);

}  // namespace veto::hook
