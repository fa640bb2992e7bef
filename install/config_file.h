// One file of git's configuration, edited through git itself, so that its lock, its links and its
// form are git's business; and put back byte for byte as it was.
//
// Taking settings out is what git does not do without a trace: a line that had no end gets one, a
// section with a comment beside it stays. So the first change puts a section of ours to the end of
// the file, [git-veto], which says what was there; hooks follow it, and remove_hooks() cuts all of
// that out again. What stands elsewhere by then is left to git.
#pragma once

#include <string>
#include <vector>

#include "install/git_command.h"

namespace veto::install {

/// Whom a setting is for: the file that holds it.
enum class Reach : std::uint8_t {
  Repository,
  User,    ///< git config --global
  System,  ///< git config --system
};

class ConfigFile {
 public:
  ConfigFile(GitCommand git, std::string path);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// All values of `key`, in the file's order; none when the file does not exist. Does not follow
  /// includes.
  [[nodiscard]] std::vector<std::string> values(const std::string& key) const;
  /// Makes `value` the only one of `key`. Returns whether that changed anything. Throws
  /// Error(Unreadable) with git's words.
  bool set(const std::string& key, const std::string& value) const;
  /// Removes all values of `key`; returns whether there were any. Throws as set() does.
  bool unset(const std::string& key) const;
  /// Whether set() made `key`, as opposed to the user; for keys that are not git-veto's by name.
  [[nodiscard]] bool wrote(const std::string& key) const;
  /// Takes out the hooks of git-veto and then does what restore() does. Throws as set() does.
  void remove_hooks() const;
  /// Where nothing of git-veto's is left, takes the note out: the file is what it was. Throws as
  /// set() does.
  void restore() const;

 private:
  void note_state() const;
  [[nodiscard]] std::vector<std::string> hook_keys() const;
  void cut_block() const;
  void edit(std::vector<std::string> arguments) const;

  GitCommand git_;
  std::string path_;
};

/// The file that `git config --global` or `--system` writes. Throws Error(Usage) where there can be
/// none (no home).
[[nodiscard]] std::string config_path(const base::Environment& environment, const GitCommand& git,
                                      Reach reach);

}  // namespace veto::install
