#include "hook/commands.h"
#include "hook/known_values.h"
#include "hook/present.h"
#include "hook/session.h"
#include "source/staged.h"

namespace veto::hook {

ExitCode cmd_staged(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.require_repository(Caller::Person);
  session.prepare({PolicyWhere::Index});
  session.look_for(collect_known_values(session));
  source::StagedSource source(session.git_context());
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Commit);
}

}  // namespace veto::hook
