// Merges, picks and renames of all kinds: which commits bring a secret in, at which path and line.
#include <algorithm>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// "path:line commit" of all places, by the commits' subjects; texts that git wrote on the way and
/// nothing names are left out.
Words introductions(const TempRepo& repo) {
  Words places;
  const Json report = repo.report({"history"}, 1);
  for (const Json& finding : report["findings"]) {
    for (const Json& place : finding["places"]) {
      if (!place.contains("commit")) continue;
      places.push_back(place["path"].get<std::string>() + ":" + place["line"].dump() + " " +
                       repo.git({"log", "-1", "--format=%s", place["commit"]}));
    }
  }
  std::sort(places.begin(), places.end());
  return places;
}

/// Commits at another time each, so that equal changes are different commits.
class Clock {
 public:
  explicit Clock(TempRepo& repo) : repo_(repo) {}
  std::string commit(const std::string& path, std::string_view text, const std::string& subject) {
    tick();
    repo_.stage(path, text);
    return repo_.commit_unchecked(subject);
  }
  void git(Words arguments) {
    tick();
    repo_.git(std::move(arguments));
  }

 private:
  void tick() {
    const std::string date = std::to_string(1'700'000'000 + 60 * ++count_) + " +0000";
    repo_.environment.set("GIT_AUTHOR_DATE", date);
    repo_.environment.set("GIT_COMMITTER_DATE", date);
  }
  TempRepo& repo_;
  int count_ = 0;
};

}  // namespace

TEST_CASE("history merge: a conflict is resolved with a third secret beside both sides'") {
  TempRepo repo;
  Clock clock(repo);
  const std::string ours = github_token();
  const std::string theirs = github_token();
  clock.commit("c.txt", "a\nb\nc\n", "base");
  repo.git({"checkout", "-q", "-b", "side"});
  clock.commit("c.txt", "a\n" + theirs + "\nc\n", "theirs");
  repo.git({"checkout", "-q", "main"});
  clock.commit("c.txt", "a\n" + ours + "\nc\n", "ours");
  CHECK(repo.try_git({"merge", "-q", "side"}).status != 0);
  clock.commit("c.txt", "a\n" + theirs + "\n" + github_token() + "\n" + ours + "\nc\n", "merge");
  CHECK(introductions(repo) == Words{"c.txt:2 ours", "c.txt:2 theirs", "c.txt:3 merge"});
}

TEST_CASE("history merge: an octopus with something of its own") {
  TempRepo repo;
  Clock clock(repo);
  clock.commit("old.txt", "first\n", "base");
  for (const char* name : {"one", "two", "three"}) {
    repo.git({"checkout", "-q", "-b", name, "main"});
    clock.commit(std::string(name) + ".txt", text_with(github_token()), name);
  }
  repo.git({"checkout", "-q", "main"});
  clock.git({"merge", "-q", "--no-commit", "one", "two", "three"});
  clock.commit("evil.txt", github_token(), "octopus");
  CHECK(introductions(repo) ==
        Words{"evil.txt:1 octopus", "one.txt:2 one", "three.txt:2 three", "two.txt:2 two"});
}

TEST_CASE("history merge: criss-cross and discarding merges bring nothing") {
  TempRepo repo;
  Clock clock(repo);
  clock.commit("old.txt", "first\n", "base");
  repo.git({"branch", "b"});
  const std::string text = text_with(github_token());
  clock.commit("a.txt", text, "a");
  repo.git({"checkout", "-q", "b"});
  clock.commit("b.txt", text_with(github_token()), "b");
  repo.git({"checkout", "-q", "main"});
  clock.git({"merge", "-q", "-m", "main takes b", "b"});
  repo.git({"checkout", "-q", "b"});
  clock.git({"merge", "-q", "-m", "b takes main", "main~1"});
  clock.commit("a.txt", text + github_token(), "more");
  repo.git({"checkout", "-q", "main"});
  clock.git({"merge", "-q", "-s", "ours", "-m", "discarded", "b"});
  clock.git({"merge", "-q", "--no-ff", "-m", "again", "b"});
  CHECK(introductions(repo) == Words{"a.txt:2 a", "a.txt:4 more", "b.txt:2 b"});
}

TEST_CASE("history merge: picked, reverted and reverted again") {
  TempRepo repo;
  Clock clock(repo);
  clock.commit("old.txt", "first\n", "base");
  repo.git({"checkout", "-q", "-b", "side"});
  clock.commit("p.txt", text_with(github_token()), "add");
  repo.git({"checkout", "-q", "main"});
  clock.commit("o.txt", "o\n", "other");
  clock.git({"cherry-pick", "side"});
  clock.git({"revert", "--no-edit", "HEAD"});
  clock.git({"revert", "--no-edit", "HEAD"});
  const std::string again = repo.git({"log", "-1", "--format=%s"});
  CHECK(introductions(repo) == Words{"p.txt:2 " + again, "p.txt:2 add", "p.txt:2 add"});
}

TEST_CASE("history merge: a subtree is where it was") {
  TempRepo repo;
  Clock clock(repo);
  clock.commit("old.txt", "first\n", "base");
  repo.git({"checkout", "-q", "--orphan", "library"});
  repo.git({"rm", "-q", "-rf", "."});
  clock.commit("x.txt", text_with(github_token()), "library");
  repo.git({"checkout", "-q", "main"});
  repo.git({"merge", "-q", "-s", "ours", "--no-commit", "--allow-unrelated-histories", "library"});
  repo.git({"read-tree", "--prefix=vendor/", "-u", "library"});
  repo.commit_unchecked("subtree");
  CHECK(introductions(repo) == Words{"x.txt:2 library"});
}

TEST_CASE("history merge: renames, modes and kinds of files change nothing") {
  TempRepo repo;
  Clock clock(repo);
  const std::string token = github_token();
  clock.commit("thing", text_with(token), "add");
  repo.git({"update-index", "--chmod=+x", "thing"});
  clock.git({"commit", "-q", "--no-verify", "-m", "mode"});
  repo.git({"rm", "-q", "-f", "thing"});
  clock.commit("thing/inner.txt", text_with(token), "directory");
  repo.git({"mv", "thing", "other"});
  clock.commit("other/inner.txt", "edited\n" + text_with(token), "renamed and edited");
  repo.git({"mv", "other/inner.txt", "other/INNER.txt"});
  clock.git({"commit", "-q", "--no-verify", "-m", "case"});
  repo.stage_blob("link", token, "120000");
  clock.git({"commit", "-q", "--no-verify", "-m", "link"});
  CHECK(introductions(repo) == Words{"link:1 link", "thing:2 add"});
}

TEST_CASE("history merge: names that git refuses to check out") {
  const TempRepo repo;
  repo.commit_file("old.txt", "first\n");
  for (const std::string name : {".git", "..", ".", "a/b", "-dash", "new\nline"}) {
    const std::string id = repo.git({"hash-object", "-w", "--stdin"}, text_with(github_token()));
    std::string raw;
    for (std::size_t i = 0; i < id.size(); i += 2)
      raw += static_cast<char>(std::stoi(id.substr(i, 2), nullptr, 16));
    const std::string tree = repo.git({"hash-object", "-w", "-t", "tree", "--literally", "--stdin"},
                                      "100644 " + name + std::string(1, '\0') + raw);
    repo.git({"update-ref", "refs/heads/b" + std::to_string(name.size()) + id.substr(0, 4),
              repo.git({"commit-tree", "-m", "odd", tree})});
  }
  CHECK(introductions(repo) ==
        Words{"-dash:2 odd", "..:2 odd", ".:2 odd", ".git:2 odd", "a/b:2 odd", "new\nline:2 odd"});
}

}  // namespace veto::test
