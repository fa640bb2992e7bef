// The JSON report, schema git-veto/report/1 (docs/report.schema.json), and the same findings as
// JSON lines.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/human.h"

namespace veto::report {

/// One object, indented, with a final line feed.
[[nodiscard]] std::string json_report(const model::ScanResult& result, Secrets secrets);

/// One finding a line, then one line of the rest.
[[nodiscard]] std::string jsonl_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
