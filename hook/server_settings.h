// What the owner of a receiving repository has decided, in its own configuration file: neither the
// configuration of whoever pushes nor anything that is pushed counts.
//
//   veto.deadline      seconds, as --deadline
//   veto.onTimeout     block or allow, as --on-timeout
//   veto.breakGlass    the name of the push option that lets a push through, with a reason:
//                      git push -o NAME=REASON; not set: there is none
//   veto.policyRef     a ref whose policy judges pushes, instead of HEAD's; as --policy-ref
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
  std::string policy_ref;   ///< empty: HEAD
  std::string break_glass;  ///< empty: none
  std::string audit_file;   ///< absolute; empty: none
};

/// The command line wins over the configuration. Throws Error(Usage) for a malformed setting.
[[nodiscard]] ServerSettings read_server_settings(const Session& session, const HookCall& call);

/// What is decided by the repository's default branch (HEAD), or the branch of veto.policyRef, as
/// it is now: before the push, which thereby cannot excuse itself; and by the machine's
/// configuration.
[[nodiscard]] PolicyText policy_before_push(const Session& session, const ServerSettings& settings);
/// The same for later pushes, when that branch is at `commit`. Throws Error(Usage) if it is
/// malformed.
void check_policy_of(const Session& session, const git::Oid& commit);

/// The ref that this policy is read from, in full; empty when there is none.
[[nodiscard]] std::string policy_ref_of(const Session& session, const ServerSettings& settings);

}  // namespace veto::hook
