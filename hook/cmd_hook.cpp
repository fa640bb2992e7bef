#include "base/error.h"
#include "hook/commands.h"
#include "hook/present.h"
#include "hook/session.h"
#include "install/hooks.h"
#include "source/staged.h"
#include "text/escape.h"

namespace veto::hook {

ExitCode cmd_hook(const Invocation& invocation) {
  const std::string& name = invocation.options.operands.at(0);
  if (!install::find_hook(name))
    throw base::usage_error("there is nothing to do in the hook " + text::for_terminal(name));
  // git has found this repository and checked whose it is; it is not asked again.
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.require_repository(Caller::Git);
  session.prepare();
  source::StagedSource source(session.git_context());
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Commit);
}

}  // namespace veto::hook
