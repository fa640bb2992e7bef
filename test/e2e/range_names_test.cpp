// A content that a range adds under several names: each of them counts.
#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// A repository with a configuration, and a commit behind it that holds these files.
TempRepo repo_with(const std::string& config, const Words& paths, const std::string& text) {
  TempRepo repo;
  repo.commit_file(".git-veto.toml", config);
  repo.git({"tag", "start"});
  for (const std::string& path : paths) repo.stage(path, text);
  repo.commit_unchecked();
  return repo;
}

}  // namespace

TEST_CASE("range: a content with several names is reported at each, and judged by each") {
  const std::string excuse = "[[allow]]\npaths = [\"docs/**\"]\nreason = \"examples\"\n";
  const TempRepo repo =
      repo_with(excuse, {"docs/a.txt", "src/a.txt", "zoo/b.txt"}, text_with(github_token()));
  for (const char* verb : {"range", "history"}) {
    CAPTURE(verb);
    const Json report = repo.report({verb, "start..main"}, 1);
    CHECK(places_of(report) == Words{"docs/a.txt:2 allowed", "src/a.txt:2"});
    CHECK(report["findings"][1]["places"].size() == 2);
  }
}

TEST_CASE("range: a forbidden name is seen whatever other name the content has") {
  const std::string none;
  struct Case {
    std::string config;
    Words paths;
    Words places;
  };
  const Case kCases[] = {
      {none, {"a.bin", "b/store.kdbx"}, {"b/store.kdbx:1"}},
      {none, {"store.kdbx", "z.bin"}, {"store.kdbx:1"}},
      // Two directories that are the same tree.
      {"[files]\nnames = [\"secret/*\"]\n", {"a/x", "secret/x"}, {"secret/x:1"}},
      {"[files]\nnames = [\"secret/deep/x\"]\n",
       {"a/deep/x", "secret/deep/x"},
       {"secret/deep/x:1"}},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.paths);
    const TempRepo repo = repo_with(each.config, each.paths, "something\n");
    CHECK(places_of(repo.report({"range", "start..main"}, 1)) == each.places);
  }
}

TEST_CASE("range: a name that a later commit gives to a new content counts, too") {
  TempRepo repo;
  repo.commit_file("base.txt", "base\n");
  repo.git({"tag", "start"});
  const std::string text = text_with(github_token());
  repo.commit_file("a.txt", text);
  repo.commit_file("a.txt", "removed\n");
  repo.commit_file("b.txt", text);
  const Json report = repo.report({"range", "start..main"}, 1);
  REQUIRE(report["findings"].size() == 1);
  Words paths;
  for (const Json& place : report["findings"][0]["places"]) paths.push_back(place["path"]);
  CHECK(paths == Words{"a.txt", "b.txt"});
}

}  // namespace veto::test
