// Merges: what any parent has is not new, what none has is.
#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// main and side have both gone on from a first commit; side has added theirs.txt with a secret,
/// and both have changed both.txt in the same place, each with a secret of its own.
struct Diverged {
  TempRepo repo;
  std::string our_text = text_with(github_token());
  std::string their_text = text_with(github_token());

  Diverged() {
    repo.stage("both.txt", "first\n");
    repo.commit_file("a.txt", "first\n");
    repo.git({"checkout", "-q", "-b", "side"});
    repo.stage("theirs.txt", text_with(github_token()));
    repo.commit_file("both.txt", their_text);
    repo.git({"checkout", "-q", "main"});
    repo.commit_file("a.txt", "second\n");
  }

  void conflict() {
    repo.commit_file("both.txt", our_text);
    REQUIRE(repo.try_git({"merge", "-q", "side"}).status == 1);
  }
};

const Words kMerge{"merge", "-q", "--no-edit", "side"};
const Words kCommit{"commit", "-q", "--no-edit"};

}  // namespace

TEST_CASE("merge: a clean merge of a branch that has a secret passes") {
  const Diverged diverged;
  CHECK(diverged.repo.attempt(kMerge) == "committed: clean");
}

TEST_CASE("merge: a merge that stops before its commit passes with what the parents have") {
  const Diverged diverged;
  diverged.repo.git({"merge", "-q", "--no-commit", "side"});
  CHECK(diverged.repo.attempt(kCommit) == "committed: clean");
}

TEST_CASE("merge: text that no parent has is found") {
  const Diverged diverged;
  const TempRepo& repo = diverged.repo;
  repo.git({"merge", "-q", "--no-commit", "side"});

  SECTION("in a file that neither branch touched") {
    repo.stage("c.txt", text_with(github_token()));
    CHECK(repo.attempt(kCommit) == "blocked: c.txt:2");
  }
  SECTION("in a file that the other branch brings") {
    repo.stage("theirs.txt", repo.git({"show", "side:theirs.txt"}) + "\n" + github_token() + "\n");
    CHECK(repo.attempt(kCommit) == "blocked: theirs.txt:4");
  }
  SECTION("in a file of this branch") {
    repo.stage("a.txt", text_with(github_token()));
    CHECK(repo.attempt(kCommit) == "blocked: a.txt:2");
  }
}

TEST_CASE("merge: a conflict may be resolved with anything that a parent has") {
  Diverged diverged;
  const TempRepo& repo = diverged.repo;
  diverged.conflict();

  SECTION("their text") {
    repo.git({"checkout", "--theirs", "both.txt"});
    repo.git({"add", "both.txt"});
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("our text") {
    repo.git({"checkout", "--ours", "both.txt"});
    repo.git({"add", "both.txt"});
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("both") {
    repo.stage("both.txt", diverged.our_text + diverged.their_text);
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("all files of the other side, through -X theirs") {
    repo.git({"merge", "--abort"});
    CHECK(repo.attempt({"merge", "-q", "--no-edit", "-X", "theirs", "side"}) == "committed: clean");
  }
  SECTION("both and a new one") {
    repo.stage("both.txt", diverged.our_text + diverged.their_text + github_token());
    CHECK(repo.attempt(kCommit) == "blocked: both.txt:7");
  }
  SECTION("with commit -a") {
    repo.write("both.txt", text_with(github_token()));
    CHECK(repo.attempt({"commit", "-q", "-a", "--no-edit"}) == "blocked: both.txt:2");
  }
}

TEST_CASE("merge: what the other branch has passes when the merge moves it") {
  const Diverged diverged;
  const TempRepo& repo = diverged.repo;

  SECTION("their file gets another name in the merge") {
    repo.git({"merge", "-q", "--no-commit", "side"});
    repo.git({"mv", "theirs.txt", "moved.txt"});
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("their line goes into a file of ours") {
    repo.git({"merge", "-q", "--no-commit", "side"});
    repo.stage("a.txt", "second\n" + repo.git({"show", "side:theirs.txt"}) + "\n");
    repo.git({"rm", "-q", "-f", "theirs.txt"});
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("their file stays, and its line is added to ours as well") {
    repo.git({"merge", "-q", "--no-commit", "side"});
    repo.stage("a.txt", "second\n" + repo.git({"show", "side:theirs.txt"}) + "\n");
    CHECK(repo.attempt(kCommit) == "blocked: a.txt:3");
  }
  SECTION("we renamed the file that they changed") {
    repo.git({"mv", "both.txt", "renamed.txt"});
    repo.commit_unchecked("rename");
    // Similarity cannot tell a renamed file of one line: say it by hand.
    repo.try_git({"merge", "-q", "--no-commit", "side"});
    repo.git({"rm", "-q", "-f", "--ignore-unmatch", "both.txt"});
    repo.stage("renamed.txt", diverged.their_text);
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
}

TEST_CASE("merge: a secret that this branch has removed may come back from the other") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"branch", "side"});
  repo.commit_file("a.txt", "removed\n");
  repo.git({"checkout", "-q", "side"});
  repo.commit_file("b.txt", "second\n");
  repo.git({"checkout", "-q", "main"});
  repo.git({"merge", "-q", "--no-commit", "side"});
  repo.git({"checkout", "side", "--", "a.txt"});
  CHECK(repo.attempt(kCommit) == "committed: clean");
}

TEST_CASE("merge: an octopus has many parents, and text of each of them passes") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  for (const char* branch : {"one", "two", "three"}) {
    repo.git({"checkout", "-q", "-b", branch, "main"});
    repo.commit_file(std::string(branch) + ".txt", text_with(github_token()));
  }
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("a.txt", "second\n");

  SECTION("as it is") {
    CHECK(repo.attempt({"merge", "-q", "--no-edit", "one", "two", "three"}) == "committed: clean");
  }
  SECTION("with a text of nobody") {
    repo.git({"merge", "-q", "--no-commit", "one", "two", "three"});
    repo.stage("one.txt", text_with(github_token()));
    CHECK(repo.attempt(kCommit) == "blocked: one.txt:2");
  }
}

TEST_CASE("merge: what a merge driver writes is new, and pre-merge-commit stops it") {
  const TempRepo repo;
  const std::string token = github_token();
  write_file(repo.root() / "driver", "#!/bin/sh\necho 'token = " + token + "' >\"$1\"\n", 0755);
  repo.git({"config", "merge.evil.driver", "\"" + (repo.root() / "driver").string() + "\" %A"});
  repo.stage(".gitattributes", "a.txt merge=evil\n");
  repo.commit_file("a.txt", "first\n");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("a.txt", "theirs\n");
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("a.txt", "ours\n");
  CHECK(repo.attempt(kMerge) == "blocked: a.txt:1");
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:1");
}

TEST_CASE("merge: in a linked worktree the merged commit is that of the worktree") {
  Diverged diverged;
  diverged.repo.git({"worktree", "add", "-q", "-b", "third", "../third", "main"});
  const TempRepo third = diverged.repo.at("../third");

  SECTION("clean") {
    CHECK(third.attempt(kMerge) == "committed: clean");
  }
  SECTION("stopped") {
    third.git({"merge", "-q", "--no-commit", "side"});
    // The main worktree is not merging: there the same text is new.
    diverged.repo.git({"checkout", "side", "--", "theirs.txt"});
    CHECK(diverged.repo.attempt({"commit", "-m", "x"}) == "blocked: theirs.txt:2");
    CHECK(third.attempt(kCommit) == "committed: clean");
  }
}

TEST_CASE("merge: histories that have nothing in common") {
  const TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.git({"checkout", "-q", "--orphan", "side"});
  repo.git({"rm", "-q", "-rf", "."});
  repo.commit_file("b.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "main"});
  CHECK(repo.attempt({"merge", "-q", "--no-edit", "--allow-unrelated-histories", "side"}) ==
        "committed: clean");
}

TEST_CASE("merge: a parent that cannot be read leaves the scan incomplete") {
  const Diverged diverged;
  const TempRepo& repo = diverged.repo;
  repo.git({"merge", "-q", "--no-commit", "side"});
  const std::string tree = repo.git({"rev-parse", "side^{tree}"});
  fs::remove(repo.git_dir() / "objects" / tree.substr(0, 2) / tree.substr(2));
  const base::Output output = repo.veto({"staged"});
  // Everything of theirs counts as new, and the reason is said.
  CHECK(output.status == 1);
  CHECK(line_with(output.err, "git-veto: incomplete: ").find(tree) != std::string::npos);
}

}  // namespace veto::test
