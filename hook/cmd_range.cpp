#include "hook/commands.h"
#include "hook/scan_range.h"
#include "hook/session.h"

namespace veto::hook {

ExitCode cmd_range(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.require_repository(Caller::Person);
  return scan_ranges(session,
                     {invocation.options.operands, {}, std::nullopt, source::Reported::All});
}

}  // namespace veto::hook
