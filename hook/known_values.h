// The user's own secrets, to be looked for in what is added: the values of variables whose names
// say so, in the environment, in `.env*` files at the top of the work tree that HEAD does not have,
// and, where `veto.knownValues = aws` asks for it, in the file of AWS credentials.
//
// Nothing is written and nothing is shown but names. Without such a file it costs a listing of one
// directory.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "hook/session.h"
#include "scan/known_values.h"

namespace veto::hook {

/// Of the session's repository and environment; none where the configuration, or
/// `veto.knownValues = false`, says so. Call it when the session is prepared. What cannot be read
/// is left out.
[[nodiscard]] std::vector<scan::KnownValue> collect_known_values(const Session& session);

/// Keeps the choice ("env", "aws" or "off") in the user's configuration of git, as
/// veto.knownValues. Throws Error(Unreadable).
void keep_known_values_choice(const base::Environment& environment, const std::string& choice);

}  // namespace veto::hook
