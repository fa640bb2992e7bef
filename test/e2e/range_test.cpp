// git veto range: what commits add, and nothing else is read.
#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {

TEST_CASE("range: ranges of all forms") {
  const TempRepo repo;
  repo.commit_file("old.txt", text_with(github_token()));
  repo.git({"tag", "start"});
  repo.commit_file("main.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "-b", "side", "start"});
  repo.commit_file("side.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "--detach"});
  repo.commit_file("lost.txt", text_with(github_token()));

  struct Case {
    Words words;
    Words places;
  };
  const Case kCases[] = {
      {{"start..main"}, {"main.txt:2"}},
      {{"main..side"}, {"side.txt:2"}},
      {{"main...side"}, {"main.txt:2", "side.txt:2"}},
      {{"side", "^main"}, {"side.txt:2"}},
      {{"^start", "main", "side"}, {"main.txt:2", "side.txt:2"}},
      {{"start..main", "main..side"}, {"main.txt:2", "side.txt:2"}},
      {{"start"}, {"old.txt:2"}},
      {{"HEAD^!"}, {"lost.txt:2"}},
      {{"--tier", "block", "start..main", "--no-config"}, {"main.txt:2"}},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.words);
    Words arguments{"range"};
    arguments.insert(arguments.end(), each.words.begin(), each.words.end());
    const Json report = repo.report(arguments, 1);
    CHECK(places_of(report) == each.places);
    CHECK(report["source"]["kind"] == "range");
    const Json& finding = report["findings"][0];
    CHECK(finding["commit"].get<std::string>().size() == 40);
    CHECK(finding["author"] == "Ada Example <ada@example.com>");
    CHECK(finding["date"] == "2024-03-01T12:00:00+01:00");
  }
  CHECK(repo.veto({"range", "main..start"}).status == 0);
  CHECK(repo.veto({"range"}).status == 2);
  for (const char* bad : {"nowhere", "start..nowhere", "^start", "--all"})
    CHECK(repo.veto({"range", bad}).status == 2);
  CHECK(repo.veto({"range", "--", "--output=x"}).status == 2);
}

TEST_CASE("range: a change is compared with what its own commit replaces") {
  const TempRepo repo;
  const std::string old = github_token();
  const std::string added = github_token();
  repo.commit_file("a.txt", text_with(old));
  repo.git({"tag", "start"});

  SECTION("an old secret in a changed file is not reported") {
    repo.commit_file("a.txt", text_with(old) + "more\n");
    CHECK(repo.veto({"range", "start..main"}).status == 0);
  }
  SECTION("a second secret in it is, with the commit that adds it") {
    repo.commit_file("a.txt", text_with(old) + "more\n");
    repo.commit_file("a.txt", text_with(old) + added + "\n");
    repo.commit_file("a.txt", text_with(old) + added + "\nmore\n");
    const Json report = repo.report({"range", "start..main"}, 1);
    CHECK(places_of(report) == Words{"a.txt:4"});
    CHECK(report["findings"][0]["commit"] == repo.git({"rev-parse", "main~1"}));
    CHECK(report["findings"][0]["places"].size() == 1);
  }
  SECTION("a secret that moves to another file is a warning, as in the commit") {
    repo.stage("a.txt", "moved\n");
    repo.commit_file("b.txt", text_with(old));
    CHECK(repo.veto({"range", "start..main"}).status == 0);
    repo.git({"reset", "-q", "--hard", "start"});
    repo.commit_file("b.txt", "second\n");
    repo.git({"tag", "second"});
    repo.stage("a.txt", "moved\n");
    repo.commit_file("b.txt", "second\n" + old + "\n");
    const Json report = repo.report({"range", "second..main"}, 0);
    CHECK(report["findings"][0]["tier"] == "warn");
  }
  SECTION("one that is added in one commit and moved in the next is found where it was added") {
    repo.commit_file("b.txt", added + "\n");
    repo.stage("b.txt", "gone\n");
    repo.commit_file("a.txt", text_with(old) + added + "\n");
    const Json report = repo.report({"range", "start..main"}, 1);
    CHECK(report["findings"][0]["tier"] == "block");
    CHECK(report["findings"][0]["path"] == "b.txt");
  }
  SECTION("the same text at two places is two places of one finding, the oldest first") {
    repo.commit_file("z.txt", text_with(added));
    repo.commit_file("b.txt", "x\n" + text_with(added));
    const Json report = repo.report({"range", "start..main"}, 1);
    CHECK(places_of(report) == Words{"z.txt:2"});
    CHECK(report["findings"][0]["places"].size() == 2);
  }
}

TEST_CASE("range: only what the range brings is read") {
  const TempRepo repo;
  repo.commit_file("old.txt", text_with(github_token()));
  const std::string blob = repo.git({"rev-parse", "HEAD:old.txt"});
  repo.commit_file("new.txt", "text\n");
  fs::remove(repo.git_dir() / "objects" / blob.substr(0, 2) / blob.substr(2));
  const Json report = repo.report({"range", "HEAD~1..HEAD"}, 0);
  CHECK(report["coverage"]["blobs"] == 1);
  CHECK(report["coverage"]["commits"] == 1);
  // What is missing in it is said.
  CHECK(repo.report({"range", "HEAD"}, 3)["summary"]["complete"] == false);
}

TEST_CASE("range: in a shallow clone") {
  const TempRepo repo;
  for (const char* name : {"a", "b", "c", "d"}) repo.commit_file(name, text_with(github_token()));
  const TempRepo clone = repo.at("../clone");
  clone.git({"clone", "-q", "--depth=3", "file://" + repo.path().string(), "."});
  CHECK(places_of(clone.report({"range", "HEAD~2..HEAD"}, 1)) == Words{"c:2", "d:2"});
  CHECK(clone.report({"range", "HEAD~2..HEAD"}, 1)["summary"]["complete"] == true);
  CHECK(clone.report({"range", "HEAD"}, 1)["summary"]["complete"] == false);
}

}  // namespace veto::test
