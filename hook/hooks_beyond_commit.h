// The hooks that look at something else than the index: what is pushed, on either side, and commit
// messages. Each is given a session that has found its repository but has read no policy yet.
#pragma once

#include "hook/exit_code.h"
#include "hook/hook_call.h"
#include "hook/session.h"

namespace veto::hook {

/// pre-push REMOTE URL, with lines on standard input.
[[nodiscard]] ExitCode run_pre_push(Session& session, const HookCall& call);

/// pre-receive, with lines on standard input, and update REF OLD NEW.
[[nodiscard]] ExitCode run_receive(Session& session, const HookCall& call);

/// commit-msg FILE and prepare-commit-msg FILE [SOURCE [COMMIT]].
[[nodiscard]] ExitCode run_message(Session& session, const HookCall& call);

}  // namespace veto::hook
