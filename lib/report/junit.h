// JUnit XML, as CI systems show tests: a finding that fails the run is a failed test of its rule,
// one that may stay a skipped one with the reason, one of a lower tier a passed one that says so.
// One more test is about the scan itself: it passes, with the coverage as its output, when
// everything was read, and is an error otherwise.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/words.h"

namespace veto::report {

[[nodiscard]] std::string junit_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
