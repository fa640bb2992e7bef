// Places that no commit gives a name, headers of commits and tags, and how what lies there is
// reached.
#include <algorithm>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// "reached path:line" of all places of all findings, sorted.
Words reached_places(const Json& report) {
  Words places;
  for (const Json& finding : report["findings"]) {
    for (const Json& place : finding["places"]) {
      places.push_back(place["reached"].get<std::string>() + " " +
                       place["path"].get<std::string>() + ":" + place["line"].dump());
    }
  }
  std::sort(places.begin(), places.end());
  return places;
}

std::string blob(const TempRepo& repo, const std::string& text) {
  return repo.git({"hash-object", "-w", "--stdin"}, text);
}

/// A commit object with these headers behind its tree.
std::string commit_with(const TempRepo& repo, const std::string& headers,
                        const std::string& message) {
  const std::string tree = repo.git({"rev-parse", "HEAD^{tree}"});
  return repo.git({"hash-object", "-w", "-t", "commit", "--literally", "--stdin"},
                  "tree " + tree + "\n" + headers + "\n" + message);
}

constexpr const char* kPeople =
    "author A <a@example.org> 1700000000 +0000\ncommitter A <a@example.org> 1700000000 +0000\n";

}  // namespace

TEST_CASE("history place: what is only staged has the path of its entry") {
  for (const Words& options : {Words{}, Words{"--object-format=sha256"}}) {
    for (const char* how : {"", "--index-version=4", "--split-index"}) {
      const TempRepo repo(options);
      repo.commit_file("old.txt", "first\n");
      repo.stage("dir/new.txt", text_with(github_token()));
      if (*how != '\0') repo.git({"update-index", how});
      repo.stage("old.txt", text_with(github_token()));
      const std::string text = text_with(github_token());
      repo.stage_blob("twice/1.txt", text);
      repo.stage_blob("twice/2.txt", text);
      CAPTURE(options, how);
      CHECK(reached_places(repo.report({"history"}, 1)) ==
            Words{"index dir/new.txt:2", "index old.txt:2", "index twice/1.txt:2",
                  "index twice/2.txt:2"});
    }
  }
}

TEST_CASE("history place: the sides of an unmerged path have its name") {
  const TempRepo repo;
  repo.commit_file("old.txt", "first\n");
  std::string entries;
  for (const char* stage : {"1", "2", "3"}) {
    entries += "100644 " + blob(repo, text_with(github_token())) + " " + stage + "\tconf.txt\n";
  }
  repo.git({"update-index", "--index-info"}, entries);
  CHECK(reached_places(repo.report({"history"}, 1)) == Words(3, "index conf.txt:2"));
}

TEST_CASE("history place: the index of a linked worktree") {
  const TempRepo repo;
  repo.commit_file("old.txt", "first\n");
  repo.git({"worktree", "add", "-q", "--detach", "../side"});
  const TempRepo side = repo.at("../side");
  side.stage("a.txt", text_with(github_token()));
  CHECK(reached_places(repo.report({"history"}, 1)) == Words{"index a.txt:2"});
  CHECK(reached_places(side.report({"history"}, 1)) == Words{"index a.txt:2"});
}

TEST_CASE("history place: a blob that stands at two paths of a tagged tree") {
  const TempRepo repo;
  repo.commit_file("old.txt", "first\n");
  const std::string id = blob(repo, text_with(github_token()));
  const std::string inner = repo.git({"mktree"}, "100644 blob " + id + "\tin.txt\n");
  const std::string tree =
      repo.git({"mktree"}, "040000 tree " + inner + "\td\n100644 blob " + id + "\te.txt\n");
  repo.git({"tag", "-a", "-m", "x", "tree", tree});
  CHECK(reached_places(repo.report({"history"}, 1)) == Words{"tag d/in.txt:2", "tag e.txt:2"});
}

TEST_CASE("history place: a tree that nothing names gives its blobs their paths") {
  const TempRepo repo;
  repo.commit_file("old.txt", "first\n");
  const std::string id = blob(repo, text_with(github_token()));
  const std::string inner = repo.git({"mktree"}, "100644 blob " + id + "\tin.txt\n");
  repo.git({"mktree"}, "040000 tree " + inner + "\td\n");
  blob(repo, text_with(github_token()));
  CHECK(reached_places(repo.report({"history"}, 1)) ==
        Words{"unreachable :2", "unreachable d/in.txt:2"});
  repo.git({"repack", "-adkq"});
  CHECK(reached_places(repo.report({"history", "--full"}, 1)) ==
        Words{"unreachable :2", "unreachable d/in.txt:2"});
}

TEST_CASE("history place: what an operation that stopped half way remembers") {
  for (const char* name : {"AUTO_MERGE", "MERGE_AUTOSTASH", "CHERRY_PICK_HEAD",
                           "rebase-merge/orig-head", "sequencer/head"}) {
    const TempRepo repo;
    repo.commit_file("old.txt", "first\n");
    const std::string tree =
        repo.git({"mktree"}, "100644 blob " + blob(repo, text_with(github_token())) + "\ta.txt\n");
    const bool is_tree = std::string_view(name) == "AUTO_MERGE";
    const std::string id = is_tree ? tree : repo.git({"commit-tree", "-m", "x", tree});
    repo.write(std::string(".git/") + name, id + "\n");
    CAPTURE(name);
    CHECK(reached_places(repo.report({"history"}, 1)) == Words{"reflog a.txt:2"});
  }
}

TEST_CASE("history place: a SHA-256 repository knows its reflogs, stashes and worktrees") {
  const TempRepo repo(Words{"--object-format=sha256"});
  repo.commit_file("old.txt", "first\n");
  for (const char* text : {"1", "2"}) {
    repo.write("old.txt", text + text_with(github_token()));
    repo.git({"stash", "-q"});
  }
  repo.commit_file("lost.txt", text_with(github_token()));
  repo.git({"reset", "-q", "--hard", "HEAD~1"});
  repo.git({"worktree", "add", "-q", "--detach", "../side"});
  repo.at("../side").commit_file("side.txt", text_with(github_token()));
  CHECK(reached_places(repo.report({"history"}, 1)) ==
        Words{"branch side.txt:2", "reflog lost.txt:2", "stash old.txt:2", "stash old.txt:2"});
}

TEST_CASE("history place: headers of commits and tags are read behind the message") {
  struct Case {
    const char* name;
    std::string headers;
    std::size_t line;
  };
  const std::string token = github_token();
  const Case kCases[] = {
      {"author", "author " + token + " <a@b.c> 1 +0000\ncommitter A <a@b.c> 1 +0000\n", 2},
      {"address", "author A <a@b.c> 1 +0000\ncommitter A <" + token + "@b.c> 1 +0000\n", 2},
      {"another tool's", kPeople + ("x-deploy " + token + "\n"), 2},
      {"a merged tag",
       kPeople + ("mergetag object " + std::string(40, '1') +
                  "\n type commit\n tag v\n tagger A <a@b.c> 1 +0000\n \n msg\n " + token + "\n"),
       8},
  };
  for (const Case& each : kCases) {
    const TempRepo repo;
    repo.commit_file("old.txt", "first\n");
    const std::string commit = commit_with(repo, each.headers, "subject\n");
    repo.git({"update-ref", "refs/heads/side", commit});
    CAPTURE(each.name);
    const Json report = repo.report({"history"}, 1);
    REQUIRE(report["findings"].size() == 1);
    CHECK(report["findings"][0]["commit"] == commit);
    CHECK(report["findings"][0]["line"] == each.line);
    CHECK(repo.report({"range", "main..side"}, 1)["findings"].size() == 1);
  }
  const TempRepo repo;
  const std::string commit = repo.commit_file("old.txt", "first\n");
  repo.git({"mktag"}, "object " + commit + "\ntype commit\ntag " + token +
                          "\ntagger A <a@b.c> 1 +0000\n\nsubject\n");
  CHECK(reached_places(repo.report({"history"}, 1)) == Words{"message :2"});
}

TEST_CASE("history place: a commit that ends with its headers has no message") {
  const TempRepo repo;
  repo.commit_file("old.txt", "first\n");
  const std::string secret = blob(repo, text_with(github_token()));
  const std::string tree = repo.git({"mktree"}, "100644 blob " + secret + "\tbare.txt\n");
  const std::string commit =
      repo.git({"hash-object", "-w", "-t", "commit", "--literally", "--stdin"},
               "tree " + tree + "\n" + kPeople);
  repo.git({"update-ref", "refs/heads/bare", commit});
  const Json report = repo.report({"history"}, 1);
  CHECK(report["summary"]["complete"] == true);
  CHECK(reached_places(report) == Words{"branch bare.txt:2"});
  CHECK(repo.report({"range", "main..bare"}, 1)["summary"]["complete"] == true);
}

TEST_CASE("history place: a signature does not move the lines of a message") {
  const TempRepo repo;
  repo.commit_file("old.txt", "first\n");
  commit_with(repo,
              kPeople + ("gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz" + hex_key() +
                         "\n =abcd\n -----END PGP SIGNATURE-----\n"),
              "subject\n\nbody " + github_token() + "\n");
  CHECK(reached_places(repo.report({"history"}, 1)) == Words{"message :3"});
}

TEST_CASE("history place: --reachable leaves out a tag that no ref names, grafts do not count") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  const std::string last = repo.commit_file("a.txt", "gone\n");
  const std::string target =
      "object " + last + "\ntype commit\ntag v\ntagger A <a@b.c> 1 +0000\n\n";
  repo.git({"mktag"}, target + github_token() + "\n");
  const std::string inner = repo.git({"mktag"}, target + "\n\n" + github_token() + "\n");
  repo.git({"tag", "-a", "-m", "outer", "outer", inner});
  repo.write(".git/info/grafts", last + "\n");
  CHECK(reached_places(repo.report({"history"}, 1)) ==
        Words{"branch a.txt:2", "message :1", "message :3"});
  CHECK(reached_places(repo.report({"history", "--reachable"}, 1)) ==
        Words{"branch a.txt:2", "message :3"});
}

}  // namespace veto::test
