// The audit line: what a server let through although it was not proven clean, as one line of JSON.
// Findings are named by their ids, never by what they are.
#pragma once

#include <string>
#include <vector>

#include "model/scan_result.h"

namespace veto::report {

/// What is to be remembered; all texts are raw bytes.
struct AuditEvent {
  std::string kind;  ///< "break-glass" or "timeout"
  std::string time;  ///< RFC 3339
  // Each of these may be empty.
  std::string repository;
  std::string user;    ///< who pushes, as far as the server told
  std::string reason;  ///< of a break-glass
  struct Ref {
    std::string name;
    std::string old_id;
    std::string new_id;
  };
  std::vector<Ref> refs;
  const model::ScanResult* result = nullptr;  ///< null: the scan did not come to its end
};

/// With a line feed.
[[nodiscard]] std::string audit_line(const AuditEvent& event);

}  // namespace veto::report
