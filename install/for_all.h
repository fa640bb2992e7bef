// Installing for more than one repository at once: all of a user's (git config --global) or of the
// machine (--system), or those that are yet to be made (a template directory).
//
// Where git runs hooks that its configuration names, these are put there. Older git has one
// directory of hooks for all repositories, core.hooksPath: where the setting is not in use yet,
// git-veto makes such a directory, with a script for every hook that git knows, so that the hooks
// which each repository has of its own go on running.
#pragma once

#include <string>

#include "install/config_file.h"
#include "install/report.h"
#include "install/target.h"

namespace veto::install {

/// `reach` is User or System. Throws as install() does.
[[nodiscard]] Report install_for_all(const Target& target, Reach reach);
[[nodiscard]] Report uninstall_for_all(const Target& target, Reach reach);

/// Hooks of the template from which `git init` and `git clone` make repositories: of `directory`
/// or, when that is empty, of init.templateDir, which is set if it is not. Throws as install()
/// does.
[[nodiscard]] Report install_in_template(const Target& target, const std::string& directory);
[[nodiscard]] Report uninstall_from_template(const Target& target, const std::string& directory);

}  // namespace veto::install
