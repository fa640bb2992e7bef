// What a history says of findings when some object of it is damaged: what cannot be read says
// nothing.
#include <string>
#include <string_view>

#include "test/e2e/damage.h"
#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// How often the notes of the report name the object.
std::size_t times_named(const Json& report, const std::string& id) {
  std::size_t count = 0;
  for (const Json& note : report["diagnostics"]) {
    const std::string text = note["message"];
    for (std::size_t at = text.find(id); at != std::string::npos; at = text.find(id, at + 1))
      ++count;
  }
  return count;
}

/// Those with which it came in. What only a lost tree named is a place without a commit.
Words commits_of(const Json& finding) {
  Words commits;
  for (const Json& place : finding["places"])
    if (place.contains("commit")) commits.push_back(place["commit"]);
  return commits;
}

/// A file that three commits have with a secret, the last of which is HEAD.
void commit_three(const TempRepo& repo) {
  const std::string text = text_with(github_token());
  for (const char* end : {"first\n", "middle\n", "last\n"}) {
    repo.stage("dir/a.txt", text + end);
    repo.commit_unchecked(end);
  }
}

}  // namespace

TEST_CASE("damage: what cannot be read takes no secret away and brings none, and is named once") {
  for (const char* name : {"HEAD~1^{tree}", "HEAD~1:dir", "HEAD~1:dir/a.txt"}) {
    for (const Damage kind : {Damage::Emptied, Damage::Garbled, Damage::Removed}) {
      if (kind == Damage::Removed && std::string_view(name).ends_with("txt")) continue;
      const TempRepo repo;
      commit_three(repo);
      const std::string first = repo.git({"rev-parse", "HEAD~2"});
      const std::string id = repo.git({"rev-parse", name});
      damage(repo, name, kind);
      CAPTURE(name, static_cast<int>(kind));
      const Json report = repo.report({"history"}, 1);
      REQUIRE(report["findings"].size() == 1);
      const Json& finding = report["findings"][0];
      CHECK(finding["commit"] == first);
      CHECK(commits_of(finding) == Words{first});
      CHECK(finding.value("in_head", false));
      CHECK_FALSE(finding.contains("removed"));
      CHECK(times_named(report, id) == 1);
      CHECK(report["summary"]["complete"] == false);
      // What asks for the finding later reads the same trees.
      const base::Output trace = repo.veto({"trace", finding["id"]});
      CHECK(trace.status == 3);
      CHECK(trace.out.find("dir/a.txt") != std::string::npos);
    }
  }
}

TEST_CASE("damage: when what HEAD has cannot be read, nothing is said of it") {
  for (const char* name : {"HEAD^{tree}", "HEAD:dir", "HEAD:dir/a.txt"}) {
    for (const Damage kind : {Damage::Emptied, Damage::Removed}) {
      const TempRepo repo;
      commit_three(repo);
      const std::string id = repo.git({"rev-parse", name});
      damage(repo, name, kind);
      CAPTURE(name, static_cast<int>(kind));
      const Json report = repo.report({"history"}, 1);
      REQUIRE(report["findings"].size() == 1);
      CHECK_FALSE(report["findings"][0].contains("in_head"));
      CHECK_FALSE(report["findings"][0].contains("removed"));
      CHECK(times_named(report, id) == 1);
    }
  }
}

TEST_CASE("damage: a secret is removed by the first commit that can be read without it") {
  const TempRepo repo;
  commit_three(repo);
  const std::string removed = repo.commit_file("dir/a.txt", "gone\n");
  damage(repo, "HEAD~1^{tree}", Damage::Garbled);
  const Json finding = repo.report({"history"}, 1)["findings"][0];
  CHECK(commits_of(finding) == Words{repo.git({"rev-parse", "HEAD~3"})});
  CHECK(finding["removed"]["commit"] == removed);
}

TEST_CASE("damage: a file that its name gives away, and that cannot be read, is named once") {
  for (const bool is_staged : {false, true}) {
    const TempRepo repo;
    repo.commit_file("a.txt", "a\n");
    repo.stage("server.kdbx", secret_from("{base64:300}", 0));
    if (!is_staged) repo.commit_unchecked("added");
    const std::string id = repo.git({"rev-parse", ":server.kdbx"});
    damage(repo, ":server.kdbx", Damage::Garbled);
    CAPTURE(is_staged);
    const Json report = repo.report({"history"}, 3);
    CHECK(report["findings"].empty());
    CHECK(times_named(report, id) == 1);
  }
}

}  // namespace veto::test
