// The HTML report, for people who would rather look than read: one file that loads nothing and runs
// no script but its own (a content security policy names both by their hashes).
//
// What must be known stands in the page itself; charts, table and a page for each finding are made
// by its script from the data that lie in it as JSON. The same result gives the same bytes.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/human.h"

namespace veto::report {

[[nodiscard]] std::string html_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
