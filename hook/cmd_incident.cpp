#include "hook/about_finding.h"
#include "hook/output.h"
#include "report/incident.h"

namespace veto::hook {

ExitCode cmd_incident(const Invocation& invocation) {
  Session session({}, invocation.environment, invocation.directory);
  session.find_repository();
  session.prepare();
  AboutFinding about = about_finding(session, invocation.options.operands.at(0));
  about.where.now = 0;  // a report that is kept says dates, not how long ago
  write_output(invocation.options.json ? report::incident_json(about.where, current_day())
                                       : report::incident(about.where, current_day()));
  return about.code;
}

}  // namespace veto::hook
