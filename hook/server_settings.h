// What the owner of a receiving repository has decided, in its own configuration file: neither the
// configuration of whoever pushes nor anything that is pushed counts.
//
//   veto.deadline      seconds, as --deadline
//   veto.onTimeout     block or allow, as --on-timeout
//   veto.breakGlass    the name of the push option that lets a push through, with a reason:
//                      git push -o NAME=REASON; not set: there is none
//   veto.auditFile     a file to which each push is written that was let through unproven; relative
//                      to the git directory
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "hook/hook_call.h"
#include "hook/session.h"

namespace veto::hook {

struct ServerSettings {
  std::optional<std::chrono::milliseconds> deadline;
  OnTimeout on_timeout = OnTimeout::Block;
  std::string break_glass;  ///< empty: none
  std::string audit_file;   ///< absolute; empty: none
};

/// The command line wins over the configuration. Throws Error(Usage) for a malformed setting.
[[nodiscard]] ServerSettings read_server_settings(const Session& session, const HookCall& call);

/// What the configuration and the allow file say that the repository's default branch (HEAD) has
/// now: before the push, which thereby cannot excuse itself.
[[nodiscard]] PolicyText committed_policy(const Session& session);
/// The same of any commit.
[[nodiscard]] PolicyText policy_of(const Session& session, const git::Oid& commit);

/// The ref that HEAD names; empty when it names none.
[[nodiscard]] std::string default_branch(const Session& session);

}  // namespace veto::hook
