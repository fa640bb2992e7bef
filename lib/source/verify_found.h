// Whether the objects in which something was found are those that their ids stand for. A database
// can have another text under an id, which nothing notices that does not hash it. All of a history
// is not hashed, as that takes longer than the scan; what a report names is.
#pragma once

#include "model/scan_result.h"
#include "source/staged.h"

namespace veto::source {

/// Adds a diagnostic for each object of a place whose content is another one's. SHA-1 only.
void verify_found(const GitContext& context, model::ScanResult& result);

}  // namespace veto::source
