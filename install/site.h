// One hook in one directory, on behalf of one program: what installing, removing and doctor work
// on.
#pragma once

#include <string>

#include "install/hooks.h"
#include "install/report.h"
#include "install/target.h"

namespace veto::install {

struct Site {
  const Target& target;
  HookKind hook;
  std::string directory;
  std::string path;
  std::string kept;  ///< path of the kept hook, whether it exists or not
};

/// `target` must outlive the site.
[[nodiscard]] Site site_of(const Target& target, const std::string& directory, HookKind hook);

/// Removes hooks of ours that another tool moved aside ("pre-commit.legacy", "pre-commit.old") when
/// it put its own in their place: behind ours they would scan again, and after ours they would be
/// left over.
void remove_moved_aside(const Site& site, Outcome& outcome);

}  // namespace veto::install
