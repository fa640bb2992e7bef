#include "hook/server_settings.h"

#include <utility>

#include "git/commit.h"
#include "git/config.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "git/refs.h"
#include "git/staged.h"

namespace veto::hook {

ServerSettings read_server_settings(const Session& session, const HookCall& call) {
  const source::GitContext context = session.git_context();
  const git::Config config(context.location, context.environment, git::ConfigScope::Repository,
                           "^veto\\.");
  ServerSettings settings;
  if (const auto word = config.get("veto.deadline"))
    settings.deadline = parse_deadline(*word, "veto.deadline");
  if (const auto word = config.get("veto.ontimeout"))
    settings.on_timeout = parse_on_timeout(*word, "veto.onTimeout");
  if (call.deadline) settings.deadline = call.deadline;
  if (call.on_timeout) settings.on_timeout = *call.on_timeout;
  settings.break_glass = config.get("veto.breakglass").value_or("");
  settings.audit_file = config.get("veto.auditfile").value_or("");
  if (!settings.audit_file.empty())
    settings.audit_file = git::absolute(settings.audit_file, context.location.git_dir);
  return settings;
}

PolicyText committed_policy(const Session& session) {
  const source::GitContext context = session.git_context();
  const std::optional<git::Oid> head = git::resolve_head(context.location, context.environment);
  return head ? policy_of(session, *head) : PolicyText();
}

PolicyText policy_of(const Session& session, const git::Oid& commit) {
  const source::GitContext context = session.git_context();
  git::ObjectStore objects(context.library, context.location, context.environment);
  const git::Oid tree =
      git::parse_commit(commit, objects.read(commit, git::ObjectType::Commit).bytes()).tree;
  const auto read = [&](std::string_view name) -> std::optional<std::string> {
    const std::optional<git::Oid> blob = git::find_blob(objects, tree, name);
    if (!blob) return std::nullopt;
    return std::string(objects.read(*blob, git::ObjectType::Blob).bytes());
  };
  const std::string prefix = commit.hex().substr(0, 10) + ":";
  return {read(policy::kConfigFileName), prefix + std::string(policy::kConfigFileName),
          read(policy::kAllowFileName), prefix + std::string(policy::kAllowFileName)};
}

std::string default_branch(const Session& session) {
  const source::GitContext context = session.git_context();
  const base::Output output =
      git::ask_git(context.location, context.environment, {"symbolic-ref", "-q", "HEAD"});
  return output.status == 0 ? std::string(git::trim_end(output.out)) : "";
}

}  // namespace veto::hook
