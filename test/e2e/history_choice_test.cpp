// git veto history of some commits: --since, --branch, --reachable and ranges, in any combination.
#include <algorithm>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// Sets the time of the next commits and tags; those of git's own reflogs, too.
void set_clock(TempRepo& repo, const std::string& date) {
  repo.environment.set("GIT_AUTHOR_DATE", date);
  repo.environment.set("GIT_COMMITTER_DATE", date);
}

/// main: old.txt (2023, tag v1), new.txt (2024-06); side, off v1: side.txt (2024-03);
/// origin/far, off main: far.txt (2024-09).
TempRepo three_branches() {
  TempRepo repo;
  set_clock(repo, "2023-01-01T00:00:00Z");
  repo.commit_file("old.txt", text_with(github_token()));
  repo.git({"tag", "v1"});
  set_clock(repo, "2024-03-01T00:00:00Z");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("side.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "main"});
  set_clock(repo, "2024-06-01T00:00:00Z");
  repo.commit_file("new.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "--detach"});
  set_clock(repo, "2024-09-01T00:00:00Z");
  const std::string far = repo.commit_file("far.txt", text_with(github_token()));
  repo.git({"update-ref", "refs/remotes/origin/far", far});
  repo.git({"checkout", "-q", "main"});
  repo.git({"reflog", "expire", "--expire=now", "--all"});
  return repo;
}

Words found(const TempRepo& repo, Words arguments) {
  arguments.insert(arguments.begin(), {"history", "--format", "json"});
  const base::Output output = repo.veto(arguments);
  CAPTURE(arguments, output.err);
  REQUIRE(output.status <= 1);
  const Json report = Json::parse(output.out);
  CHECK(report["summary"]["complete"] == true);
  return places_of(report);
}

}  // namespace

TEST_CASE("history: --since and --branch, with each other and with ranges") {
  const TempRepo repo = three_branches();
  struct Case {
    Words arguments;
    Words places;
  };
  const Case kCases[] = {
      {{"--since", "2024-01-01"}, {"far.txt:2", "new.txt:2", "side.txt:2"}},
      {{"--since=2024-05-01"}, {"far.txt:2", "new.txt:2"}},
      {{".", "--since", "may 1 2024", "--branch", "main"}, {"new.txt:2"}},
      {{"--since", "2024-07-01", "v1..main"}, {}},
      {{"--since", "2024-05-01", "v1..main", "v1..side"}, {"new.txt:2"}},
      {{"--since", "@1704067200"}, {"far.txt:2", "new.txt:2", "side.txt:2"}},
      {{"--since", "never", "main"}, {"new.txt:2", "old.txt:2"}},
      {{"--since", "yesterday"}, {}},
      {{"--since", "2 weeks ago"}, {}},
      {{"--branch", "side"}, {"old.txt:2", "side.txt:2"}},
      {{"--branch", "side", "^v1"}, {"side.txt:2"}},
      {{"--branch", "side", "--branch=main", "^v1"}, {"new.txt:2", "side.txt:2"}},
      {{"--branch", "origin/far", "^main"}, {"far.txt:2"}},
      {{"--branch", "refs/remotes/origin/far", "^main"}, {"far.txt:2"}},
      {{"--branch", "heads/side", "v1..main"}, {"new.txt:2", "old.txt:2", "side.txt:2"}},
      {{"--branch", "origin/*", "^main"}, {"far.txt:2"}},
      {{"--branch", "*", "^v1"}, {"far.txt:2", "new.txt:2", "side.txt:2"}},
      {{"main...side"}, {"new.txt:2", "side.txt:2"}},
      {{"main", "side", "^v1"}, {"new.txt:2", "side.txt:2"}},
      {{"--reachable", "--since", "2024-05-01"}, {"far.txt:2", "new.txt:2"}},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.arguments);
    CHECK(found(repo, each.arguments) == each.places);
  }
  const Json report = repo.report({"history", "--since", "2024-01-01", "--branch", "main"}, 1);
  CHECK(report["source"]["kind"] == "range");
  CHECK(report["source"]["range"] == "--branch=main --since=2024-01-01");
}

TEST_CASE("history: --since finds what stands before a commit whose clock was wrong") {
  TempRepo repo;
  set_clock(repo, "2024-06-01T00:00:00Z");
  repo.commit_file("first.txt", text_with(github_token()));
  repo.git({"branch", "first"});
  set_clock(repo, "1999-01-01T00:00:00Z");
  repo.commit_file("wrong.txt", text_with(github_token()));
  set_clock(repo, "2024-07-01T00:00:00Z");
  repo.commit_file("third.txt", text_with(github_token()));
  repo.git({"branch", "third"});
  set_clock(repo, "1999-01-01T00:00:00Z");
  repo.commit_file("wrong.txt", "none\n");
  set_clock(repo, "2024-08-01T00:00:00Z");
  repo.commit_file("last.txt", text_with(github_token()));
  CHECK(found(repo, {"--since", "2024-01-01"}) ==
        Words{"first.txt:2", "last.txt:2", "third.txt:2"});
  CHECK(found(repo, {"--since", "2024-06-15"}) == Words{"last.txt:2", "third.txt:2"});
}

TEST_CASE("history: what --since and --branch cannot make out is exit code 2, with a hint") {
  const TempRepo repo = three_branches();
  struct Case {
    Words arguments;
    const char* words;
  };
  const Case kCases[] = {
      {{"--since", "garbage"}, "--since takes a date as git reads it"},
      {{"--since", "all"}, "not all"},
      {{"--since", ""}, "--since takes a date"},
      {{"--branch", "man"}, "there is no branch man; did you mean main?"},
      {{"--branch", "far"}, "did you mean origin/far?"},
      {{"--branch", "v1"}, "there is no branch v1"},
      {{"--branch", "nothing/*"}, "there is no branch nothing/*"},
      {{"--branch", ""}, "there is no branch"},
      {{"--branch=--upload-pack=x"}, "there is no branch"},
      {{"--branch", "main", "nowhere"}, "nowhere"},
      {{"main..nowhere"}, "nowhere"},
      {{"^main"}, "no commits are named"},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.arguments);
    Words arguments = each.arguments;
    arguments.insert(arguments.begin(), "history");
    const base::Output output = repo.veto(arguments);
    CHECK(output.status == 2);
    CHECK(output.out.empty());
    CHECK(output.err.starts_with("git-veto: error: "));
    CAPTURE(output.err);
    CHECK(output.err.find(each.words) != std::string::npos);
  }
  for (const char* word : {"--upload-pack=x", "--output=x", "-x", "^--all", "main..--all"}) {
    CAPTURE(word);
    CHECK(repo.veto({"history", "--", word}).status == 2);
  }
}

TEST_CASE("history: --since takes messages of commits and tags by their own dates") {
  TempRepo repo;
  set_clock(repo, "2023-01-01T00:00:00Z");
  repo.write("a", "a\n");
  repo.git({"add", "a"});
  repo.commit_unchecked("old " + github_token());
  repo.git({"tag", "-a", "old", "-m", "tag of " + github_token()});
  set_clock(repo, "2024-05-01T00:00:00Z");
  const std::string tagged = github_token();
  repo.git({"tag", "-a", "late", "-m", "late tag " + tagged});
  repo.write("a", "b\n");
  repo.git({"add", "a"});
  repo.commit_unchecked("new " + github_token());
  const Json report = repo.report({"history", "--since", "2024-01-01"}, 1);
  Words kinds;
  for (const Json& finding : report["findings"]) kinds.push_back(finding["places"][0]["kind"]);
  std::sort(kinds.begin(), kinds.end());
  CHECK(kinds == Words{"commit-message", "tag-message"});
  CHECK(report["coverage"]["commits"] == 1);
  CHECK(report["coverage"]["tags"] == 1);
}

TEST_CASE("history: --reachable leaves out messages of commits and tags that no ref reaches") {
  TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.git({"tag", "-a", "kept", "-m", "kept " + github_token()});
  repo.git({"tag", "-a", "outer", "-m", "outer " + github_token(), "kept"});
  repo.git({"tag", "-a", "lost", "-m", "lost " + github_token()});
  const std::string lost = repo.git({"rev-parse", "lost"});
  repo.git({"tag", "-d", "lost"});
  const std::string base = repo.git({"rev-parse", "HEAD"});
  repo.git({"commit", "-q", "--no-verify", "--allow-empty", "-m", "gone " + github_token()});
  const std::string gone = repo.git({"rev-parse", "HEAD"});
  repo.git({"reset", "-q", "--hard", base});
  repo.git({"update-ref", "refs/kept/blob",
            repo.git({"hash-object", "-w", "--stdin"}, text_with(github_token()))});

  std::size_t tags = 0;
  std::size_t blobs = 0;
  const Json reachable = repo.report({"history", "--reachable"}, 1);
  for (const Json& finding : reachable["findings"]) {
    const Json& place = finding["places"][0];
    tags += place.value("kind", "") == "tag-message" ? 1U : 0U;
    blobs += place.contains("blob") ? 1U : 0U;
    CHECK(place.value("object", "") != lost);
    CHECK(place.value("commit", "") != gone);
  }
  CHECK(tags == 2);
  CHECK(blobs == 1);
  CHECK(repo.report({"history"}, 1)["findings"].size() == 5);
  CHECK(found(repo, {"--reachable", base + ".." + gone}).empty());
  CHECK(found(repo, {base + ".." + gone}).size() == 1);
  // Neither the tag that nothing names nor a blob, which has no date.
  CHECK(found(repo, {"--since", "2000-01-01"}).size() == 3);
}

}  // namespace veto::test
