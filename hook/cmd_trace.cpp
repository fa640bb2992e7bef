#include "hook/about_finding.h"
#include "hook/output.h"
#include "report/trace.h"

namespace veto::hook {

ExitCode cmd_trace(const Invocation& invocation) {
  Session session({}, invocation.environment, invocation.directory);
  session.find_repository();
  session.prepare();
  const AboutFinding about = about_finding(session, invocation.options.operands.at(0));
  write_output(invocation.options.json ? report::trace_json(about.where)
                                       : report::trace(about.where));
  return about.code;
}

}  // namespace veto::hook
