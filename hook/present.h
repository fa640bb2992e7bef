// Shows a scan's result in the formats that were asked for, and says how the run ends.
#pragma once

#include <functional>
#include <string>

#include "base/environment.h"
#include "hook/exit_code.h"
#include "hook/options.h"
#include "model/scan_result.h"

namespace veto::hook {

/// Who reads the findings: a person whose commit was stopped, or one who asked for a list.
enum class Occasion : unsigned char { Commit, Listing };

/// Prints the report to standard output (what blocks a commit goes to standard error), writes the
/// report files and ends with the closing lines on standard error. Throws base::Error(Unreadable).
[[nodiscard]] ExitCode present(const model::ScanResult& result, const ScanFlags& flags,
                               const base::Environment& environment, Occasion occasion);

/// The same for a hook, on standard error alone and without colours; `message` says what is blocked
/// and what to do, if something is.
[[nodiscard]] ExitCode present_hook(const model::ScanResult& result,
                                    const std::function<std::string()>& message);

}  // namespace veto::hook
