// Which index is scanned: every way in which git makes a commit, through the real hook.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// a.txt and b.txt are committed; a secret is added to a.txt in the work tree only.
TempRepo repo_with_unstaged_secret() {
  TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.commit_file("b.txt", "first\n");
  repo.write("a.txt", text_with(github_token()));
  return repo;
}

}  // namespace

TEST_CASE("commit: every way to commit a file is stopped by a secret in it") {
  const Words kWays[] = {
      {"commit", "-a", "-m", "x"},
      {"commit", "-m", "x", "a.txt"},
      {"commit", "--only", "-m", "x", "--", "a.txt"},
      {"commit", "--include", "-m", "x", "--", "a.txt"},
      {"commit", "--amend", "-a", "-m", "x"},
      {"commit", "--amend", "--no-edit", "a.txt"},
      {"commit", "-a", "--fixup", "HEAD"},
      {"-c", "commit.gpgSign=false", "commit", "-qam", "x"},
  };
  for (const Words& way : kWays) {
    const TempRepo repo = repo_with_unstaged_secret();
    CAPTURE(way);
    CHECK(repo.attempt(way) == "blocked: a.txt:2");
  }
}

TEST_CASE("commit: a secret that the commit leaves out does not stop it") {
  const Words kWays[] = {
      {"commit", "-m", "x"},
      {"commit", "-m", "x", "b.txt"},
      {"commit", "--include", "-m", "x", "--", "b.txt"},
      {"commit", "--amend", "--no-edit"},
  };
  for (const Words& way : kWays) {
    const TempRepo repo = repo_with_unstaged_secret();
    repo.stage("b.txt", "second\n");
    CAPTURE(way);
    CHECK(repo.attempt(way) == "committed: clean");
  }
}

TEST_CASE("commit PATH: a secret staged in another file waits for the commit that holds it") {
  const TempRepo repo = repo_with_unstaged_secret();
  repo.git({"add", "a.txt"});
  repo.write("b.txt", "second\n");
  CHECK(repo.attempt({"commit", "-m", "x", "b.txt"}) == "committed: clean");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
}

TEST_CASE("commit: a staged secret that the work tree no longer has is found") {
  const TempRepo repo;
  repo.stage("a.txt", text_with(github_token()));
  repo.write("a.txt", "harmless\n");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  fs::remove(repo / "a.txt");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
}

TEST_CASE("commit -p: the chosen hunks are scanned, and they alone") {
  std::string text;
  for (int line = 1; line <= 30; ++line) text += "line " + std::to_string(line) + "\n";
  const auto choose = [&](const std::string& answers) {
    const TempRepo repo;
    const std::string before = repo.commit_file("a.txt", text);
    repo.write("a.txt", "harmless\n" + text + "token = " + github_token() + "\n");
    // git itself shows the hunks on standard output, secret and all.
    const base::Output output = repo.try_git({"commit", "-p", "-m", "x"}, answers);
    CHECK_FALSE(shows_a_secret(output.err));
    return std::pair(repo.git({"rev-parse", "HEAD"}) != before, output.err);
  };
  const auto [first_committed, first_words] = choose("y\nn\n");
  CHECK(first_committed);
  CHECK(line_with(first_words, "git-veto: clean: scanned 1 staged file") != "");
  const auto [second_committed, second_words] = choose("n\ny\n");
  CHECK_FALSE(second_committed);
  CHECK(line_with(second_words, "git-veto: blocked: ") != "");
  CHECK(line_with(second_words, "  a.txt:31 ") != "");
}

TEST_CASE("commit --amend: what HEAD holds already is not new") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.stage("b.txt", "harmless\n");
  CHECK(repo.attempt({"commit", "--amend", "--no-edit"}) == "committed: clean");
  repo.stage("b.txt", text_with(github_token()));
  CHECK(repo.attempt({"commit", "--amend", "--no-edit"}) == "blocked: b.txt:2");
}

TEST_CASE("commit: from a subdirectory the whole commit is scanned, paths count from the top") {
  const TempRepo repo;
  repo.stage("a.txt", text_with(github_token()));
  repo.stage("sub/b.txt", text_with(github_token()));
  CHECK(repo.at("sub").attempt({"commit", "-m", "x"}) == "blocked: a.txt:2, sub/b.txt:2");
  CHECK(repo.at("sub").attempt({"commit", "-a", "-m", "x"}) == "blocked: a.txt:2, sub/b.txt:2");
  CHECK(repo.at("sub").attempt({"commit", "-m", "x", "b.txt"}) == "blocked: sub/b.txt:2");
}

TEST_CASE("commit: the first commit of a branch without history adds all it holds") {
  const TempRepo repo;
  repo.stage("a.txt", text_with(github_token()));
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  CHECK(repo.attempt({"commit", "--no-verify", "-m", "x"}) == "committed without a scan");
  repo.git({"checkout", "-q", "--orphan", "other"});
  CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  repo.git({"rm", "-q", "-f", "a.txt"});
  repo.stage("b.txt", "harmless\n");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
}

TEST_CASE("commit: GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE say where things are") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  TempRepo elsewhere = repo.at("../elsewhere");
  elsewhere.write("a.txt", text_with(github_token()));

  SECTION("as variables") {
    elsewhere.environment.set("GIT_DIR", (repo / ".git").string());
    elsewhere.environment.set("GIT_WORK_TREE", elsewhere.path().string());
    CHECK(elsewhere.attempt({"commit", "-a", "-m", "x"}) == "blocked: a.txt:2");
  }
  SECTION("relative ones") {
    elsewhere.environment.set("GIT_DIR", "../repo/.git");
    elsewhere.environment.set("GIT_WORK_TREE", ".");
    CHECK(elsewhere.attempt({"commit", "-a", "-m", "x"}) == "blocked: a.txt:2");
  }
  SECTION("as options, from a third place") {
    const std::string git_dir = "--git-dir=" + (repo / ".git").string();
    const std::string work_tree = "--work-tree=" + elsewhere.path().string();
    TempRepo third = repo.at("../third");
    third.environment.set("GIT_DIR", (repo / ".git").string());
    CHECK(third.attempt({git_dir, work_tree, "commit", "-a", "-m", "x"}) == "blocked: a.txt:2");
  }
  SECTION("as a setting of the repository") {
    repo.git({"config", "core.worktree", elsewhere.path().string()});
    elsewhere.environment.set("GIT_DIR", (repo / ".git").string());
    CHECK(elsewhere.attempt({"commit", "-a", "-m", "x"}) == "blocked: a.txt:2");
    CHECK(repo.at(".git").attempt({"commit", "-a", "-m", "x"}) == "blocked: a.txt:2");
  }
  SECTION("an index of one's own") {
    TempRepo mine = repo.at(".");
    mine.environment.set("GIT_INDEX_FILE", (repo / ".git/index.mine").string());
    mine.git({"read-tree", "HEAD"});
    mine.stage("b.txt", text_with(github_token()));
    fs::remove(repo / "b.txt");
    const base::Output output = mine.veto({"staged"});
    CHECK(output.status == 1);
    CHECK(blocked_places(output.err) == Words{"b.txt:2"});
    CHECK(repo.veto({"staged"}).status == 0);
  }
}

TEST_CASE("commit: a git directory that stands apart from its work tree is found") {
  TempRepo repo;
  const TempRepo apart = repo.at("../apart");
  apart.git({"init", "-q", "--template=", "--separate-git-dir", "../apart.git"});
  apart.install_hooks();
  apart.stage("a.txt", text_with(github_token()));
  CHECK(apart.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
}

TEST_CASE("commit: a linked worktree has its own index and its own HEAD") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.git({"worktree", "add", "-q", "-b", "side", "../side"});
  const TempRepo side = repo.at("../side");
  side.stage("b.txt", text_with(github_token()));
  repo.stage("c.txt", "harmless\n");
  CHECK(side.attempt({"commit", "-m", "x"}) == "blocked: b.txt:2");
  CHECK(side.at("sub").attempt({"commit", "-m", "x"}) == "blocked: b.txt:2");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  side.stage("b.txt", "harmless\n");
  CHECK(side.attempt({"commit", "-m", "x"}) == "committed: clean");
}

TEST_CASE("commit: a worktree of a bare repository is scanned") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.git({"clone", "-q", "--bare", "--template=", ".", "../bare.git"});
  const TempRepo bare = repo.at("../bare.git");
  bare.install_hooks();
  bare.git({"worktree", "add", "-q", "-b", "side", "../side"});
  const TempRepo side = repo.at("../side");
  side.stage("b.txt", text_with(github_token()));
  CHECK(side.attempt({"commit", "-m", "x"}) == "blocked: b.txt:2");
}

TEST_CASE("commit: in a submodule its own index counts, above it only the pointer") {
  const TempRepo library;
  library.commit_file("lib.txt", "first\n");
  const TempRepo repo;
  repo.git({"submodule", "add", "-q", library.path().string(), "lib"});
  repo.commit_unchecked("with submodule");
  const TempRepo inner = repo.at("lib");
  inner.install_hooks();
  inner.stage("lib.txt", text_with(github_token()));
  CHECK(inner.attempt({"commit", "-m", "x"}) == "blocked: lib.txt:2");
  inner.commit_unchecked("unchecked");

  repo.git({"add", "lib"});
  const base::Output output = repo.veto({"staged"});
  CHECK(output.status == 0);
  CHECK(output.err.find("skipped: 1 submodule") != std::string::npos);
  CHECK(repo.attempt({"commit", "-m", "move the pointer"}) == "committed: clean");
}

TEST_CASE("commit: an intent to add is nothing yet") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.write("b.txt", text_with(github_token()));
  repo.git({"add", "-N", "b.txt"});
  repo.stage("a.txt", "second\n");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  CHECK(repo.attempt({"commit", "-a", "-m", "x"}) == "blocked: b.txt:2");
}

TEST_CASE("commit: commits that git makes of other commits are scanned where it runs the hook") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.git({"checkout", "-q", "-b", "side"});
  const std::string picked = repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "main"});

  SECTION("a cherry-pick that is finished by hand") {
    repo.git({"cherry-pick", "--no-commit", picked});
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  }
  SECTION("a cherry-pick whose conflict is resolved by hand") {
    repo.commit_file("a.txt", "other\n");
    CHECK(repo.try_git({"cherry-pick", picked}).status != 0);
    repo.git({"checkout", "--theirs", "a.txt"});
    repo.git({"add", "a.txt"});
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
    CHECK(repo.attempt({"-c", "core.editor=:", "cherry-pick", "--continue"}) == "blocked: a.txt:2");
  }
  SECTION("a squashed merge has one parent") {
    repo.git({"merge", "-q", "--squash", "side"});
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.txt:2");
  }
  SECTION("a stash that is applied") {
    repo.write("a.txt", text_with(github_token()));
    repo.git({"stash", "-q"});
    repo.git({"stash", "pop", "-q", "--index"});
    CHECK(repo.attempt({"commit", "-a", "-m", "x"}) == "blocked: a.txt:2");
  }
  SECTION("git am, through pre-applypatch") {
    fs::create_symlink(program_path(), repo.git_dir() / "hooks/pre-applypatch");
    const std::string patch = repo.git({"format-patch", "--stdout", "-1", picked});
    // git leaves what `git am --continue` goes on from.
    CHECK(repo.attempt({"am", "-q"}, patch + "\n")
              .starts_with("blocked: a.txt:2 LEAVING rebase-apply"));
  }
}

}  // namespace veto::test
