// The program leaves no traces: after it ran, a repository is as it was, and a stopped commit is as
// any hook that says no would have left it.
#include <algorithm>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// Names of all files of the git directory; with content where git's own bookkeeping is not in it.
Listing comparable(const TempRepo& repo) {
  Listing files = list_tree(repo.git_dir());
  for (auto& [path, text] : files) {
    // An index holds times and file numbers; the hooks are what is to differ.
    if (path == "index" || path.starts_with("hooks/")) text.clear();
  }
  return files;
}

}  // namespace

TEST_CASE("traces: a blocked commit leaves what any failing hook leaves") {
  const std::string text = text_with(github_token());
  const auto blocked_by = [&](std::string_view other_hook) {
    const TempRepo repo;
    repo.commit_file("a.txt", "first\n");
    repo.write("a.txt", "second\n");
    repo.stage("b.txt", text);
    if (!other_hook.empty()) {
      fs::remove(repo.git_dir() / "hooks/pre-commit");
      write_file(repo.git_dir() / "hooks/pre-commit", other_hook, 0755);
    }
    CHECK(repo.try_git({"commit", "-a", "-m", "x"}).status == 1);
    return comparable(repo);
  };
  CHECK(differences(blocked_by("#!/bin/sh\nexit 1\n"), blocked_by("")) == Words());
}

TEST_CASE("traces: a blocked commit leaves refs, reflogs and objects as they were") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.stage("a.txt", text_with(github_token()));
  repo.git({"write-tree"});
  const Listing before = comparable(repo);
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  Listing after = comparable(repo);
  std::erase_if(after, [](const auto& file) { return file.first == "COMMIT_EDITMSG"; });
  Listing old = before;
  std::erase_if(old, [](const auto& file) { return file.first == "COMMIT_EDITMSG"; });
  CHECK(differences(old, after) == Words());
}

TEST_CASE("traces: no verb that only looks changes anything, wherever it is run") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.stage("b.txt", text_with(github_token()));
  repo.git({"update-index", "--split-index"});
  // An index whose times are old: who refreshes it changes it.
  REQUIRE(repo.run({"touch", "a.txt", "b.txt"}).status == 0);
  const Words kLooks[] = {{"staged"},
                          {"history"},
                          {"files"},
                          {"stdin"},
                          {"hook", "pre-commit"},
                          {"explain", "github-pat-classic"},
                          {"rules", "list"},
                          {"version"},
                          {"doctor"},
                          {"staged", "--trace", "--format", "json"}};
  for (const Words& look : kLooks) {
    const auto listing = [&repo] {
      Listing files = list_tree(repo.root());
      // What a history remembers is in the user's cache.
      std::erase_if(files, [](const auto& file) { return file.first.starts_with("home/.cache"); });
      return files;
    };
    const Listing before = listing();
    static_cast<void>(repo.veto(look));
    CAPTURE(look);
    CHECK(differences(before, listing()) == Words());
  }
}

TEST_CASE("traces: commits at the same time do not disturb each other") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  for (int i = 0; i < 4; ++i) {
    const std::string name = "side" + std::to_string(i);
    repo.git({"worktree", "add", "-q", "-b", name, "../" + name});
    repo.at("../" + name).stage("b.txt", i % 2 == 0 ? "harmless\n" : text_with(github_token()));
  }
  const base::Output output = repo.run(
      {"sh", "-c",
       "for i in 0 1 2 3; do (cd ../side$i && git commit -q -m x 2>/dev/null; echo $i$?) & done; "
       "wait"});
  std::string lines = output.out;
  for (const char* line : {"00\n", "11\n", "20\n", "31\n"}) {
    CAPTURE(line);
    CHECK(lines.find(line) != std::string::npos);
  }
}

}  // namespace veto::test
