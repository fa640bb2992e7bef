#include <algorithm>
#include <string>
#include <string_view>

#include "hook/commands.h"
#include "hook/hook_call.h"
#include "hook/hooks_beyond_commit.h"
#include "hook/known_values.h"
#include "hook/output.h"
#include "hook/present.h"
#include "hook/session.h"
#include "source/staged.h"

namespace veto::hook {
namespace {

ExitCode run_staged(Session& session) {
  session.prepare({PolicyWhere::Index});
  session.look_for(collect_known_values(session));
  source::StagedSource source(session.git_context());
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Commit);
}

/// SKIP=git-veto,other: the variable by which people switch off single hooks of the pre-commit
/// framework. It says no more than --no-verify, and a server does not ask.
bool is_skipped(const base::Environment& environment) {
  const std::string skip = environment.get("SKIP").value_or("");
  std::string_view names = skip;
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    std::string_view name = names.substr(0, comma);
    names.remove_prefix(std::min(comma + 1, names.size()));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name == "git-veto") return true;
  }
  return false;
}

}  // namespace

ExitCode cmd_hook(const Invocation& invocation) {
  const HookCall call = parse_hook_call(invocation.options.operands);
  if (call.kind.side == install::HookSide::Client && is_skipped(invocation.environment)) {
    write_error("git-veto: " + std::string(call.kind.name) + " skipped, as SKIP says\n");
    return ExitCode::Clean;
  }
  // git has found this repository and checked whose it is; it is not asked again.
  ScanFlags flags = invocation.options.scan;
  flags.policy_ref = call.policy_ref;
  Session session(flags, invocation.environment, invocation.directory);
  session.require_repository(Caller::Git);
  if (call.kind.side == install::HookSide::Server) return run_receive(session, call);
  if (call.kind.name == "pre-push") return run_pre_push(session, call);
  if (call.kind.name.ends_with("commit-msg")) return run_message(session, call);
  return run_staged(session);
}

}  // namespace veto::hook
