// The suite's own measuring instruments: what they say of a hook that does wrong.
#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// Puts a shell script in the place of git-veto.
void set_hook(const TempRepo& repo, const std::string& script) {
  fs::remove(repo.git_dir() / "hooks/pre-commit");
  write_file(repo.git_dir() / "hooks/pre-commit", "#!/bin/sh\n" + script, 0755);
}

}  // namespace

TEST_CASE("support: a hook's outcome is told apart from what only looks like it") {
  struct Case {
    const char* script;
    const char* outcome;
  };
  const Case kCases[] = {
      {"exit 0", "committed without a scan"},
      {"echo 'git-veto: clean: scanned 1 staged file' >&2", "committed: clean"},
      {"echo 'git-veto: clean, 2 allowed: scanned 1 staged file' >&2",
       "committed: clean, 2 allowed"},
      {"printf 'git-veto: blocked: x\\n\\n  a  b.c:1   rule-id  ghp_...(40)\\n\\n' >&2; exit 1",
       "blocked: a  b.c:1"},
      {"printf 'git-veto: blocked: x\\n\\n  a:1  r  ...(4)\\n\\n' >&2",
       "blocked: a:1 BUT COMMITTED WITH STATUS 0"},
      {"echo 'git-veto: incomplete: why' >&2; exit 3", "incomplete: why"},
      {"echo 'git-veto: error: why' >&2; exit 2", "error: why"},
      {"echo 'git-veto: clean: scanned 1 staged file' >&2; : >.git/cache",
       "committed: clean LEAVING cache"},
      {"echo 'git-veto: incomplete: x' >&2; echo $(git commit-tree HEAD^{tree} -m x) "
       ">.git/refs/heads/x; exit 3",
       "incomplete: x BUT A REF CHANGED"},
  };
  for (const Case& each : kCases) {
    TempRepo repo;
    repo.commit_unchecked();
    set_hook(repo, each.script);
    repo.stage("a.txt", "text\n");
    CHECK(repo.attempt({"commit", "-m", "a"}) == each.outcome);
  }
}

TEST_CASE("support: a part of a secret in the output is noticed") {
  const TempRepo repo;
  const std::string token = github_token();
  set_hook(repo, "echo 'git-veto: incomplete: x' >&2; echo " + token.substr(12, 12) + "; exit 3");
  repo.stage("a.txt", "text\n");
  CHECK(repo.attempt({"commit", "-m", "a"}) == "incomplete: x SHOWING A SECRET");
  CHECK(shows_a_secret("..." + token.substr(4, 10)));
  CHECK_FALSE(shows_a_secret("ghp_" + token.substr(4, 9)));
}

TEST_CASE("support: a git command sees nothing of this machine's configuration") {
  const TempRepo repo;
  const std::string settings = repo.git({"config", "--list", "--show-scope"});
  CHECK(settings.find("system\t") == std::string::npos);
  CHECK(repo.git({"config", "--global", "--get", "init.defaultBranch"}) == "main");
  CHECK(repo.git({"rev-parse", "--git-dir"}) == ".git");
}

}  // namespace veto::test
