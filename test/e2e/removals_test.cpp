// What became of the secrets of a history: still in HEAD, or taken away by which commit.
#include <string>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

Json only_finding(const TempRepo& repo) {
  const Json report = repo.report({"history"}, 1);
  REQUIRE(report["findings"].size() == 1);
  return report["findings"][0];
}

/// Sets the time of the next commits.
void set_clock(TempRepo& repo, const std::string& date) {
  repo.environment.set("GIT_AUTHOR_DATE", date);
  repo.environment.set("GIT_COMMITTER_DATE", date);
}

void check_removed(const Json& finding, const std::string& commit) {
  REQUIRE(finding.contains("removed"));
  CHECK(finding["removed"]["commit"] == commit);
  CHECK_FALSE(finding.contains("in_head"));
}

void check_in_head(const Json& finding) {
  CHECK(finding.value("in_head", false));
  CHECK_FALSE(finding.contains("removed"));
}

}  // namespace

TEST_CASE("removals: the commit that takes a secret out of HEAD is named, with its date") {
  TempRepo repo;
  repo.commit_file("dir/a.txt", text_with(github_token()));
  check_in_head(only_finding(repo));
  set_clock(repo, "2024-02-03T04:05:06+05:30");
  const std::string removed = repo.commit_file("dir/a.txt", "gone\n");
  set_clock(repo, "2024-03-01T00:00:00Z");
  repo.commit_file("other.txt", "x\n");
  const Json finding = only_finding(repo);
  check_removed(finding, removed);
  CHECK(finding["removed"]["date"] == "2024-02-03T04:05:06+05:30");
  CHECK(finding["places"][0]["removed"] == finding["removed"]);
}

TEST_CASE("removals: on a branch that HEAD does not have, nothing is in HEAD or removed from it") {
  TempRepo repo;
  repo.commit_file("a.txt", "first\n");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("b.txt", text_with(github_token()));
  repo.commit_file("b.txt", "gone\n");
  repo.git({"checkout", "-q", "main"});
  const Json finding = only_finding(repo);
  CHECK_FALSE(finding.contains("in_head"));
  CHECK_FALSE(finding.contains("removed"));
}

TEST_CASE("removals: a secret that comes back is in HEAD again") {
  TempRepo repo;
  const std::string text = text_with(github_token());
  repo.commit_file("a.txt", text);
  set_clock(repo, "2024-03-02T00:00:00Z");
  repo.commit_file("a.txt", "gone\n");
  set_clock(repo, "2024-03-03T00:00:00Z");
  repo.commit_file("a.txt", text);
  const Json finding = only_finding(repo);
  CHECK(finding["places"].size() == 2);
  check_in_head(finding);
}

TEST_CASE("removals: a renamed file takes its secret along") {
  TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  set_clock(repo, "2024-03-02T00:00:00Z");
  repo.git({"mv", "a.txt", "b \xc3\xa4.txt"});
  repo.commit_unchecked("rename");
  check_in_head(only_finding(repo));
  set_clock(repo, "2024-03-03T00:00:00Z");
  repo.git({"rm", "-q", "b \xc3\xa4.txt"});
  const std::string removed = repo.commit_unchecked("remove");
  check_removed(only_finding(repo), removed);
}

TEST_CASE("removals: a merge that brings a removal along does not take its place") {
  TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "-b", "side"});
  set_clock(repo, "2024-03-02T00:00:00Z");
  const std::string removed = repo.commit_file("a.txt", "gone\n");
  repo.git({"checkout", "-q", "main"});
  set_clock(repo, "2024-03-03T00:00:00Z");
  repo.commit_file("b.txt", "x\n");
  check_in_head(only_finding(repo));
  repo.git({"merge", "-q", "--no-ff", "-m", "merge", "side"});
  check_removed(only_finding(repo), removed);
}

TEST_CASE("removals: bare and SHA-256 repositories, a detached HEAD") {
  TempRepo repo;
  const std::string first = repo.commit_file("a.txt", text_with(github_token()));
  const std::string removed = repo.commit_file("a.txt", "gone\n");
  repo.git({"checkout", "-q", "--detach", first});
  check_in_head(only_finding(repo));
  repo.git({"checkout", "-q", "main"});
  repo.git({"clone", "-q", "--bare", ".", "../bare"});
  check_removed(only_finding(repo.at("../bare")), removed);

  const TempRepo other({"--object-format=sha256"});
  other.commit_file("a.txt", text_with(github_token()));
  check_removed(only_finding(other), (other.commit_file("a.txt", "gone\n")));
}

}  // namespace veto::test
