// Wires the program into the hooks of one repository, and out again.
//
// Where git runs hooks that its configuration names (2.54 and later), git-veto is named there: no
// other hook is touched. Otherwise hooks are files. A hook that is missing becomes a copy of the
// program, or a hard link to it: nothing is faster, and nothing can dangle. A hook that exists is
// kept, under the name <hook>.before-git-veto, behind a shell script that runs git-veto first. Both
// are done where git really looks for hooks, so core.hooksPath and the tools that set it are no
// special case; a directory that other repositories share is refused (install/for_all.h).
//
// Every step leaves either the old or the new hook in place, so a killed installation is finished
// by the next one. Nothing is removed that git-veto did not write.
#pragma once

#include "install/report.h"
#include "install/repository.h"
#include "install/target.h"

namespace veto::install {

/// Throws Error(Usage) where git-veto must not or cannot be installed, Error(Unreadable) where a
/// file could not be written; hooks before the one in question are then done, the others as they
/// were.
[[nodiscard]] Report install(const Target& target);

/// Takes git-veto out of the repository's configuration, of the directory that git uses now and of
/// the repository's own hooks directory, where an earlier setting may have had it. Throws as
/// install() does.
[[nodiscard]] Report uninstall(const Target& target);

/// Throws Error(Usage) unless the program that is to be installed can be.
void require_program(const Target& target);

/// The directories in which git-veto may have hooks of this repository alone.
[[nodiscard]] std::vector<std::string> own_directories(const Repository& repository);

}  // namespace veto::install
