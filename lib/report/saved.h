// A JSON report read back (schema git-veto/report/1), to be written again in any format.
//
// It is a text from anywhere: what does not have the form that our reports have is an error that
// names its place. Members that are not known are passed over, for later versions add some; what
// earlier ones did not write has a plain default. Secrets are not in it, only what was shown of
// them. Written as JSON again it is the same text, byte for byte.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "model/scan_result.h"
#include "rules/rule_set.h"

namespace veto::report {

/// The result and what its findings point to. Not to be copied.
struct SavedReport {
  SavedReport() = default;
  SavedReport(SavedReport&&) = default;
  SavedReport& operator=(SavedReport&&) = default;

  model::ScanResult result;
  std::deque<rules::Rule> rules;
  rules::RuleStorage texts;
};

/// `name` stands in messages; `known` are rules whose help the report does not hold. Throws
/// Error(Usage).
[[nodiscard]] SavedReport read_saved_report(std::string_view text, const std::string& name,
                                            const rules::RuleSet& known);

}  // namespace veto::report
