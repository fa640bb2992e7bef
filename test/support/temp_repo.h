// A git repository for a test, with git-veto as its hooks, seen by nothing of the machine's own
// configuration; and what came of a commit there, as one line of text that a test compares.
//
//   TempRepo repo;
//   repo.stage("a.txt", "token: " + github_token() + "\n");
//   CHECK(repo.attempt({"commit", "-m", "a"}) == "blocked: a.txt:1");
//
// Wherever the program runs, be it as a hook, the support code itself checks that no secret of
// test/support/secrets.h is shown and that nothing is left behind in the repository.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/environment.h"
#include "base/process.h"
#include "test/support/temp_dir.h"

namespace veto::test {

using Words = std::vector<std::string>;
using Json = nlohmann::ordered_json;

/// Whether the program under test is instrumented (this driver of it is not).
#if defined(VETO_SANITIZED)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// The program under test: VETO_TEST_PROGRAM of the environment, else what the build made.
[[nodiscard]] std::string program_path();

/// Whether this process may do what only root can: change owners, become somebody else.
[[nodiscard]] bool runs_as_root();

class TempRepo {
 public:
  /// A new repository in a temporary directory of its own: branch main, nothing committed.
  explicit TempRepo(const Words& init_options = {});

  /// The same temporary directory seen from another working directory, relative to this one; it is
  /// made if it is missing. Repositories made there (clones, worktrees) are used through it.
  [[nodiscard]] TempRepo at(const std::string& directory) const;

  [[nodiscard]] const fs::path& path() const noexcept { return directory_; }
  [[nodiscard]] fs::path operator/(const std::string& name) const { return directory_ / name; }
  /// Where the temporary directory's other parts are: home, bin (holds git-veto), tmp.
  [[nodiscard]] const fs::path& root() const;
  /// The git directory that worktrees share.
  [[nodiscard]] fs::path git_dir() const;

  /// Makes the program the pre-commit and pre-merge-commit hook; done for new repositories.
  void install_hooks() const;

  void write(const std::string& path, std::string_view bytes, mode_t mode = 0644) const;
  /// write(), and what `git add` would do.
  void stage(const std::string& path, std::string_view bytes) const;
  /// Stages a blob without a file; any path that git takes. Mode as in the index.
  void stage_blob(const std::string& path, std::string_view bytes,
                  const std::string& mode = "100644") const;
  /// Commits what is staged, whatever it is, without a hook; returns the commit's id.
  std::string commit_unchecked(const std::string& message = "unchecked") const;
  /// stage() and commit_unchecked().
  std::string commit_file(const std::string& path, std::string_view bytes) const;

  /// Runs any command here.
  [[nodiscard]] base::Output run(Words command, std::string input = {}) const;
  /// Runs git, which must succeed; its output without the last line feed.
  std::string git(Words arguments, std::string input = {}) const;
  /// Runs git whatever comes of it.
  base::Output try_git(Words arguments, std::string input = {}) const;

  /// Runs git for a commit that the hook judges. Returns one of
  ///   "committed: clean"                   HEAD is new, and the hook said so ("clean, 1 allowed")
  ///   "blocked: a.txt:3, b.txt:1"          by the first line, and the places that it lists
  ///   "incomplete: ...", "error: ..."      the hook's first line of that kind
  ///   "committed without a scan" and other unwanted things, in words.
  [[nodiscard]] std::string attempt(Words arguments, std::string input = {}) const;

  /// Runs the program. Fails the test when it shows a secret (unless told --reveal), and, for the
  /// scanning verbs, when it changes anything in the repository or the home directory.
  [[nodiscard]] base::Output veto(Words arguments, std::string input = {}) const;
  /// veto() with --format json. `status` is the exit code that is demanded.
  [[nodiscard]] Json report(Words arguments, int status, std::string input = {}) const;

  /// What git and the program see here; a change concerns this handle only.
  base::Environment environment;

 private:
  struct Sandbox;

  TempRepo(std::shared_ptr<const Sandbox> sandbox, base::Environment variables, fs::path directory);

  [[nodiscard]] Listing refs() const;

  std::shared_ptr<const Sandbox> sandbox_;
  fs::path directory_;
};

/// The findings of a report, each as "path:line", in its order; allowed ones say so: "a:1 allowed".
[[nodiscard]] Words places_of(const Json& report);

/// The first line of `text` that begins with `start`; empty without one.
[[nodiscard]] std::string line_with(std::string_view text, std::string_view start);

}  // namespace veto::test
