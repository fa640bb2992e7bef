// A hooks directory that core.hooksPath names for all repositories, made by git-veto.
//
// git then looks nowhere else. For every hook that it may run there has to be a script that runs
// the repository's own hook of that name, behind git-veto's scan where git-veto takes part. Four
// hooks are left out: two whose mere presence makes git work in another way, and two that run so
// often that a shell each time would be felt.
#pragma once

#include <string>
#include <vector>

#include "install/report.h"
#include "install/target.h"

namespace veto::install {

/// Writes the scripts into `directory`, which exists. The outcomes are those of the hooks that
/// scan; a file that is not git-veto's is left. Throws Error(Unreadable).
[[nodiscard]] std::vector<Outcome> install_shared(const Target& target,
                                                  const std::string& directory);

/// Removes the scripts that only pass on; those that scan are uninstall_from()'s. Throws
/// Error(Unreadable).
void uninstall_shared(const std::string& directory);

}  // namespace veto::install
