// `git veto allow --interactive`: shows the open findings one by one and records what is decided of
// each. Questions go to standard output, answers come from standard input, a terminal or not; its
// end is the answer "quit". What was decided until then is recorded.
#pragma once

#include "hook/exit_code.h"
#include "hook/options.h"
#include "hook/session.h"

namespace veto::hook {

/// The findings of what is staged; of the history when nothing staged is open, or when the options
/// say so. The session is prepared and has a work tree.
[[nodiscard]] ExitCode allow_interactively(const Session& session, const Options& options);

}  // namespace veto::hook
