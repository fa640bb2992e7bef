// What the installer works on, and with which program.
#pragma once

#include <cstdint>
#include <string>

#include "base/environment.h"
#include "install/hooks.h"

namespace veto::install {

/// How git is told of hooks.
enum class Way : std::uint8_t {
  Preferred,  ///< by its configuration where git can (2.54 and later), else by files
  Files,      ///< by files in a hooks directory, which every git reads
};

struct Target {
  /// Git is asked with it. When the user named a directory, pass without_repository(environment),
  /// so that GIT_DIR and the like, as a hook or `git --git-dir=X veto` has them, do not win over
  /// the name.
  base::Environment environment;
  std::string directory;  ///< the repository, or any directory in its work tree
  std::string program;    ///< absolute path of this program, as it will be found later; may be a
                          ///< symbolic link
  std::string version;    ///< of this program, as its marker names it
  HookSide side = HookSide::Client;
  Way way = Way::Preferred;
};

/// `environment` without the variables that tie git to one repository (git rev-parse
/// --local-env-vars).
[[nodiscard]] base::Environment without_repository(base::Environment environment);

}  // namespace veto::install
