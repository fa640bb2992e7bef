// What tests of the installer share: repositories without hooks, the proof that commits are
// scanned, and a git that runs hooks which its configuration names.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "test/support/catch.h"
#include "test/support/config_git.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {

/// A repository without hooks and with one commit.
inline TempRepo repo_without_hooks() {
  TempRepo repo;
  fs::remove_all(repo / ".git/hooks");
  repo.commit_file("old.txt", "harmless\n");
  return repo;
}

/// Whether a commit of a file with a secret is refused by git-veto, which is the point of it all.
inline bool blocks(const TempRepo& repo) {
  const auto head = [&] { return repo.try_git({"rev-parse", "-q", "--verify", "HEAD"}).out; };
  const std::string before = head();
  repo.stage("secret.txt", text_with(github_token()));
  const base::Output output = repo.try_git({"commit", "-m", "x"});
  INFO(output.err);
  CHECK_FALSE(shows_a_secret(output.err));
  const bool blocked = output.status != 0 && head() == before &&
                       !line_with(output.err, "git-veto: blocked: ").empty();
  repo.git({"rm", "-q", "-f", "--cached", "secret.txt"});
  return blocked;
}

/// Whether a harmless commit is made, and was scanned.
inline bool passes(const TempRepo& repo) {
  repo.stage("harmless.txt", "harmless " + hex_key() + "\n");
  const base::Output output = repo.try_git({"commit", "-m", "x"});
  INFO(output.err);
  return output.status == 0 && !line_with(output.err, "git-veto: clean").empty();
}

inline void check_scans(const TempRepo& repo) {
  CHECK(blocks(repo));
  CHECK(passes(repo));
}

/// The git directory and everything in it that a commit does not change.
inline Listing set_up(const TempRepo& repo) {
  Listing files;
  if (fs::exists(repo.git_dir() / "hooks")) files = list_tree(repo.git_dir() / "hooks");
  files["config"] = read_file(repo.git_dir() / "config");
  return files;
}

/// Puts a git that runs hooks of its configuration first on the repository's PATH: the one that
/// VETO_TEST_GIT_WITH_CONFIG_HOOKS names (git 2.54 or later), or a script that seems to be one.
inline void use_config_git(TempRepo& repo) {
  const fs::path directory = repo.root() / "new git";
  const char* named = std::getenv("VETO_TEST_GIT_WITH_CONFIG_HOOKS");
  if (named != nullptr && *named != '\0') {
    write_file(directory / "git", "#!/bin/sh\nexec '" + std::string(named) + "' \"$@\"\n", 0755);
  } else {
    static bool said = false;
    if (!std::exchange(said, true))
      std::fputs(
          "VETO_TEST_GIT_WITH_CONFIG_HOOKS names no git 2.54 or later: a script stands in for it\n",
          stderr);
    std::string real = repo.run({"sh", "-c", "command -v git"}).out;
    real.pop_back();
    write_file(directory / "git", config_git_script(real), 0755);
  }
  repo.environment.set("PATH", directory.string() + ":" + *repo.environment.get("PATH"));
}

}  // namespace veto::test
