// pre-push: what a push sends is scanned, all of it, once, and nothing else.
#include "test/support/catch.h"
#include "test/support/push.h"
#include "test/support/secrets.h"

namespace veto::test {
TEST_CASE("pre-push: the first push of a repository is read whole") {
  const Pushing pushing(PushHook::PrePush);
  pushing.repo.commit_file("a.txt", "first\n");
  pushing.repo.commit_file("b.txt", "second\n");
  CHECK(pushing.push({"origin", "main"}) == "pushed: clean: 2 blobs, 2 commits");
  CHECK(pushing.push({"origin", "main"}) == "pushed: clean: 0 blobs, 0 commits");
}

TEST_CASE("pre-push: what is pushed") {
  const SharedPushing shared;
  const TempRepo& repo = shared.repo;

  SECTION("a commit with a secret") {
    repo.commit_file("b.txt", text_with(github_token()));
    CHECK(shared.push({"origin", "main"}) == "refused: b.txt:2");
    // Under another name, by its URL, as a tag, and to a new branch it is the same.
    CHECK(shared.push({"origin", "main:refs/heads/other"}) == "refused: b.txt:2");
    CHECK(shared.push({shared.url, "main"}) == "refused: b.txt:2");
    CHECK(shared.push({"origin", "HEAD:refs/tags/v1"}) == "refused: b.txt:2");
  }
  SECTION("a secret that a later commit takes out again") {
    repo.commit_file("b.txt", text_with(github_token()));
    repo.git({"rm", "-q", "b.txt"});
    repo.commit_unchecked();
    CHECK(shared.push({"origin", "main"}) == "refused: b.txt:2");
  }
  SECTION("an unrelated line of a file that holds a secret on the server") {
    const std::string text = text_with(github_token());
    repo.commit_file("b.txt", text);
    shared.push_unchecked({"origin", "main"});
    repo.commit_file("b.txt", "new line\n" + text);
    CHECK(shared.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
  }
  SECTION("a secret in the message of a commit") {
    repo.commit_unchecked("first\n\nthe token is " + github_token());
    CHECK(shared.push({"origin", "main"}) == "refused: message line 3");
  }
  SECTION("a branch that begins at an older commit of the server") {
    repo.commit_file("b.txt", "second\n");
    shared.push_unchecked({"origin", "main"});
    repo.git({"checkout", "-q", "-b", "side", "main~1"});
    repo.commit_file("c.txt", "third\n");
    CHECK(shared.push({"origin", "side"}) == "pushed: clean: 1 blob, 1 commit");
  }
  SECTION("a file that is renamed, or copied as a whole") {
    const std::string text = text_with(github_token());
    repo.commit_file("b.txt", text);
    shared.push_unchecked({"origin", "main"});
    repo.git({"mv", "b.txt", "c.txt"});
    repo.commit_file("d.txt", text);
    CHECK(shared.push({"origin", "main"}) == "pushed: clean: 0 blobs, 1 commit");
  }
  SECTION("a file that is renamed and edited") {
    const std::string text = text_with(github_token());
    repo.commit_file("b.txt", text);
    shared.push_unchecked({"origin", "main"});
    repo.git({"rm", "-q", "b.txt"});
    repo.commit_file("c.txt", "heading\n" + text);
    CHECK(shared.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
  }
  SECTION("a secret that one commit adds and the next one moves") {
    const std::string text = text_with(github_token());
    repo.commit_file("b.txt", text);
    repo.git({"rm", "-q", "b.txt"});
    repo.commit_file("c.txt", "heading\n" + text);
    CHECK(shared.push({"origin", "main"}) == "refused: b.txt:2");
  }
  SECTION("a merge of what the server has on another branch") {
    repo.git({"checkout", "-q", "-b", "side"});
    repo.commit_file("b.txt", text_with(github_token()));
    shared.push_unchecked({"origin", "side"});
    repo.git({"checkout", "-q", "main"});
    repo.commit_file("c.txt", "second\n");
    repo.git({"merge", "-q", "--no-verify", "--no-edit", "side"});
    CHECK(shared.push({"origin", "main"}) == "pushed: clean: 1 blob, 2 commits");
  }
  SECTION("a merge that adds what neither side has") {
    repo.git({"checkout", "-q", "-b", "side"});
    repo.commit_file("b.txt", "second\n");
    repo.git({"checkout", "-q", "main"});
    repo.commit_file("c.txt", "third\n");
    repo.git({"merge", "-q", "--no-commit", "side"});
    repo.commit_file("evil.txt", text_with(github_token()));
    CHECK(shared.push({"origin", "main"}) == "refused: evil.txt:2");
  }
  SECTION("a commit of the server that is picked onto another branch") {
    repo.git({"checkout", "-q", "-b", "side"});
    repo.commit_file("b.txt", text_with(github_token()));
    shared.push_unchecked({"origin", "side"});
    repo.git({"checkout", "-q", "-b", "third", "main"});
    repo.commit_file("c.txt", "other\n");
    repo.git({"cherry-pick", "side"});
    CHECK(shared.push({"origin", "third"}) == "pushed: clean: 2 blobs, 2 commits");
  }
  SECTION("a secret that comes back") {
    repo.commit_file("b.txt", text_with(github_token()));
    repo.git({"rm", "-q", "b.txt"});
    repo.commit_unchecked("without");
    shared.push_unchecked({"origin", "main"});
    repo.git({"revert", "--no-edit", "HEAD"});
    // The server has this very file in its history.
    CHECK(shared.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
  }
  SECTION("a secret whose id stands in an old file's name") {
    const std::string text = text_with(github_token());
    const std::string id = repo.git({"hash-object", "-t", "blob", "--stdin"}, text);
    const std::string name = ":100644 100644 " + id + " " + id + " M";
    repo.stage_blob(name, "harmless\n");
    repo.commit_unchecked();
    shared.push_unchecked({"origin", "main"});
    repo.stage_blob(name, text);
    repo.commit_unchecked();
    CHECK(shared.push({"origin", "main"}) == "refused: " + name + ":2");
  }
  SECTION("a symbolic link, and what lies in a directory of an odd name") {
    repo.stage_blob("a \"b\"\n\xff/c.txt", text_with(github_token()));
    repo.stage_blob("link", "https://ada:" + github_token() + "@example.com/", "120000");
    repo.commit_unchecked();
    CHECK(shared.push({"origin", "main"}) == "refused: a \"b\"\\x0a\\xff/c.txt:2, link:1");
  }
  SECTION("an allowed secret") {
    repo.commit_file("b.txt", "t = \"" + github_token() +
                                  "\"  # git-veto:allow github-pat-classic it is a test\n");
    CHECK(shared.push({"origin", "main"}) == "pushed: clean, 1 allowed: 1 blob, 1 commit");
  }
}

TEST_CASE("pre-push: refs of all kinds") {
  const SharedPushing shared;
  const TempRepo& repo = shared.repo;

  SECTION("several refs, of which one has a secret; what they share is read once") {
    repo.commit_file("b.txt", "second\n");
    repo.git({"branch", "one"});
    repo.git({"branch", "two"});
    repo.git({"checkout", "-q", "-b", "three"});
    CHECK(shared.push({"origin", "one", "two", "three"}) == "pushed: clean: 1 blob, 1 commit");
    repo.commit_file("c.txt", text_with(github_token()));
    CHECK(shared.push({"origin", "main", "three"}) == "refused: c.txt:2");
  }
  SECTION("a deleted branch") {
    shared.push_unchecked({"origin", "main:gone"});
    CHECK(shared.push({"origin", ":gone"}) == "pushed: clean: 0 blobs, 0 commits");
  }
  SECTION("a deleted branch together with a new one") {
    shared.push_unchecked({"origin", "main:gone"});
    repo.commit_file("b.txt", text_with(github_token()));
    CHECK(shared.push({"origin", ":gone", "main:new"}) == "refused: b.txt:2");
  }
  SECTION("a forced push") {
    repo.commit_file("b.txt", "second\n");
    shared.push_unchecked({"origin", "main"});
    repo.git({"reset", "-q", "--hard", "main~1"});
    repo.commit_file("c.txt", "third\n");
    CHECK(shared.push({"-f", "origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
    repo.git({"reset", "-q", "--hard", "main~1"});
    repo.commit_file("d.txt", text_with(github_token()));
    CHECK(shared.push({"-f", "origin", "main"}) == "refused: d.txt:2");
  }
  SECTION("a forced push over commits that are not here") {
    const TempRepo other = repo.at("../other");
    other.git({"clone", "-q", shared.url, "."});
    other.commit_file("theirs.txt", "theirs\n");
    other.git({"push", "-q", "origin", "HEAD:main"});
    repo.commit_file("b.txt", "second\n");
    CHECK(shared.push({"-f", "origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
  }
  SECTION("an annotated tag of what the server has") {
    repo.git({"tag", "-a", "-m", "first version", "v1"});
    CHECK(shared.push({"origin", "v1"}) == "pushed: clean: 0 blobs, 0 commits, 1 tag");
  }
  SECTION("a secret in the message of a tag") {
    repo.git({"tag", "-a", "-m", "v\n\n" + github_token(), "v1"});
    CHECK(shared.push({"origin", "v1"}) == "refused: message line 3");
  }
  SECTION("a tag of a tag") {
    repo.git({"tag", "-a", "-m", github_token(), "inner"});
    repo.git({"tag", "-a", "-m", "outer", "outer", "inner"});
    CHECK(shared.push({"origin", "outer"}) == "refused: message line 1");
  }
  SECTION("a tag of a blob") {
    const std::string id = repo.git({"hash-object", "-w", "--stdin"}, text_with(github_token()));
    repo.git({"tag", "blob", id});
    CHECK(shared.push({"origin", "blob"}) == "refused: blob " + id.substr(0, 10) + ":2");
    repo.git({"tag", "-a", "-m", "blob", "annotated", id});
    CHECK(shared.push({"origin", "annotated"}) == "refused: blob " + id.substr(0, 10) + ":2");
  }
  SECTION("a tag of a tree") {
    repo.stage("dir/b.txt", text_with(github_token()));
    repo.git({"tag", "tree", repo.git({"write-tree"})});
    CHECK(shared.push({"origin", "tree"}) == "refused: dir/b.txt:2");
  }
  SECTION("names that are not ASCII, and an expression with blanks") {
    repo.commit_file("b.txt", text_with(github_token()));
    const std::string name = "refs/heads/\xc3\xa4\xe2\x82\xac/\xff";
    CHECK(shared.push({"origin", "HEAD:" + name}) == "refused: b.txt:2");
    CHECK(shared.push({"origin", "HEAD^{/add b}:" + name}) == "refused: b.txt:2");
    CHECK(shared.push({"origin", "HEAD~1:" + name}) == "pushed: clean: 0 blobs, 0 commits");
  }
}

TEST_CASE("pre-push: what the other side has is known by its tracking refs only") {
  const SharedPushing shared;
  const TempRepo& repo = shared.repo;
  const TempRepo second = repo.at("../second.git");
  second.git({"init", "-q", "--bare", "--template="});
  const std::string second_url = "file://" + second.path().string();

  SECTION("another remote lacks what the first one has") {
    repo.git({"remote", "add", "second", second_url});
    CHECK(shared.push({"second", "main"}) == "pushed: clean: 1 blob, 1 commit");
  }
  SECTION("a remote whose name goes on behind a slash is another one") {
    repo.git({"remote", "add", "origin/deep", second_url});
    CHECK(shared.push({"origin/deep", "main"}) == "pushed: clean: 1 blob, 1 commit");
    repo.commit_file("b.txt", text_with(github_token()));
    repo.git({"push", "-q", "--no-verify", "origin/deep", "main"});
    CHECK(shared.push({"origin", "main"}) == "refused: b.txt:2");
  }
  SECTION("a URL that no remote has") {
    CHECK(shared.push({second_url, "main"}) == "pushed: clean: 1 blob, 1 commit");
    // What the ref has there is told by git itself.
    repo.commit_file("b.txt", "second\n");
    CHECK(shared.push({second_url, "main"}) == "pushed: clean: 1 blob, 1 commit");
  }
  SECTION("the URL of a remote") {
    repo.commit_file("b.txt", "second\n");
    CHECK(shared.push({shared.url, "main:new"}) == "pushed: clean: 1 blob, 1 commit");
  }
}

TEST_CASE("pre-push: from wherever it is pushed") {
  const SharedPushing shared;
  const TempRepo& repo = shared.repo;
  repo.commit_file("dir/b.txt", text_with(github_token()));

  SECTION("a subdirectory") {
    CHECK(shared.push_from(repo.at("dir"), {"origin", "main"}) == "refused: dir/b.txt:2");
  }
  SECTION("a linked worktree") {
    repo.git({"worktree", "add", "-q", "-b", "linked", "../linked"});
    CHECK(shared.push_from(repo.at("../linked"), {"origin", "linked"}) == "refused: dir/b.txt:2");
  }
  SECTION("a bare clone") {
    const TempRepo bare = repo.at("../bare.git");
    bare.git({"clone", "-q", "--bare", repo.path().string(), "."});
    Pushing::install(bare, "pre-push");
    CHECK(shared.push_from(bare, {shared.url, "main"}) == "refused: dir/b.txt:2");
  }
  SECTION("outside, by --git-dir") {
    const Words words{"--git-dir=" + repo.git_dir().string(), "push", "origin", "main"};
    CHECK(repo.at("../elsewhere").try_git(words).status == 1);
  }
}

TEST_CASE("pre-push: a thousand commits are read, and the one that matters is found") {
  const SharedPushing shared;
  const TempRepo& repo = shared.repo;
  const std::string token = github_token();
  std::string stream;
  std::string from = "from refs/heads/main^0\n";
  for (int i = 0; i < 1000; ++i) {
    const std::string text = i == 500 ? token + "\n" : "text " + std::to_string(i) + "\n";
    stream += "commit refs/heads/main\ncommitter A <a@example.com> 1700000000 +0000\ndata 2\nm\n" +
              from + "M 100644 inline f" + std::to_string(i % 10) + ".txt\ndata " +
              std::to_string(text.size()) + "\n" + text + "\n";
    from = "";
  }
  repo.git({"fast-import", "--quiet", "--force"}, stream);
  CHECK(shared.push({"origin", "main"}) == "refused: f0.txt:1");
  CHECK(shared.said.find("1,000 blobs, 1,000 commits") != std::string::npos);
}

TEST_CASE("pre-push: the program is the hook by its own name") {
  const SharedPushing shared;
  fs::remove(shared.repo.git_dir() / "hooks/pre-push");
  fs::copy_file(program_path(), shared.repo.git_dir() / "hooks/pre-push");
  shared.repo.commit_file("b.txt", text_with(github_token()));
  CHECK(shared.push({"origin", "main"}) == "refused: b.txt:2");
}

TEST_CASE("pre-push: what it tells to type works") {
  const SharedPushing shared;
  shared.repo.commit_file("b.txt", text_with(github_token()));
  CHECK(shared.push({"origin", "main"}) == "refused: b.txt:2");

  SECTION("allowing it") {
    const std::string line = line_with(shared.said, "Not a secret?  git veto allow ");
    const std::string id = line.substr(30, 19);
    CHECK(shared.repo.veto({"allow", id, "--reason", "a test"}).status == 0);
    CHECK(shared.push({"origin", "main"}) == "refused: b.txt:2");
    shared.repo.commit_unchecked("allow it");
    CHECK(shared.push({"origin", "main"}) == "pushed: clean, 1 allowed: 3 blobs, 2 commits");
  }
  SECTION("rewriting the commit") {
    const std::string line = line_with(shared.said, "  git rebase -i ");
    const std::string commit = line.substr(16, 10);
    CHECK(shared.repo.git({"rev-parse", "--short=10", "HEAD"}) == commit);
    CHECK(shared.repo.try_git({"rev-parse", "--verify", commit + "^"}).status == 0);
  }
}

}  // namespace veto::test
