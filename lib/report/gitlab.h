// GitLab's report of secret detection (security report schemas, 15.0.6): the artifact
// `reports: secret_detection` of a job.
//
// One vulnerability an open finding, with its first place; the others are among its details. What
// may stay, the coverage and what was not read are messages of the scan, whose status is "failure"
// unless everything was read. GitLab demands a commit everywhere: where none is known it is HEAD's,
// or zeros.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/words.h"

namespace veto::report {

[[nodiscard]] std::string gitlab_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
