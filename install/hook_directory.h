// Setting up hooks as files in one directory, and taking them out again.
#pragma once

#include <string>
#include <vector>

#include "install/report.h"
#include "install/repository.h"
#include "install/target.h"

namespace veto::install {

/// Sets up the hooks for target.side in `directory`, which exists. What there is to say about the
/// directory as a whole is added to `notes`. Throws as install() does.
[[nodiscard]] std::vector<Outcome> install_into(const Target& target, const std::string& directory,
                                                Place place, std::vector<std::string>& notes);

/// Takes out all hooks of git-veto, and the directory too where git-veto made it and it is empty.
/// No outcome where there was nothing to do. Throws Error(Unreadable).
[[nodiscard]] std::vector<Outcome> uninstall_from(const Target& target,
                                                  const std::string& directory);

/// When nothing was to be removed anywhere, the report of an uninstallation says so of each hook.
void say_absent(const Target& target, Report& report);

}  // namespace veto::install
