#include "hook/commands.h"
#include "hook/hook_call.h"
#include "hook/hooks_beyond_commit.h"
#include "hook/present.h"
#include "hook/session.h"
#include "source/staged.h"

namespace veto::hook {
namespace {

ExitCode run_staged(Session& session) {
  session.prepare();
  source::StagedSource source(session.git_context());
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Commit);
}

}  // namespace

ExitCode cmd_hook(const Invocation& invocation) {
  const HookCall call = parse_hook_call(invocation.options.operands);
  // git has found this repository and checked whose it is; it is not asked again.
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.require_repository(Caller::Git);
  if (call.kind.side == install::HookSide::Server) return run_receive(session, call);
  if (call.kind.name == "pre-push") return run_pre_push(session, call);
  if (call.kind.name.ends_with("commit-msg")) return run_message(session, call);
  return run_staged(session);
}

}  // namespace veto::hook
