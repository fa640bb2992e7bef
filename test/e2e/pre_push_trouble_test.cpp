// pre-push where something is missing or unusual: formats, clones that do not have everything, and
// what cannot be read.
#include "test/support/catch.h"
#include "test/support/push.h"
#include "test/support/secrets.h"

namespace veto::test {

TEST_CASE("pre-push: formats that libgit2 does not read") {
  const SharedPushing shared({"--object-format=sha256"});
  shared.repo.commit_file("b.txt", "second\n");
  CHECK(shared.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
  shared.repo.commit_file("c.txt", text_with(github_token()));
  CHECK(shared.push({"origin", "main", "main:new"}) == "refused: c.txt:2");
}

TEST_CASE("pre-push: clones that do not have everything") {
  const SharedPushing shared;
  shared.server.git({"config", "uploadpack.allowFilter", "true"});
  shared.repo.commit_file("b.txt", text_with(github_token()));
  shared.push_unchecked({"origin", "main"});
  const TempRepo clone = shared.repo.at("../clone");

  SECTION("shallow") {
    clone.git({"clone", "-q", "--depth=1", shared.url, "."});
    Pushing::install(clone, "pre-push");
    clone.commit_file("c.txt", "third\n");
    CHECK(shared.push_from(clone, {"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
    clone.commit_file("d.txt", text_with(github_token()));
    CHECK(shared.push_from(clone, {"origin", "main"}) == "refused: d.txt:2");
  }
  SECTION("partial") {
    const std::string missing = shared.repo.git({"rev-parse", "HEAD:b.txt"});
    shared.repo.commit_file("b.txt", "changed\n");
    shared.push_unchecked({"origin", "main"});
    clone.git({"clone", "-q", "--filter=blob:none", "--no-checkout", shared.url, "."});
    Pushing::install(clone, "pre-push");
    clone.git({"read-tree", "HEAD"});
    clone.stage_blob("c.txt", "third\n");
    clone.commit_unchecked();
    CHECK(shared.push_from(clone, {"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
    clone.stage_blob("c.txt", text_with(github_token()));
    clone.commit_unchecked();
    CHECK(shared.push_from(clone, {"origin", "main"}) == "refused: c.txt:2");
    // A file that only the server has: it has been there before.
    const std::string tree =
        clone.git({"mktree", "--missing"}, "100644 blob " + missing + "\tnew.txt\n");
    clone.git({"reset", "-q", "--soft",
               clone.git({"commit-tree", "-p", "origin/main", "-m", "back", tree})});
    // Nothing is fetched, which veto() looks at. Another remote need not have what is missing here.
    const std::string line = "x " + clone.git({"rev-parse", "HEAD"}) + " refs/heads/x " +
                             clone.git({"rev-parse", "origin/main"}) + "\n";
    const base::Output same = clone.veto({"hook", "pre-push", "origin", shared.url}, line);
    CHECK(same.status == 0);
    CHECK(line_with(same.err, "git-veto: note: 1 object is named").find(missing) !=
          std::string::npos);
    const base::Output other = clone.veto({"hook", "pre-push", "other", "../other"}, line);
    CHECK(other.status == 3);
    CHECK(line_with(other.err, "git-veto: incomplete: 1 object is named").find(missing) !=
          std::string::npos);
    CHECK(shared.push_from(clone, {"origin", "main"}) == "pushed: clean: 0 blobs, 1 commit");
  }
}

TEST_CASE("pre-push: what cannot be read stops the push") {
  const SharedPushing shared;
  const TempRepo& repo = shared.repo;
  repo.commit_file("b.txt", "second\n");
  const std::string head = repo.git({"rev-parse", "HEAD"});
  const std::string null(40, '0');
  const Words hook{"hook", "pre-push", "origin", shared.url};

  SECTION("a blob that is gone") {
    const std::string blob = repo.git({"rev-parse", "HEAD:b.txt"});
    fs::remove(repo.git_dir() / "objects" / blob.substr(0, 2) / blob.substr(2));
    const base::Output output =
        repo.veto(hook, "refs/heads/main " + head + " refs/heads/main " + null + "\n");
    CHECK(output.status == 3);
    CHECK(line_with(output.err, "git-veto: incomplete: ").find(blob) != std::string::npos);
  }
  SECTION("a line that git does not write") {
    for (const char* line : {"x\n", "a b c d\n", "refs/heads/main 12 refs/heads/main 34\n"})
      CHECK(repo.veto(hook, line).status == 3);
  }
  SECTION("an object that is not here") {
    const std::string unknown(40, '7');
    CHECK(repo.veto(hook, "x " + unknown + " refs/heads/main " + null + "\n").status == 3);
  }
  SECTION("no remote") {
    CHECK(repo.veto({"hook", "pre-push"}).status == 2);
  }
  SECTION("but not one that the server has and we have not") {
    const std::string unknown(40, '7');
    const std::string line = "refs/heads/main " + head + " refs/heads/main " + unknown + "\n";
    CHECK(repo.veto(hook, line).status == 0);
  }
  SECTION("and no lines are no push") {
    CHECK(repo.veto(hook, "").status == 0);
  }
}

}  // namespace veto::test
