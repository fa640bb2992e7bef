// CSV (RFC 4180): UTF-8, a header, CRLF.
//
// The column `record` says what a row is: `finding` (its first place), `place` (each other one,
// with the finding's id), `skipped`, `diagnostic`, `policy`, and at the end `coverage`. Control
// characters and what is not UTF-8 are written \xNN. A cell that a spreadsheet would take for a
// formula, because it begins with = + - or @, gets an apostrophe before it, as spreadsheets write
// such text themselves.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/words.h"

namespace veto::report {

[[nodiscard]] std::string csv_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
