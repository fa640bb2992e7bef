// What decides what is found in a text, as one hash: the program and its rules, the rules of one's
// own, those that are off, which files names give away, and whose marks count. What is only decided
// about findings afterwards is not in it: tiers, paths, the allow file, the baseline.
#pragma once

#include <string>

#include "scan/worker.h"

namespace veto::scan {

/// `program` names the program and its version.
[[nodiscard]] std::string digest_of(const WorkerSettings& settings, const std::string& program);

}  // namespace veto::scan
