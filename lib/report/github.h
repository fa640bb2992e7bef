// Workflow commands of GitHub Actions: printed in a job, each becomes an annotation at its line.
// block is an error, warn a warning, info a notice; so are, by order, what was not read (an error),
// what may stay and the coverage (notices). GitHub shows ten of each kind a step, worst ones first
// here; its log shows them all.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/words.h"

namespace veto::report {

[[nodiscard]] std::string github_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
