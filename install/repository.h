// Where git looks for the hooks of a repository, and why there: git itself is asked, nothing is
// assumed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/error.h"
#include "install/target.h"

namespace veto::install {

/// The setting core.hooksPath, as far as it decides.
struct HooksPath {
  std::string value;   ///< as written, "~" replaced
  std::string scope;   ///< git's word: system, global, local, worktree, command
  std::string origin;  ///< git's words, such as "file:.git/config"
};

/// Whose directory the hooks directory is.
enum class Place : std::uint8_t {
  GitDirectory,  ///< inside the repository's own .git
  WorkTree,      ///< inside its work tree, where files are committed
  Elsewhere,     ///< neither: other repositories may use it too
};

/// All paths are absolute.
struct Repository {
  std::string git_dir;
  std::string common_dir;  ///< git_dir unless this is a linked worktree
  std::string top;         ///< top of the work tree; empty in a bare repository
  std::string hooks;       ///< the hooks directory that git uses; it may not exist
  Place place = Place::GitDirectory;
  std::optional<HooksPath> hooks_path;

  /// Where commands about the repository run: the work tree, or the git directory of a bare one.
  [[nodiscard]] const std::string& home() const noexcept { return top.empty() ? git_dir : top; }
  /// The configuration that all its worktrees share.
  [[nodiscard]] std::string config_file() const { return common_dir + "/config"; }
};

/// The repository that git finds for `target`, or why it finds none: Error(Usage) where the name is
/// wrong, Error(Unreadable) where git refuses.
[[nodiscard]] std::variant<Repository, base::Error> look_for_repository(const Target& target);

/// look_for_repository(), throwing its Error.
[[nodiscard]] Repository find_repository(const Target& target);

/// What speaks against writing hooks into `repository.hooks`, as an Error(Usage) that says what to
/// do: hooks are switched off, the file system does not run programs, all repositories share the
/// directory.
[[nodiscard]] std::optional<base::Error> objection_to(const Repository& repository);

/// The environment in which git finds this repository from repository.home(), as target.environment
/// does from target.directory.
[[nodiscard]] base::Environment environment_at_home(const Target& target,
                                                    const Repository& repository);

}  // namespace veto::install
