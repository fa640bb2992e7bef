// Setting up hooks in one configuration file, and taking them out again.
#pragma once

#include <vector>

#include "install/config_file.h"
#include "install/report.h"
#include "install/target.h"

namespace veto::install {

/// `git` asks for what is in force where the hooks are to run; `file` is written. Throws
/// Error(Unreadable).
[[nodiscard]] std::vector<Outcome> install_in_config(const Target& target, const GitCommand& git,
                                                     const ConfigFile& file);

/// Takes out all hooks of git-veto that `file` holds: none, no outcome. What was edited is left,
/// with the reason. Throws Error(Unreadable).
[[nodiscard]] std::vector<Outcome> uninstall_from_config(const ConfigFile& file);

}  // namespace veto::install
