// The git command that runs this hook: what its command line says of cleaning up the message.
//
// git tells a hook nothing of --cleanup. Where the system shows the command lines of processes
// (/proc), the nearest git among those that started us is looked at; elsewhere it is not known.
#pragma once

#include "base/environment.h"
#include "git/kept_message.h"

namespace veto::hook {

[[nodiscard]] git::CommitCommand find_commit_command(const base::Environment& environment);

}  // namespace veto::hook
