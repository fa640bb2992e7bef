// The staged scan where something is in its way: user settings, variables, conflicts.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
TEST_CASE("settings: nothing that a user has set changes what is found") {
  const std::pair<const char*, const char*> kSettings[] = {
      {"color.ui", "always"},
      {"diff.noprefix", "true"},
      {"diff.mnemonicPrefix", "true"},
      {"diff.external", "touch pwned; false"},
      {"diff.renames", "copies"},
      {"diff.algorithm", "patience"},
      {"diff.ignoreSubmodules", "all"},
      {"diff.orderFile", "/nowhere"},
      {"diff.relative", "true"},
      {"diff.context", "0"},
      {"core.quotePath", "false"},
      {"core.pager", "touch pwned"},
      {"core.attributesFile", "/dev/null"},
      {"core.ignoreCase", "true"},
      {"core.autocrlf", "input"},
      {"core.precomposeUnicode", "true"},
      {"core.trustctime", "false"},
      {"core.preloadIndex", "true"},
      {"status.short", "true"},
      {"status.showUntrackedFiles", "no"},
      {"alias.diff-index", "!false"},
      {"alias.cat-file", "!false"},
      {"index.version", "4"},
      {"feature.manyFiles", "true"},
      {"core.untrackedCache", "true"},
      {"core.splitIndex", "true"},
      {"core.commitGraph", "false"},
      {"extensions.worktreeConfig", "true"},
      {"log.showSignature", "true"},
  };
  for (const auto& [name, value] : kSettings) {
    const TempRepo repo;
    repo.commit_file("a.txt", "first\n");
    repo.git({"config", name, value});
    repo.stage("a.txt", text_with(github_token()));
    CAPTURE(name);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
    CHECK_FALSE(fs::exists(repo / "pwned"));
  }
}

TEST_CASE("settings: nothing in the environment changes what is found") {
  const std::pair<const char*, const char*> kVariables[] = {
      {"GIT_EXTERNAL_DIFF", "touch pwned; false"},
      {"GIT_DIFF_OPTS", "-u0"},
      {"GIT_LITERAL_PATHSPECS", "1"},
      {"GIT_ICASE_PATHSPECS", "1"},
      {"GIT_CONFIG_PARAMETERS", "'diff.external=touch pwned'"},
      {"GIT_PAGER", "touch pwned"},
      {"GIT_OPTIONAL_LOCKS", "0"},
      {"GIT_FLUSH", "1"},
      {"GIT_REDIRECT_STDERR", "off"},
      {"GIT_INDEX_VERSION", "4"},
      {"GIT_DEFAULT_HASH", "sha256"},
      {"GIT_CEILING_DIRECTORIES", "/"},
      {"TERM", "xterm-256color"},
      {"CLICOLOR_FORCE", "1"},
      {"COLUMNS", "20"},
  };
  for (const auto& [name, value] : kVariables) {
    TempRepo repo;
    repo.commit_file("a.txt", "first\n");
    repo.environment.set(name, value);
    repo.stage("a.txt", text_with(github_token()));
    CAPTURE(name);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
    CHECK_FALSE(fs::exists(repo / "pwned"));
  }
}

TEST_CASE("settings: a hook works without a home, a user and a PATH of its own") {
  TempRepo repo;
  repo.stage("a.txt", text_with(github_token()));
  for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR", "LC_ALL", "TZ"})
    repo.environment.unset(name);
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  repo.environment.set("HOME", "/nowhere");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  repo.environment.unset("PATH");
  CHECK(repo.veto({"staged"}).status == 1);
}

TEST_CASE("conflict: an index with conflicts is incomplete, its other files are scanned") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("a.txt", "other\n");
  REQUIRE(repo.try_git({"merge", "side"}).status == 1);

  const base::Output conflict = repo.veto({"staged"});
  CHECK(conflict.status == 3);
  CHECK(conflict.err.starts_with("git-veto: incomplete: a.txt: in conflict"));
  repo.stage("b.txt", text_with(github_token()));
  const Json report = repo.report({"staged"}, 1);
  CHECK(places_of(report) == Words{"b.txt:2"});
  CHECK(report["summary"]["complete"] == false);
  CHECK(report["diagnostics"][0]["code"] == "unmerged");
  CHECK(report["diagnostics"][0]["path"] == "a.txt");

  // The same through git's own plumbing.
  repo.git({"update-index", "--split-index"});
  CHECK(repo.report({"staged"}, 1)["diagnostics"] == report["diagnostics"]);
}

}  // namespace veto::test
