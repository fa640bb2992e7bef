// The array of findings that gitleaks 8 writes as JSON, for tools that read those: one element a
// place, Match and Secret redacted. It has no room for coverage or for what may stay: that is left
// out, and where something was not read an element with the rule "git-veto-incomplete" says so,
// because an empty array would say the opposite.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/words.h"

namespace veto::report {

[[nodiscard]] std::string gitleaks_report(const model::ScanResult& result, Secrets secrets);

}  // namespace veto::report
