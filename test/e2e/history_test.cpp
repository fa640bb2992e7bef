// The history scan: which commit brought a secret, where, by whom, and how it is still reached.
#include <functional>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// The only finding of a history scan.
Json only_finding(const TempRepo& repo) {
  const Json report = repo.report({"history"}, 1);
  REQUIRE(report["findings"].size() == 1);
  CHECK(report["summary"]["complete"] == true);
  return report["findings"][0];
}

/// "path:line commit" of all places, the commit as one of `names`.
Words places_with_commits(const Json& finding,
                          const std::vector<std::pair<std::string, std::string>>& names) {
  Words places;
  for (const Json& place : finding["places"]) {
    std::string text = place["path"].get<std::string>() + ":" + place["line"].dump();
    for (const auto& [name, id] : names) {
      if (place.value("commit", "") == id) text += " " + name;
    }
    places.push_back(std::move(text));
  }
  return places;
}

/// Sets the time of the next commits.
void set_clock(TempRepo& repo, const std::string& date) {
  repo.environment.set("GIT_AUTHOR_DATE", date);
  repo.environment.set("GIT_COMMITTER_DATE", date);
}

}  // namespace

TEST_CASE("history: a secret that was added and removed is found in the commit that added it") {
  TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  set_clock(repo, "2023-07-09T08:07:06-03:30");
  repo.environment.set("GIT_AUTHOR_NAME", "B\xc3\xa9la");
  repo.environment.set("GIT_AUTHOR_EMAIL", "bela@example.org");
  const std::string commit = repo.commit_file("dir/a.txt", text_with(github_token()));
  set_clock(repo, "2024-01-01T00:00:00Z");
  repo.environment.set("GIT_AUTHOR_NAME", "Somebody else");
  repo.commit_file("dir/a.txt", "removed\n");
  const Json finding = only_finding(repo);
  CHECK(finding["path"] == "dir/a.txt");
  CHECK(finding["line"] == 2);
  CHECK(finding["column"] == 9);
  CHECK(finding["commit"] == commit);
  CHECK(finding["author"] == "B\xc3\xa9la <bela@example.org>");
  CHECK(finding["date"] == "2023-07-09T08:07:06-03:30");
  CHECK(finding["reached"] == "branch");
  CHECK(finding["object"] == repo.git({"rev-parse", commit + ":dir/a.txt"}));
  const base::Output human = repo.veto({"history"});
  CHECK(human.out.find("dir/a.txt:2") != std::string::npos);
  CHECK(human.out.find(commit.substr(0, 10) + " 2023-07-09 B\xc3\xa9la") != std::string::npos);
  CHECK(human.err.starts_with("git-veto: blocked: 1 secret\n"));
}

TEST_CASE("history: later versions of a file do not introduce its secret again") {
  TempRepo repo;
  const std::string text = text_with(github_token());
  const std::string commit = repo.commit_file("a.txt", text);
  set_clock(repo, "2024-03-02T00:00:00Z");
  repo.commit_file("a.txt", text + "more = 1\n");
  set_clock(repo, "2024-03-03T00:00:00Z");
  repo.git({"mv", "a.txt", "b.txt"});
  repo.commit_unchecked("rename");
  set_clock(repo, "2024-03-04T00:00:00Z");
  repo.git({"mv", "b.txt", "c.txt"});
  repo.stage("c.txt", "# edited\n" + text + "more = 1\n");
  repo.commit_unchecked("rename and edit");
  const Json finding = only_finding(repo);
  CHECK(places_with_commits(finding, {{"first", commit}}) == Words{"a.txt:2 first"});
}

TEST_CASE("history: a secret that comes back is introduced twice") {
  TempRepo repo;
  const std::string text = text_with(github_token());
  const std::string first = repo.commit_file("a.txt", text);
  set_clock(repo, "2024-03-02T00:00:00Z");
  repo.commit_file("a.txt", "removed\n");
  set_clock(repo, "2024-03-03T00:00:00Z");
  const std::string again = repo.commit_file("a.txt", text);
  CHECK(places_with_commits(only_finding(repo), {{"first", first}, {"again", again}}) ==
        Words{"a.txt:2 first", "a.txt:2 again"});
}

TEST_CASE("history: one secret in many files and commits is one finding with all its places") {
  TempRepo repo;
  const std::string token = github_token();
  const std::string first = repo.commit_file("z.txt", text_with(token));
  set_clock(repo, "2024-03-02T00:00:00Z");
  repo.stage("sub/b.txt", "x\ny\n" + token + "\n" + token + "\n");
  const std::string second = repo.commit_file("a.txt", token);
  const Json finding = only_finding(repo);
  CHECK(places_with_commits(finding, {{"first", first}, {"second", second}}) ==
        Words{"z.txt:2 first", "a.txt:1 second", "sub/b.txt:3 second", "sub/b.txt:4 second"});
  CHECK(finding["path"] == "z.txt");
  CHECK(finding["commit"] == first);
}

TEST_CASE("history: what a merge itself brings is the merge's, all else its branch's") {
  TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.git({"checkout", "-q", "-b", "side"});
  set_clock(repo, "2024-03-02T00:00:00Z");
  const std::string side = repo.commit_file("side.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "main"});
  set_clock(repo, "2024-03-03T00:00:00Z");
  repo.commit_file("a.txt", "second\n");
  repo.git({"merge", "-q", "--no-commit", "side"});
  repo.stage("evil.txt", text_with(github_token()));
  set_clock(repo, "2024-03-04T00:00:00Z");
  const std::string merge = repo.commit_unchecked("merge");
  const Json report = repo.report({"history"}, 1);
  REQUIRE(places_of(report) == Words{"evil.txt:2", "side.txt:2"});
  CHECK(report["findings"][0]["commit"] == merge);
  CHECK(report["findings"][1]["commit"] == side);
}

TEST_CASE("history: two roots are two histories") {
  TempRepo repo;
  const std::string token = github_token();
  const std::string one = repo.commit_file("a.txt", text_with(token));
  repo.git({"checkout", "-q", "--orphan", "other"});
  repo.git({"rm", "-q", "-rf", "."});
  set_clock(repo, "2024-03-02T00:00:00Z");
  const std::string two = repo.commit_file("b.txt", text_with(token));
  CHECK(places_with_commits(only_finding(repo), {{"one", one}, {"two", two}}) ==
        Words{"a.txt:2 one", "b.txt:2 two"});
}

TEST_CASE("history: messages of commits and tags are read") {
  const TempRepo repo;
  const std::string commit_token = github_token();
  const std::string tag_token = github_token();
  const std::string commit = repo.commit_unchecked("subject\n\nbody: " + commit_token);
  repo.git({"tag", "-a", "v1", "-m", "release\n" + tag_token});
  const std::string tag = repo.git({"rev-parse", "v1"});
  const Json report = repo.report({"history"}, 1);
  REQUIRE(report["findings"].size() == 2);
  for (const Json& finding : report["findings"]) {
    const bool is_commit = finding["object"] == commit;
    CHECK(finding["object"] == (is_commit ? commit : tag));
    CHECK(finding["reached"] == "message");
    CHECK(finding["line"] == (is_commit ? 3 : 2));
    CHECK(finding["path"] == "");
    CHECK(finding.contains("commit") == is_commit);
  }
  CHECK(report["coverage"]["tags"] == 1);
  const base::Output human = repo.veto({"history"});
  CHECK(human.out.find("commit " + commit.substr(0, 10) + ", message line 3") != std::string::npos);
  CHECK(human.out.find("tag " + tag.substr(0, 10) + ", message line 2") != std::string::npos);
}

TEST_CASE("history: how a secret is still reached") {
  struct Case {
    const char* reached;
    const char* path;
    std::function<void(const TempRepo&, const std::string& text)> hide;
  };
  const auto drop_commit = [](const TempRepo& repo) {
    repo.git({"reset", "-q", "--hard", "main~1"});
  };
  const Case kCases[] = {
      {"branch", "a.txt",
       [](const auto& repo, const auto& text) { repo.commit_file("a.txt", text); }},
      {"branch", "a.txt",
       [&](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         repo.git({"branch", "side"});
         repo.git({"pack-refs", "--all"});
         drop_commit(repo);
       }},
      {"branch", "a.txt",
       [&](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         repo.git({"update-ref", "refs/custom/thing", "HEAD"});
         drop_commit(repo);
       }},
      {"tag", "a.txt",
       [&](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         repo.git({"tag", "light"});
         drop_commit(repo);
       }},
      {"tag", "a.txt",
       [&](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         repo.git({"tag", "-a", "-m", "x", "inner"});
         repo.git({"tag", "-a", "-m", "x", "outer", "inner"});
         repo.git({"tag", "-d", "inner"});
         drop_commit(repo);
       }},
      {"tag", "a.txt",
       [&](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         repo.git({"tag", "-a", "-m", "x", "annotated"});
         drop_commit(repo);
       }},
      {"branch", "a.txt",
       [&](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         repo.git({"tag", "-a", "-m", "x", "annotated"});
       }},
      {"tag", "",
       [](const auto& repo, const auto& text) {
         const std::string id = repo.git({"hash-object", "-w", "--stdin"}, text);
         repo.git({"tag", "blob", id});
       }},
      {"tag", "",
       [](const auto& repo, const auto& text) {
         const std::string id = repo.git({"hash-object", "-w", "--stdin"}, text);
         repo.git({"tag", "-a", "-m", "x", "blob", id});
       }},
      {"tag", "a.txt",
       [](const auto& repo, const auto& text) {
         const std::string id = repo.git({"hash-object", "-w", "--stdin"}, text);
         const std::string tree = repo.git({"mktree"}, "100644 blob " + id + "\ta.txt\n");
         repo.git({"tag", "-a", "-m", "x", "tree", tree});
       }},
      {"tag", "a.txt",
       [](const auto& repo, const auto& text) {
         const std::string id = repo.git({"hash-object", "-w", "--stdin"}, text);
         const std::string tree = repo.git({"mktree"}, "100644 blob " + id + "\ta.txt\n");
         repo.git({"tag", "tree", tree});
       }},
      {"notes", "*",
       [](const auto& repo, const auto& text) {
         repo.git({"notes", "add", "-m", text, "HEAD"});
       }},
      {"stash", "old.txt",
       [](const auto& repo, const auto& text) {
         repo.write("old.txt", text);
         repo.git({"stash", "-q"});
       }},
      {"stash", "a.txt",
       [](const auto& repo, const auto& text) {
         repo.write("a.txt", text);
         repo.git({"stash", "-q", "-u"});
       }},
      {"stash", "old.txt",
       [](const auto& repo, const auto& text) {
         repo.stage("old.txt", text);
         repo.write("old.txt", "other\n");
         repo.git({"stash", "-q"});
       }},
      {"stash", "old.txt",
       [](const auto& repo, const auto& text) {
         repo.write("old.txt", text);
         repo.git({"stash", "-q"});
         repo.write("old.txt", "newer\n");
         repo.git({"stash", "-q"});
       }},
      {"reflog", "a.txt",
       [&](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         drop_commit(repo);
       }},
      {"reflog", "a.txt",
       [](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         repo.stage("a.txt", "harmless\n");
         repo.git({"commit", "-q", "--no-verify", "--amend", "--no-edit"});
       }},
      {"index", "*", [](const auto& repo, const auto& text) { repo.stage("a.txt", text); }},
      {"unreachable", "",
       [](const auto& repo, const auto& text) {
         repo.git({"hash-object", "-w", "--stdin"}, text);
       }},
      {"unreachable", "",
       [](const auto& repo, const auto& text) {
         repo.stage("a.txt", text);
         repo.git({"rm", "-q", "-f", "a.txt"});
       }},
      {"unreachable", "a.txt",
       [&](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         drop_commit(repo);
         repo.git({"reflog", "expire", "--expire=now", "--all"});
         fs::remove(repo / ".git/ORIG_HEAD");
       }},
      {"replace", "*",
       [](const auto& repo, const auto& text) {
         const std::string id = repo.git({"hash-object", "-w", "--stdin"}, text);
         repo.git({"replace", repo.git({"rev-parse", "HEAD:old.txt"}), id});
       }},
      {"branch", "a.txt",
       [](const auto& repo, const auto& text) {
         repo.commit_file("a.txt", text);
         const std::string id = repo.git({"hash-object", "-w", "--stdin"}, "replacement\n");
         repo.git({"replace", repo.git({"rev-parse", "HEAD:a.txt"}), id});
       }},
  };
  int number = 0;
  for (const Case& each : kCases) {
    DYNAMIC_SECTION(each.reached << " " << ++number) {
      const TempRepo repo;
      repo.commit_file("old.txt", "first\n");
      each.hide(repo, text_with(github_token()));
      const Json finding = only_finding(repo);
      CHECK(finding["reached"] == each.reached);
      CHECK(finding["line"] == 2);
      if (std::string_view(each.path) != "*") CHECK(finding["path"] == each.path);
      // The same from a pack.
      repo.git({"repack", "-q", "-a", "-d", "-k"});
      CHECK(only_finding(repo)["reached"] == each.reached);
    }
  }
}

TEST_CASE("history: linked worktrees have HEADs, indexes and reflogs of their own") {
  const TempRepo repo;
  repo.commit_file("old.txt", "first\n");
  repo.git({"worktree", "add", "-q", "--detach", "../side"});
  const TempRepo side = repo.at("../side");

  SECTION("a detached HEAD") {
    side.commit_file("a.txt", text_with(github_token()));
    CHECK(only_finding(repo)["reached"] == "branch");
    CHECK(only_finding(side)["reached"] == "branch");
  }
  SECTION("an index") {
    side.stage("a.txt", text_with(github_token()));
    CHECK(only_finding(repo)["reached"] == "index");
  }
  SECTION("a reflog") {
    side.commit_file("a.txt", text_with(github_token()));
    side.git({"reset", "-q", "--hard", "main"});
    CHECK(only_finding(repo)["reached"] == "reflog");
  }
}

TEST_CASE("history: an empty repository is clean") {
  const TempRepo repo;
  const Json report = repo.report({"history"}, 0);
  CHECK(report["coverage"]["commits"] == 0);
  CHECK(report["coverage"]["blobs"] == 0);
  CHECK_FALSE(report["source"].contains("head"));
}

TEST_CASE("history: a repository that is named wins over the one that the environment means") {
  TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  const TempRepo other = repo.at("../other");
  other.git({"init", "-q", "--template="});
  other.commit_file("b.txt", "harmless\n");
  repo.environment.set("GIT_DIR", (repo / ".git").string());
  CHECK(repo.veto({"history"}).status == 1);
  CHECK(repo.veto({"history", "../other"}).status == 0);
  CHECK(repo.veto({"history", "../other/.git"}).status == 0);
}

TEST_CASE("history: a directory that is named is never another one") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  fs::create_directory(repo / "../plain");
  // Not the repository that the command was typed in.
  CHECK(repo.veto({"history", "../plain"}).status == 3);
  const base::Output nowhere = repo.veto({"history", "../nowhere"});
  CHECK((nowhere.status == 2 || nowhere.status == 3));
  CHECK(nowhere.err.find("nowhere") != std::string::npos);
  CHECK(repo.veto({"history", "nowhere"}).status >= 2);
}

TEST_CASE("history: the number of threads changes nothing") {
  const TempRepo repo;
  for (int i = 0; i < 40; ++i)
    repo.stage("f" + std::to_string(i), text_with(github_token()) + github_token());
  repo.commit_unchecked();
  Json one = repo.report({"history", "--threads", "1"}, 1);
  Json eight = repo.report({"history", "--threads", "8"}, 1);
  CHECK(one["findings"].size() == 80);
  CHECK(one["findings"] == eight["findings"]);
}

}  // namespace veto::test
