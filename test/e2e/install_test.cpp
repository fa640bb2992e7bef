// Installing, by the program itself: the hook that git runs scans, whatever stood there before, and
// uninstalling puts things back.
#include <algorithm>

#include "test/e2e/installed.h"
#include "test/support/outcome.h"

namespace veto::test {
namespace {

const Words kCommit{"commit", "-m", "x"};

/// The git directory without what a canary may not leave anyway.
Listing hooks_of(const TempRepo& repo) {
  return list_tree(repo.git_dir() / "hooks");
}

}  // namespace

TEST_CASE("install: from then on commits and merges are scanned") {
  const TempRepo repo = repo_without_hooks();
  CHECK(repo.veto({"doctor"}).status == 1);
  const Listing refs_before = list_tree(repo / ".git/refs");
  const Listing objects_before = list_tree(repo / ".git/objects");
  const base::Output output = repo.veto({"install", "--files"});
  CHECK(output.status == 0);
  CHECK(output.out.find("a commit that adds a secret is blocked") != std::string::npos);
  CHECK(list_tree(repo / ".git/refs") == refs_before);
  CHECK(list_tree(repo / ".git/objects") == objects_before);
  CHECK(repo.git({"status", "--porcelain"}).empty());
  CHECK(repo.veto({"doctor"}).status == 0);
  check_scans(repo);
  CHECK(fs::exists(repo / ".git/hooks/pre-merge-commit"));
}

TEST_CASE("install: twice is once") {
  const TempRepo repo = repo_without_hooks();
  CHECK(repo.veto({"install", "--files"}).status == 0);
  const Listing once = hooks_of(repo);
  CHECK(repo.veto({"install", "--files"}).status == 0);
  CHECK(hooks_of(repo) == once);
}

TEST_CASE("install: into the repository that is named, from anywhere") {
  const TempRepo repo = repo_without_hooks();
  const TempRepo elsewhere = repo.at("../else where");
  CHECK(elsewhere.veto({"install", "../repo"}).status == 0);
  check_scans(repo);
  CHECK(elsewhere.veto({"install", "--files"}).status != 0);
  CHECK(elsewhere.veto({"install", "../nowhere"}).status != 0);
}

TEST_CASE("install: a hook that is there goes on running behind the scan") {
  struct Hook {
    const char* name;
    const char* text;
  };
  const Hook kHooks[] = {
      {"shell", "#!/bin/sh\necho \"ran $0 $#\" >>../ran\nexit $(cat ../status)\n"},
      {"no first line", "echo ran >>../ran\nexit $(cat ../status)\n"},
      {"perl",
       "#!/usr/bin/perl\nopen(F, '>>', '../ran'); print F \"ran\\n\"; close F;\n"
       "open(S, '<', '../status'); my $s = <S>; exit($s);\n"},
  };
  for (const Hook& hook : kHooks) {
    DYNAMIC_SECTION(hook.name) {
      const TempRepo repo = repo_without_hooks();
      write_file(repo / ".git/hooks/pre-commit", hook.text, 0755);
      write_file(repo.root() / "status", "0");
      CHECK(repo.veto({"install", "--files"}).status == 0);
      check_scans(repo);
      CHECK(read_file(repo.root() / "ran").find("ran") != std::string::npos);
      // Its no is a no.
      write_file(repo.root() / "status", "7");
      repo.stage("b.txt", "harmless\n");
      const std::string head = repo.git({"rev-parse", "HEAD"});
      CHECK(repo.try_git(kCommit).status != 0);
      CHECK(repo.git({"rev-parse", "HEAD"}) == head);
      // A blocked commit does not run it.
      fs::remove(repo.root() / "ran");
      repo.stage("b.txt", text_with(github_token()));
      CHECK(repo.attempt(kCommit) == "blocked: b.txt:2");
      CHECK_FALSE(fs::exists(repo.root() / "ran"));
      CHECK(repo.veto({"uninstall"}).status == 0);
      CHECK(read_file(repo / ".git/hooks/pre-commit") == hook.text);
    }
  }
}

TEST_CASE("install: where git looks for hooks, and not elsewhere") {
  SECTION("core.hooksPath in the work tree, as husky sets it") {
    const TempRepo repo = repo_without_hooks();
    repo.git({"config", "core.hooksPath", ".husky/_"});
    CHECK(repo.veto({"install", "--files"}).status == 0);
    check_scans(repo);
  }
  SECTION("a linked worktree") {
    const TempRepo repo = repo_without_hooks();
    repo.git({"worktree", "add", "-q", "-b", "side", "../side"});
    const TempRepo side = repo.at("../side");
    CHECK(side.veto({"install", "--files"}).status == 0);
    check_scans(side);
    check_scans(repo);
  }
  SECTION("a submodule") {
    const TempRepo library = repo_without_hooks();
    const TempRepo repo = repo_without_hooks();
    repo.git({"submodule", "add", "-q", library.path().string(), "lib"});
    CHECK(repo.at("lib").veto({"install", "--files"}).status == 0);
    check_scans(repo.at("lib"));
  }
  SECTION("a git directory that stands apart") {
    const TempRepo repo;
    const TempRepo apart = repo.at("../apart");
    apart.git({"init", "-q", "--template=", "--separate-git-dir", "../apart.git"});
    apart.commit_file("old.txt", "harmless\n");
    CHECK(apart.veto({"install", "--files"}).status == 0);
    check_scans(apart);
  }
  SECTION("a subdirectory") {
    const TempRepo repo = repo_without_hooks();
    CHECK(repo.at("sub").veto({"install", "--files"}).status == 0);
    check_scans(repo);
  }
  SECTION("an unborn branch") {
    const TempRepo repo;
    fs::remove_all(repo / ".git/hooks");
    CHECK(repo.veto({"install", "--files"}).status == 0);
    check_scans(repo);
  }
  SECTION("a repository with SHA-256") {
    const TempRepo repo({"--object-format=sha256"});
    fs::remove_all(repo / ".git/hooks");
    CHECK(repo.veto({"install", "--files"}).status == 0);
    check_scans(repo);
  }
  SECTION("a directory that all repositories share is refused") {
    const TempRepo repo = repo_without_hooks();
    const fs::path shared = repo.root() / "shared";
    fs::create_directories(shared);
    repo.git({"config", "--global", "core.hooksPath", shared.string()});
    const base::Output output = repo.veto({"install", "--files"});
    CHECK(output.status == 2);
    CHECK(output.err.find("core.hooksPath") != std::string::npos);
    CHECK(fs::is_empty(shared));
  }
  SECTION("a bare repository") {
    const TempRepo repo = repo_without_hooks();
    repo.git({"clone", "-q", "--bare", "--template=", ".", "../bare.git"});
    CHECK(repo.at("../bare.git").veto({"install", "--files"}).status == 0);
    repo.at("../bare.git").git({"worktree", "add", "-q", "-b", "side", "../side"});
    check_scans(repo.at("../side"));
  }
}

TEST_CASE("uninstall: everything is as it was before") {
  SECTION("no hooks") {
    const TempRepo repo = repo_without_hooks();
    const Listing before = list_tree(repo / ".git");
    CHECK(repo.veto({"install", "--files"}).status == 0);
    CHECK(repo.veto({"uninstall"}).status == 0);
    CHECK(differences(before, list_tree(repo / ".git")) == Words());
  }
  SECTION("hooks of all kinds") {
    const TempRepo repo = repo_without_hooks();
    write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\r\nexit 0\r\n", 0755);
    write_file(repo / ".git/hooks/pre-merge-commit", "not executable\n", 0644);
    write_file(repo / ".git/hooks/post-commit", "#!/bin/sh\nexit 0\n", 0755);
    const Listing before = list_tree(repo / ".git");
    static_cast<void>(repo.veto({"install", "--files"}));
    CHECK(repo.veto({"uninstall"}).status == 0);
    CHECK(differences(before, list_tree(repo / ".git")) == Words());
  }
  SECTION("nothing installed") {
    const TempRepo repo = repo_without_hooks();
    const Listing before = list_tree(repo / ".git");
    CHECK(repo.veto({"uninstall"}).status == 0);
    CHECK(differences(before, list_tree(repo / ".git")) == Words());
  }
}

TEST_CASE("install: when the program is gone, commits are refused with one clear line") {
  TempRepo repo = repo_without_hooks();
  const std::string program = (repo.root() / "bin/own copy").string();
  fs::copy_file(program_path(), program);
  write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n", 0755);
  CHECK(repo.run({program, "install", "--files"}).status == 0);
  check_scans(repo);
  fs::remove(program);
  // The one on PATH does as well.
  check_scans(repo);
  fs::remove(repo.root() / "bin/git-veto");
  if (repo.run({"sh", "-c", "command -v git-veto"}).status == 0)
    repo.environment.set("PATH", "/usr/bin:/bin");
  repo.stage("b.txt", "harmless\n");
  const std::string head = repo.git({"rev-parse", "HEAD"});
  const base::Output output = repo.try_git(kCommit);
  CHECK(output.status != 0);
  CHECK(output.err.starts_with("git-veto: error: "));
  CHECK(std::count(output.err.begin(), output.err.end(), '\n') == 1);
  CHECK(repo.git({"rev-parse", "HEAD"}) == head);
  repo.git({"config", "veto.onMissing", "allow"});
  CHECK(repo.try_git(kCommit).status == 0);
}

TEST_CASE("doctor: says what is wrong") {
  const TempRepo repo = repo_without_hooks();
  CHECK(repo.veto({"install", "--files"}).status == 0);
  SECTION("a hook that is not executable") {
    fs::permissions(repo / ".git/hooks/pre-commit", fs::perms(0644));
    CHECK(repo.veto({"doctor"}).status == 1);
  }
  SECTION("hooks that are switched off") {
    repo.git({"config", "core.hooksPath", "/dev/null"});
    CHECK(repo.veto({"doctor"}).status == 1);
  }
  SECTION("a hook that was put in its place") {
    fs::remove(repo / ".git/hooks/pre-commit");
    write_file(repo / ".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n", 0755);
    const base::Output output = repo.veto({"doctor"});
    CHECK(output.status == 1);
    CHECK(output.out.find("PROBLEM") != std::string::npos);
  }
}

}  // namespace veto::test
