// Repository formats: whatever git 2.39 can make is scanned, by the hook and in the history.
#include <iterator>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

struct Format {
  const char* name;
  Words init_options;
  std::vector<Words> commands;  ///< run before a secret is staged
};

const Format kFormats[] = {
    {"plain", {}, {}},
    {"split index", {}, {{"update-index", "--split-index"}}},
    {"split index by setting",
     {},
     {{"config", "core.splitIndex", "true"}, {"update-index", "--refresh"}}},
    {"index version 4", {}, {{"update-index", "--index-version", "4"}}},
    {"untracked cache", {}, {{"update-index", "--untracked-cache"}}},
    {"sparse checkout", {}, {{"sparse-checkout", "set", "--no-cone", "/*", "!/far/"}}},
    {"sparse checkout, cone", {}, {{"sparse-checkout", "set", "near"}}},
    {"sparse index", {}, {{"sparse-checkout", "set", "--sparse-index", "near"}}},
    {"sparse index, version 4",
     {},
     {{"sparse-checkout", "set", "--sparse-index", "near"},
      {"update-index", "--index-version", "4"}}},
    {"file system monitor",
     {},
     {{"config", "core.fsmonitor", "printf 'token\\0/\\0';:"},
      {"config", "core.fsmonitorHookVersion", "2"},
      {"update-index", "--fsmonitor"}}},
    {"configuration per worktree", {}, {{"config", "extensions.worktreeConfig", "true"}}},
    {"many files", {}, {{"config", "feature.manyFiles", "true"}}},
    {"packed refs", {}, {{"pack-refs", "--all"}}},
    {"packed objects", {}, {{"repack", "-q", "-a", "-d"}}},
    {"packs with a multi-pack-index", {}, {{"repack", "-q", "-a", "-d", "--write-midx"}}},
    {"commit graph and bitmap",
     {},
     {{"repack", "-q", "-a", "-d", "-b"}, {"commit-graph", "write"}}},
    {"detached HEAD", {}, {{"checkout", "-q", "--detach"}}},
    {"HEAD as a symbolic link",
     {},
     {{"config", "core.preferSymlinkRefs", "true"}, {"symbolic-ref", "HEAD", "refs/heads/main"}}},
    {"a branch with slashes", {}, {{"checkout", "-q", "-b", "a/b/c"}, {"pack-refs", "--all"}}},
    {"SHA-256", {"--object-format=sha256"}, {}},
    {"SHA-256, split index", {"--object-format=sha256"}, {{"update-index", "--split-index"}}},
    {"shared with a group", {"--shared=group"}, {}},
};

}  // namespace

TEST_CASE("format: the hook scans exactly what is added in every format") {
  const Format& format = GENERATE(from_range(std::begin(kFormats), std::end(kFormats)));
  const TempRepo repo(format.init_options);
  repo.stage("near/a.txt", "first\n");
  repo.stage("far/a.txt", text_with(github_token()));
  repo.stage("far/deep/b.txt", text_with(github_token()));
  repo.commit_file("old.txt", text_with(github_token()));
  for (const Words& command : format.commands) repo.git(command);
  CAPTURE(format.name);

  repo.stage("near/b.txt", "harmless\n");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  repo.stage("near/a.txt", text_with(github_token()));
  CHECK(places_of(repo.report({"staged"}, 1)) == Words{"near/a.txt:2"});
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: near/a.txt:2");
  repo.git({"rm", "-q", "--cached", "old.txt"});
  repo.stage("near/a.txt", "harmless\n");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
}

TEST_CASE("format: the history is read whole in every format") {
  const Format& format = GENERATE(from_range(std::begin(kFormats), std::end(kFormats)));
  const TempRepo repo(format.init_options);
  repo.stage("near/a.txt", "first\n");
  repo.stage("far/a.txt", text_with(github_token()));
  repo.commit_file("old.txt", text_with(github_token()));
  repo.git({"rm", "-q", "old.txt"});
  repo.commit_unchecked();
  for (const Words& command : format.commands) repo.git(command);
  CAPTURE(format.name);
  const Json report = repo.report({"history"}, 1);
  CHECK(places_of(report) == Words{"far/a.txt:2", "old.txt:2"});
  CHECK(report["summary"]["complete"] == true);
  CHECK(report["coverage"]["commits"] == 2);
}

TEST_CASE("format: files that are tracked though ignored are read in every format") {
  const Format& format = GENERATE(from_range(std::begin(kFormats), std::end(kFormats)));
  const TempRepo repo(format.init_options);
  repo.stage("near/a.log", text_with(github_token()));
  repo.commit_file("near/x/y.log", text_with(github_token()));
  for (const Words& command : format.commands) repo.git(command);
  repo.write("near/b.log", text_with(github_token()));
  repo.write(".gitignore", "*.log\nx/\n");
  CAPTURE(format.name);
  CHECK(places_of(repo.report({"files"}, 1)) == Words{"near/a.log:2", "near/x/y.log:2"});
}

TEST_CASE("format: changes in a part that a sparse checkout leaves out are scanned") {
  for (const bool sparse_index : {false, true}) {
    const TempRepo repo;
    repo.stage("near/a.txt", "first\n");
    repo.stage("far/a.txt", text_with(github_token()));
    repo.commit_file("far/deep/b.txt", text_with(github_token()));
    repo.git(
        {"sparse-checkout", "set", sparse_index ? "--sparse-index" : "--no-sparse-index", "near"});
    CAPTURE(sparse_index);
    CHECK(repo.report({"staged"}, 0)["coverage"]["files"] == 0);
    const std::string tree = repo.git({"rev-parse", "HEAD:far/deep"});
    repo.git({"read-tree", "--prefix=far/copy/", tree});
    CHECK(repo.report({"staged"}, 0)["coverage"]["files"] == 1);
    repo.stage_blob("far/new.txt", text_with(github_token()));
    repo.stage_blob("near/a.txt", text_with(github_token()));
    CHECK(places_of(repo.report({"staged"}, 1)) == Words{"far/new.txt:2", "near/a.txt:2"});
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: far/new.txt:2, near/a.txt:2");
  }
}

TEST_CASE("format: objects in other repositories are read through alternates") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"clone", "-q", "-s", "--template=", ".", "../middle"});
  repo.at("../middle").git({"clone", "-q", "-s", "--template=", ".", "../last dir"});
  const TempRepo last = repo.at("../last dir");
  last.install_hooks();
  CHECK(places_of(last.report({"history"}, 1)) == Words{"a.txt:2"});
  last.stage("a.txt", last.git({"show", "HEAD:a.txt"}) + "\nmore = 1\n");
  CHECK(last.attempt({"commit", "-m", "x"}) == "committed: clean");
  last.stage("a.txt", text_with(github_token()));
  CHECK(last.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  // An alternate that has gone away: what it held is missing, and that is said.
  fs::rename(repo / ".git/objects", repo / ".git/gone");
  CHECK(last.report({"history"}, 1)["summary"]["complete"] == false);
  CHECK(last.veto({"staged"}).status != 0);
}

TEST_CASE("format: alternates by variable, as in a quarantine directory") {
  const TempRepo repo;
  repo.commit_file("old.txt", text_with(github_token()));
  TempRepo quarantined = repo.at(".");
  quarantined.environment.set("GIT_OBJECT_DIRECTORY", (repo.root() / "quarantine").string());
  quarantined.environment.set("GIT_ALTERNATE_OBJECT_DIRECTORIES", (repo / ".git/objects").string());
  fs::create_directories(repo.root() / "quarantine");
  quarantined.stage("a.txt", text_with(github_token()));
  CHECK(places_of(quarantined.report({"staged"}, 1)) == Words{"a.txt:2"});
  CHECK(quarantined.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  CHECK(places_of(quarantined.report({"history"}, 1)) == Words{"a.txt:2", "old.txt:2"});
}

}  // namespace veto::test
