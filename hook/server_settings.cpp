#include "hook/server_settings.h"

#include <utility>
#include <vector>

#include "git/config.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "git/refs.h"

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
  settings.policy_ref =
      call.policy_ref.empty() ? config.get("veto.policyref").value_or("") : call.policy_ref;
  settings.audit_file = config.get("veto.auditfile").value_or("");
  if (!settings.audit_file.empty())
    settings.audit_file = git::absolute(settings.audit_file, context.location.git_dir);
  return settings;
}

PolicyText policy_before_push(const Session& session, const ServerSettings& settings) {
  const PolicySource source = session.policy_source();
  const source::GitContext context = session.git_context();
  PolicyPlace place{PolicyWhere::Commit};
  if (!settings.policy_ref.empty())
    place = source.place_of_ref(settings.policy_ref, "--policy-ref or veto.policyRef");
  else if (const auto head = git::resolve_head(context.location, context.environment))
    place = policy_at(*head);
  place.layers = PolicyLayers::System;
  return source.read(place);
}

void check_policy_of(const Session& session, const git::Oid& commit) {
  PolicyPlace place = policy_at(commit);
  place.layers = PolicyLayers::System;
  static_cast<void>(parse_policy(session.policy_source().read(place), session.today()));
}

std::string policy_ref_of(const Session& session, const ServerSettings& settings) {
  const source::GitContext context = session.git_context();
  std::vector<std::string> command{"symbolic-ref", "-q", "HEAD"};
  if (!settings.policy_ref.empty())
    command = {"rev-parse", "--symbolic-full-name", settings.policy_ref};
  const base::Output output =
      git::ask_git(context.location, context.environment, std::move(command));
  return output.status == 0 ? std::string(git::trim_end(output.out)) : "";
}

}  // namespace veto::hook
