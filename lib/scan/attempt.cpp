#include "scan/attempt.h"

#include <new>
#include <string>
#include <utility>

#include "base/error.h"

namespace veto::scan {

bool attempt(std::vector<base::Diagnostic>& diagnostics, const base::Log& log,
             const std::function<bool()>& work) {
  std::string failure;
  try {
    return work();
  } catch (const base::Error& error) {
    if (error.kind() == base::ErrorKind::Usage) throw;
    failure = error.text();
  } catch (const std::bad_alloc&) {
    failure = "out of memory";
  }
  log.trace("not read: {}", failure);
  diagnostics.push_back(
      {base::DiagnosticKind::Incomplete, "unreadable", std::move(failure), "", ""});
  return true;
}

}  // namespace veto::scan
