// Branches by the names that people type: "main", "origin/main", "refs/heads/main", or a glob of
// such names, in which * also matches "/", as in `git log --branches`.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/oid.h"

namespace veto::git {

/// The tips of the branches of that name, a local one before one of a remote; of a glob all that it
/// matches, be they local or of a remote. Throws Error(Usage) when there is none, with what was
/// probably meant, and Error(Unreadable).
[[nodiscard]] std::vector<Oid> find_branches(const Location& location,
                                             const base::Environment& environment,
                                             const std::string& name);

}  // namespace veto::git
