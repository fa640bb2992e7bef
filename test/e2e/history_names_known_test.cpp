// Files that their names give away, in a history: what earlier runs know of them, and what is done
// about one by its id.
#include "test/e2e/history_runs.h"
#include "test/e2e/named_files.h"

namespace veto::test {

TEST_CASE("history names: what earlier runs know changes nothing") {
  const TempRepo repo;
  repo.commit_file("a.txt", "a\n");
  CHECK(check_run(repo) > 0);
  SECTION("a file by itself, and a second run") {
    repo.commit_file(".env", settings());
    CHECK(check_run(repo) == 1);
    CHECK(files_of(report_of(repo, {"history"})).size() == 1);
    CHECK(check_run(repo) == 0);
    repo.commit_file("b.txt", "b\n");
    CHECK(check_run(repo) == 1);
    repo.commit_file(".env", "PORT=1\n");
    CHECK(check_run(repo) == 1);
  }
  SECTION("a known directory under a name that is meant, and a known content") {
    repo.commit_file("x/ssh/inner/k.txt", "k\n");
    repo.commit_file("gem/credentials", settings());
    CHECK(check_run(repo) == 2);
    repo.git({"mv", "gem", ".gem"});
    repo.commit_unchecked("moved");
    CHECK(check_run(repo) == 0);
    CHECK(files_of(report_of(repo, {"history"})).size() == 1);
  }
  SECTION("a known file that an exception covered where it stood") {
    repo.write(".git-veto.toml", "[files]\nexcept = [\"test/\"]\n");
    check_run(repo);
    repo.commit_file("test/app/.env", settings());
    CHECK(check_run(repo) == 1);
    repo.git({"mv", "test/app", "app"});
    repo.commit_unchecked("moved");
    CHECK(check_run(repo) == 0);
    CHECK(files_of(report_of(repo, {"history"})).size() == 1);
    repo.git({"gc", "-q"});
    CHECK(check_run(repo) == 0);
  }
  SECTION("harmless content under a name that is meant") {
    repo.commit_file("web/.npmrc", "save-exact=true\n");
    CHECK(check_run(repo) == 1);
    repo.commit_file("b.txt", "b\n");
    CHECK(check_run(repo) == 1);
    repo.git({"mv", "web", "site"});
    repo.stage("site/c.txt", "c\n");
    repo.commit_unchecked("moved");
    CHECK(check_run(repo) == 1);
    repo.write(".git-veto.toml", "[files]\nstrict_filenames = true\nnames = [\".npmrc\"]\n");
    check_run(repo);
    CHECK(files_of(report_of(repo, {"history"})).size() == 2);
  }
  SECTION("what only the index shows") {
    repo.stage("i.env", settings());
    check_run(repo);
    CHECK(files_of(report_of(repo, {"history"})).size() == 1);
    repo.git({"rm", "-q", "--cached", "i.env"});
    check_run(repo);
    CHECK(files_of(report_of(repo, {"history"})).empty());
  }
}

TEST_CASE("history names: such a finding is allowed, listed, explained and traced by its id") {
  const TempRepo repo;
  repo.commit_file("a.txt", "a\n");
  const std::string text = settings();
  repo.stage("env.txt", text);
  repo.stage(".env", text);
  const std::string added = repo.commit_unchecked("added");
  repo.git({"rm", "-q", ".env"});
  repo.commit_unchecked("removed");
  const std::string id = file_finding(history_of(repo))["id"];
  const Json trace = Json::parse(repo.veto({"trace", id, "--json"}).out);
  CHECK(trace.dump().find(added) != std::string::npos);
  CHECK(repo.veto({"explain", id}).out.find(".env") != std::string::npos);
  SECTION("allowed") {
    CHECK(repo.veto({"allow", id, "--reason", "a test"}).status == 0);
    CHECK(history_of(repo)["summary"]["allowed"] == 1);
    CHECK(repo.veto({"allow", "prune"}).out.find("removed") == std::string::npos);
    CHECK(history_of(repo)["summary"]["allowed"] == 1);
  }
  SECTION("in a baseline") {
    CHECK(repo.veto({"baseline", "create"}).status == 0);
    CHECK(history_of(repo)["summary"]["baselined"] == 1);
    const Json rows = Json::parse(repo.veto({"baseline", "show", "--json"}).out);
    CHECK(rows["entries"][0]["present"] == "history");
    CHECK(repo.veto({"baseline", "update"}).out.find("up to date") != std::string::npos);
  }
  SECTION("in a baseline of HEAD's files") {
    CHECK(repo.veto({"baseline", "create", "--head"}).out.find(": 0 secrets") != std::string::npos);
    repo.git({"rm", "-qf", ".git-veto-baseline"});
    repo.stage(".env", text + "MORE=1\n");
    repo.commit_unchecked("again");
    repo.stage(".env", text + "MORE=2\n");
    repo.commit_unchecked("altered");
    CHECK(repo.veto({"baseline", "create", "--head"}).out.find(": 1 secret") != std::string::npos);
  }
  SECTION("in a purge plan: the file goes, not its content elsewhere") {
    const base::Output output = repo.veto({"purge-plan", id});
    REQUIRE(output.status == 0);
    const std::string line = line_with(output.out, "written to ");
    const fs::path directory = line.substr(11, line.size() - 12);
    CHECK(read_file(directory / "files.txt") == read_file(directory / "paths.txt"));
    CHECK(read_file(directory / "files.txt").find("env.txt") == std::string::npos);
    CHECK_FALSE(fs::exists(directory / "blobs.txt"));
    CHECK(read_file(directory / "PLAN.md").find("--invert-paths --paths-from-file") !=
          std::string::npos);
  }
}

}  // namespace veto::test
