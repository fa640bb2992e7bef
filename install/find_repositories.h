// Looks for repositories below a directory, for `--each`.
#pragma once

#include <string>
#include <vector>

namespace veto::install {

struct Found {
  std::vector<std::string> repositories;  ///< work trees and bare repositories, sorted
  std::vector<std::string> unreadable;    ///< directories that could not be listed
};

/// What `directory` is or holds, at any depth: repositories inside work trees too, submodules among
/// them; symbolic links are not followed. Of the linked worktrees of a repository each is named.
[[nodiscard]] Found find_repositories(const std::string& directory);

}  // namespace veto::install
