// The layers of configuration that belong to no repository: the machine's and the user's.
//
//   system   /etc/git-veto/config.toml; GIT_VETO_CONFIG_SYSTEM=FILE names another file,
//            GIT_VETO_CONFIG_NOSYSTEM=1 leaves it out
//   user     $XDG_CONFIG_HOME/git-veto/config.toml, else ~/.config/git-veto/config.toml
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"

namespace veto::hook {

enum class LayerKind : unsigned char {
  System,
  NamedSystem,  ///< by the environment: it must be there
  User,
};

struct LayerFile {
  LayerKind kind = LayerKind::System;
  std::string path;
};

/// In the order in which they are read, whether they exist or not.
[[nodiscard]] std::vector<LayerFile> layer_files(const base::Environment& environment);

}  // namespace veto::hook
