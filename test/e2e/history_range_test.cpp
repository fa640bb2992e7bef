// Histories in part: ranges of commits, and what refs reach.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {

TEST_CASE("history: a range of commits reports what they add, --reachable what refs reach") {
  const TempRepo repo;
  repo.commit_file("old.txt", text_with(github_token()));
  repo.git({"tag", "start"});
  repo.commit_file("new.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("side.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "--detach"});
  repo.commit_file("lost.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "main"});
  repo.stage("staged.txt", text_with(github_token()));

  struct Case {
    Words arguments;
    Words places;
    const char* kind;
  };
  const Case kCases[] = {
      {{"--reachable"}, {"new.txt:2", "old.txt:2", "side.txt:2"}, "history"},
      {{".", "--reachable"}, {"new.txt:2", "old.txt:2", "side.txt:2"}, "history"},
      {{"start..side"}, {"new.txt:2", "side.txt:2"}, "range"},
      {{".", "start..main"}, {"new.txt:2"}, "range"},
      {{"start"}, {"old.txt:2"}, "range"},
      {{"start..main", "main..side"}, {"new.txt:2", "side.txt:2"}, "range"},
  };
  for (const Case& each : kCases) {
    Words arguments{"history"};
    arguments.insert(arguments.end(), each.arguments.begin(), each.arguments.end());
    const Json report = repo.report(arguments, 1);
    CAPTURE(each.arguments);
    CHECK(places_of(report) == each.places);
    CHECK(report["source"]["kind"] == each.kind);
  }
  CHECK(repo.report({"history", "side..main"}, 0)["findings"].empty());
  CHECK(repo.report({"history"}, 1)["findings"].size() == 5);
  for (const char* bad : {"start..nowhere", "nowhere", "../nowhere"}) {
    const base::Output output = repo.veto({"history", bad});
    CHECK(output.status == 2);
    CHECK(output.err.find("nowhere") != std::string::npos);
  }
  CHECK(repo.veto({"history", "--", "--output=x"}).status == 2);
}
}  // namespace veto::test
