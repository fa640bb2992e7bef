// .pre-commit-hooks.yaml, for the pre-commit framework: what its entries run.
#include <fstream>

#include "test/e2e/installed.h"

namespace veto::test {
namespace {

/// The words behind "entry:", each line of the file one.
std::vector<Words> entries() {
  std::vector<Words> entries;
  std::ifstream file(fs::path(VETO_SOURCE_DIR) / ".pre-commit-hooks.yaml");
  constexpr std::string_view kKey = "  entry: ";
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(kKey)) continue;
    const std::size_t blank = line.find(' ', kKey.size());
    entries.push_back(
        {(fs::path(VETO_SOURCE_DIR) / line.substr(kKey.size(), blank - kKey.size())).string(),
         line.substr(blank + 1)});
  }
  return entries;
}

}  // namespace

TEST_CASE("pre-commit framework: the entries run the program that is installed") {
  const TempRepo repo = repo_without_hooks();
  REQUIRE(entries().size() == 3);
  REQUIRE(entries().at(0).at(1) == "pre-commit");
  CHECK(repo.run(entries().at(0)).status == 0);
  repo.stage("secret.txt", text_with(github_token()));
  const base::Output output = repo.run(entries().at(0));
  CHECK(output.status == 1);
  CHECK(output.err.starts_with("git-veto: blocked: "));
}

TEST_CASE("pre-commit framework: a push is told to the program as git would") {
  TempRepo repo = repo_without_hooks();
  write_file(repo.root() / "other/git-veto",
             "#!/bin/sh\nprintf '%s|' \"$@\" >../seen\ncat >>../seen\nexit 7\n", 0755);
  repo.environment.set("PATH", (repo.root() / "other").string() + ":/usr/bin:/bin");
  for (const auto& [name, value] : {std::pair{"LOCAL_BRANCH", "refs/heads/a"},
                                    {"TO_REF", "1234"},
                                    {"REMOTE_BRANCH", "refs/heads/b"},
                                    {"FROM_REF", "5678"},
                                    {"REMOTE_NAME", "origin"},
                                    {"REMOTE_URL", "../remote git"}})
    repo.environment.set(std::string("PRE_COMMIT_") + name, value);
  CHECK(repo.run(entries().at(2)).status == 7);
  CHECK(read_file(repo.root() / "seen") ==
        "hook|pre-push|origin|../remote git|refs/heads/a 1234 refs/heads/b 5678\n");
  Words message = entries().at(1);
  message.emplace_back(".git/COMMIT_EDITMSG");
  CHECK(repo.run(message).status == 7);
  CHECK(read_file(repo.root() / "seen") == "hook|commit-msg|.git/COMMIT_EDITMSG|");
}

TEST_CASE("pre-commit framework: without the program it blocks, and says what to do") {
  TempRepo repo = repo_without_hooks();
  repo.environment.set("PATH", "/usr/bin:/bin");
  if (repo.run({"sh", "-c", "command -v git-veto"}).status == 0) return;
  for (const Words& entry : entries()) {
    const base::Output output = repo.run(entry);
    CHECK(output.status == 2);
    CHECK(output.err.starts_with("git-veto: error: no program git-veto on PATH"));
    CHECK(std::count(output.err.begin(), output.err.end(), '\n') == 1);
  }
  // A program in the work tree is none.
  write_file(repo / "git-veto", "#!/bin/sh\nexit 0\n", 0755);
  repo.environment.set("PATH", ".:/usr/bin:/bin");
  CHECK(repo.run(entries().at(0)).status == 2);
}

}  // namespace veto::test
