// SARIF 2.1.0, for GitHub's code scanning, editors and dashboards.
//
// One result a finding: its first place is the location, the others are related ones, because the
// secret has to be replaced once. What may stay is there with its `suppressions`. GitHub refuses a
// whole file for one result without an artifact, so that a commit message or a blob without a name
// has a made-up URI (git/commit/ID) beside its logical location. Columns are in bytes, as in all of
// our reports. Coverage, policy and counts are properties of the run; what was not read makes the
// invocation unsuccessful and is listed among its notifications.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/words.h"

namespace veto::report {

[[nodiscard]] std::string sarif_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
