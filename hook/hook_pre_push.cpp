#include <optional>
#include <utility>

#include "base/error.h"
#include "git/object_store.h"
#include "git/refs.h"
#include "git/remote_tips.h"
#include "hook/hooks_beyond_commit.h"
#include "hook/known_values.h"
#include "hook/present.h"
#include "hook/push_scan.h"
#include "hook/ref_update.h"

namespace veto::hook {
namespace {

/// Leaves out what the remote has, as far as it is here too: its tracking refs, and the present
/// values of the refs that are pushed.
void exclude_known(const Session& session, const std::vector<git::Oid>& tips,
                   const std::vector<RefUpdate>& updates, git::Selection& selection) {
  const source::GitContext context = session.git_context();
  selection.excluded = tips;
  for (const RefUpdate& update : updates) {
    if (!update.old_id.is_null()) selection.excluded.push_back(update.old_id);
  }
  git::ObjectStore objects(context.library, context.location, context.environment);
  std::erase_if(selection.excluded, [&objects](const git::Oid& id) { return !objects.header(id); });
}

/// What the remote will have: the policy of HEAD's commit if that is pushed, else of the first that
/// is.
PolicyPlace policy_of_push(const source::GitContext& context,
                           const std::vector<RefUpdate>& updates) {
  const std::optional<git::Oid> head = git::resolve_head(context.location, context.environment);
  git::Oid chosen;
  for (const RefUpdate& update : updates) {
    if (chosen.is_null() || (head && update.new_id == *head)) chosen = update.new_id;
  }
  return chosen.is_null() ? PolicyPlace{PolicyWhere::Commit} : policy_at(chosen);
}

}  // namespace

ExitCode run_pre_push(Session& session, const HookCall& call) {
  if (call.arguments.size() != 2) throw base::usage_error("pre-push takes a remote and its URL");
  const std::vector<RefUpdate> updates = parse_pre_push(read_standard_input());
  const source::GitContext context = session.git_context();
  session.prepare(policy_of_push(context, updates));
  source::RangeScope scope = push_scope(select_new(updates), nullptr);
  git::Selection& selection = scope.selections.front();
  if (!selection.reached.empty()) {
    const git::RemoteState remote = git::find_remote(context.location, context.environment,
                                                     call.arguments[0], call.arguments[1]);
    exclude_known(session, remote.tips, updates, selection);
    if (remote.is_promisor) scope.cut = source::Cut::Promised;
  }
  source::RangeSource source(context, std::move(scope));
  const model::ScanResult result = session.scan(source);
  return present_hook(
      result, [&] { return report::push_message(result, facts_of(result, source, updates)); });
}

}  // namespace veto::hook
