#include "model/scan_result.h"

#include <algorithm>

namespace veto::model {

bool ScanResult::complete() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const base::Diagnostic& diagnostic) {
                        return diagnostic.kind == base::DiagnosticKind::Incomplete;
                      });
}

std::size_t ScanResult::count_open(rules::Tier tier) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [tier](const Finding& finding) {
        return finding.state == State::Open && finding.tier >= tier;
      }));
}

std::size_t ScanResult::count(State state) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [state](const Finding& finding) { return finding.state == state; }));
}

std::string_view to_string(SourceKind kind) noexcept {
  switch (kind) {
    case SourceKind::Staged:
      return "staged";
    case SourceKind::History:
      return "history";
    case SourceKind::Range:
      return "range";
    case SourceKind::Files:
      return "files";
    case SourceKind::Stdin:
      return "stdin";
    case SourceKind::Message:
      return "message";
  }
  return "";
}

}  // namespace veto::model
