// Hooks that git's configuration names (git 2.54 and later): set up by preference, run by git
// beside whatever hooks there are, gone without a trace.
#include <algorithm>

#include "test/e2e/installed.h"

namespace veto::test {
namespace {

TempRepo repo_with_config_git() {
  TempRepo repo = repo_without_hooks();
  use_config_git(repo);
  return repo;
}

}  // namespace

TEST_CASE("install: with hooks in the configuration, wherever hooks stand or not") {
  TempRepo repo = repo_with_config_git();
  const std::string state = GENERATE(as<std::string>{}, "no hooks", "a hook", "husky",
                                     "hooks switched off", "no end of the last line");
  INFO(state);
  if (state == "a hook")
    write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\ntouch ../ran\n", 0755);
  if (state == "husky") repo.git({"config", "core.hooksPath", ".husky/_"});
  if (state == "hooks switched off") repo.git({"config", "core.hooksPath", "/dev/null"});
  if (state == "no end of the last line") {
    const std::string config = read_file(repo / ".git/config");
    write_file(repo / ".git/config", config + "# mine\n[alias]\n\tx = status");
  }
  const Listing before = set_up(repo);
  CHECK(repo.veto({"doctor"}).status == 1);
  const base::Output output = repo.veto({"install"});
  CHECK(output.status == 0);
  CHECK(output.out.find("a commit that adds a secret is blocked") != std::string::npos);
  CHECK(fs::exists(repo / ".git/hooks") == (state == "a hook"));
  for (const char* name : {"pre-commit", "pre-merge-commit", "commit-msg", "pre-push"})
    CHECK(repo.git({"config", std::string("hook.git-veto-") + name + ".event"}) == name);
  check_scans(repo);
  CHECK(fs::exists(repo.root() / "ran") == (state == "a hook"));
  CHECK(repo.veto({"doctor"}).status == 0);
  const Listing once = set_up(repo);
  CHECK(repo.veto({"install"}).status == 0);
  CHECK(set_up(repo) == once);
  CHECK(repo.veto({"uninstall"}).status == 0);
  CHECK(differences(before, set_up(repo)) == Words());
}

TEST_CASE("install: with hooks in the configuration, in every kind of repository") {
  SECTION("a linked worktree") {
    const TempRepo repo = repo_with_config_git();
    repo.git({"worktree", "add", "-q", "-b", "side", "../side"});
    CHECK(repo.at("../side").veto({"install"}).status == 0);
    check_scans(repo.at("../side"));
    check_scans(repo);
  }
  SECTION("a submodule") {
    const TempRepo repo = repo_with_config_git();
    const TempRepo library = repo_without_hooks();
    repo.git({"submodule", "add", "-q", library.path().string(), "lib"});
    CHECK(repo.at("lib").veto({"install"}).status == 0);
    check_scans(repo.at("lib"));
    CHECK_FALSE(blocks(repo));
  }
  SECTION("a path with blanks, quotes and a line feed, to the program too") {
    const TempRepo repo = repo_with_config_git();
    const TempRepo odd = repo.at("../it's \"a\" $HOME\nline");
    odd.git({"init", "-q", "--template="});
    odd.commit_file("old.txt", "harmless\n");
    const std::string program = (odd / "own \"co'py\" ; $1").string();
    fs::copy_file(program_path(), program);
    CHECK(odd.run({program, "install"}).status == 0);
    check_scans(odd);
    CHECK(odd.run({program, "doctor"}).status == 0);
  }
  SECTION("a sparse checkout, with a configuration of each worktree") {
    const TempRepo repo = repo_with_config_git();
    repo.git({"config", "extensions.worktreeConfig", "true"});
    CHECK(repo.veto({"install"}).status == 0);
    check_scans(repo);
  }
}

TEST_CASE("install --global: with hooks in the configuration, for every repository") {
  const TempRepo repo = repo_with_config_git();
  const fs::path home = repo.root() / "home";
  const Listing before = list_tree(home);
  CHECK(repo.veto({"install", "--global"}).status == 0);
  check_scans(repo);
  CHECK(repo.veto({"doctor"}).status == 0);
  // By itself it has nothing to do then.
  const std::string config = read_file(repo / ".git/config");
  CHECK(repo.veto({"install"}).status == 0);
  CHECK(read_file(repo / ".git/config") == config);
  // A setting of the repository wins, and is not overlooked.
  for (const char* name : {"pre-commit", "commit-msg"})
    repo.git({"config", std::string("hook.git-veto-") + name + ".enabled", "false"});
  CHECK_FALSE(blocks(repo));
  CHECK(repo.veto({"doctor"}).status == 1);
  CHECK(repo.veto({"install"}).status == 3);
  const base::Output output = repo.veto({"uninstall"});
  CHECK(output.out.find("type: git veto uninstall --global") != std::string::npos);
  CHECK(repo.veto({"uninstall", "--global"}).status == 0);
  CHECK(differences(before, list_tree(home)) == Words());
}

TEST_CASE("install: with hooks in the configuration, when the program is gone") {
  TempRepo repo = repo_with_config_git();
  const std::string program = (repo.root() / "own copy").string();
  fs::copy_file(program_path(), program);
  CHECK(repo.run({program, "install"}).status == 0);
  fs::remove(program);
  check_scans(repo);
  CHECK(repo.veto({"doctor"}).out.find("found on PATH") != std::string::npos);
  fs::remove(repo.root() / "bin/git-veto");
  repo.environment.set("PATH", (repo.root() / "new git").string() + ":/usr/bin:/bin");
  repo.stage("b.txt", "harmless\n");
  const std::string head = repo.git({"rev-parse", "HEAD"});
  const base::Output output = repo.try_git({"commit", "-m", "x"});
  CHECK(output.status != 0);
  CHECK(output.err.starts_with("git-veto: error: "));
  CHECK(std::count(output.err.begin(), output.err.end(), '\n') == 1);
  CHECK(repo.git({"rev-parse", "HEAD"}) == head);
  CHECK(repo.veto({"doctor"}).status == 1);
  repo.git({"config", "veto.onMissing", "allow"});
  CHECK(repo.try_git({"commit", "-m", "x"}).status == 0);
}

TEST_CASE("install: hook files on request, and what an older git makes of the configuration") {
  TempRepo repo = repo_without_hooks();
  const std::string old_path = *repo.environment.get("PATH");
  const Listing before = set_up(repo);
  use_config_git(repo);
  CHECK(repo.veto({"install"}).status == 0);
  const std::string new_path = *repo.environment.get("PATH");
  repo.environment.set("PATH", old_path);
  if (!blocks(repo)) {
    CHECK(repo.veto({"doctor"}).status == 1);
    CHECK(repo.veto({"install"}).status == 0);
    check_scans(repo);
  }
  repo.environment.set("PATH", new_path);
  CHECK(repo.veto({"install", "--files"}).status == 0);
  check_scans(repo);
  CHECK(read_file(repo / ".git/config").find("git-veto") == std::string::npos);
  CHECK(fs::exists(repo / ".git/hooks/pre-push"));
  CHECK(repo.veto({"uninstall"}).status == 0);
  CHECK(differences(before, set_up(repo)) == Words());
}

}  // namespace veto::test
