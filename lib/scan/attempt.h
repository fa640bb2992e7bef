// The one place of the library where an Error ends: what could not be read becomes a diagnostic,
// and the scan goes on with the next item.
#pragma once

#include <functional>
#include <vector>

#include "base/diagnostic.h"
#include "base/log.h"

namespace veto::scan {

/// Runs `work`. An Error(Unreadable) or a lack of memory is added to `diagnostics`, with which the
/// scan is incomplete; an Error(Usage) passes through. Returns what `work` returns, or true after a
/// failure.
bool attempt(std::vector<base::Diagnostic>& diagnostics, const base::Log& log,
             const std::function<bool()>& work);

}  // namespace veto::scan
