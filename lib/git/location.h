// Where a repository keeps its parts: found as git finds them, without opening a repository.
//
// libgit2 1.5 refuses many repositories that git accepts (worktree configuration, split index,
// SHA-256) and ignores GIT_WORK_TREE and GIT_COMMON_DIR. Knowing the paths is enough to read the
// object database and the index, so nothing else is opened. No configuration is parsed but two
// facts of the main file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/environment.h"

namespace veto::git {

struct Location {
  std::string git_dir;     ///< absolute; of a linked worktree its own
  std::string common_dir;  ///< absolute; git_dir unless this is a linked worktree
  std::string work_tree;   ///< absolute top of the work tree; empty in a bare repository
  std::string index_file;  ///< absolute; GIT_INDEX_FILE if set
  std::string object_dir;  ///< absolute; GIT_OBJECT_DIRECTORY if set
  std::vector<std::string> alternates;  ///< GIT_ALTERNATE_OBJECT_DIRECTORIES, absolute
  /// The format is beyond libgit2 and our index reader (SHA-256, reftable): read it through git
  /// itself.
  bool foreign_format = false;
};

/// Finds the repository of `directory` (absolute), or the one that GIT_DIR names.
/// Throws Error(Unreadable) "not a git repository ..." when there is none.
[[nodiscard]] Location locate(const base::Environment& environment, const std::string& directory);

/// The same; nullopt when there is no repository, a `.git` file that leads nowhere included.
/// Throws Error(Unreadable) when GIT_DIR names none, and for one that is damaged.
[[nodiscard]] std::optional<Location> find_repository(const base::Environment& environment,
                                                      const std::string& directory);

/// The repository of `directory` itself (absolute), whatever is above it and in the environment.
[[nodiscard]] std::optional<Location> repository_at(const std::string& directory);

/// Throws Error(Unreadable) with git's own advice when the repository belongs to somebody else and
/// safe.directory does not list it. Not needed where git itself started us: it has checked.
void require_safe_ownership(const Location& location, const base::Environment& environment);

/// Every object directory: the main one, those of the environment and of info/alternates, each
/// once. One that does not exist is in the list too, so that reading it fails and is reported.
[[nodiscard]] std::vector<std::string> object_directories(const Location& location);

}  // namespace veto::git
