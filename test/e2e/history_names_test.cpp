// Files that their names give away, in a history: judged as the commit that adds them is, wherever
// a commit, a tag, a stash, an index or a tree that nothing names shows them.
#include <set>

#include "test/e2e/named_files.h"

namespace veto::test {
namespace {

/// The files that a range over everything that refs reach reports, and those of the history, which
/// are at the same commits.
void check_against_range(const TempRepo& repo) {
  const Json range = report_of(repo, {"range", "--no-config", "HEAD"});
  const Json whole = report_of(repo, {"history", "--no-store", "--no-config", "--reachable"});
  CHECK(files_of(whole) == files_of(range));
  std::set<std::string> added;
  for (const Json& finding : range["findings"]) {
    for (const Json& place : finding["places"])
      added.insert(place["path"].get<std::string>() + " " + place.value("commit", ""));
  }
  for (const Json& finding : whole["findings"]) {
    if (!is_of_file(finding)) continue;
    for (const Json& place : finding["places"])
      CHECK(added.contains(place["path"].get<std::string>() + " " + place.value("commit", "")));
  }
}

}  // namespace

TEST_CASE("history names: what a range says of a commit's files is said of them in the history") {
  const TempRepo repo;
  repo.commit_file("README", "nothing\n");
  CHECK(files_in(repo).empty());
  repo.commit_file("app/.env", "PORT=3000\n");
  repo.commit_file("prod.env", settings());
  repo.commit_file(".env.example", "PORT=3000\n");
  repo.commit_file("sub/.env.example", settings());
  repo.commit_file("a.log", "started\n");
  repo.commit_file("empty.log", "");
  repo.commit_file("token.log", text_with(github_token()));
  repo.commit_file(".npmrc", "save-exact=true\n");
  repo.commit_file("web/.npmrc",
                   "//r.example.com/:_auth"
                   "Token=" +
                       hex_key() + "\n");
  repo.commit_file("home/.ssh/config", "Host x\n");
  repo.commit_file("home/.gem/credentials", settings());
  repo.commit_file("gem/credentials", "x\n");
  repo.commit_file("terraform.tfstate", "{}\n");
  repo.commit_file("key.pem", private_key());
  repo.commit_file("cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  repo.commit_file("w.env", "\xff\xfe" + std::string("A\0=\0"
                                                     "1\0\n\0",
                                                     8));
  repo.git({"rm", "-q", "prod.env", "a.log"});
  repo.commit_unchecked("removed");
  repo.commit_file("app/.env", "PORT=3001\n");
  CHECK(files_in(repo) == Words{"block home/.gem/credentials", "block prod.env",
                                "block sub/.env.example", "block terraform.tfstate",
                                "block web/.npmrc", "warn a.log", "warn app/.env", "warn w.env"});
  check_against_range(repo);
}

TEST_CASE("history names: the commit that brought a file, and what became of it") {
  const TempRepo repo;
  repo.commit_file("a.txt", "a\n");
  repo.stage(".env", settings());
  const std::string added = repo.commit_unchecked("added");
  repo.stage(".env", settings() + "MORE=1\n");
  repo.commit_unchecked("altered");
  repo.git({"rm", "-q", ".env"});
  const std::string removed = repo.commit_unchecked("removed");
  Json finding = file_finding(history_of(repo));
  CHECK(finding["id"] == "v1:16438aeccaa26656");  // docs/FINGERPRINT.md
  CHECK(finding["commit"] == added);
  CHECK(finding["object"] == repo.git({"rev-parse", added + ":.env"}));
  CHECK(finding["author"].get<std::string>().find('@') != std::string::npos);
  CHECK(finding["removed"]["commit"] == removed);
  CHECK(finding["places"][0]["refs"] == Json::array({"main"}));
  CHECK(places(repo, finding) == Words{".env added"});
  repo.stage(".env", settings());
  repo.commit_unchecked("again");
  finding = file_finding(history_of(repo));
  CHECK(places(repo, finding) == Words{".env added", ".env again"});
  CHECK(finding["in_head"] == true);
}

TEST_CASE("history names: a file that begins to hold a secret comes in again with it") {
  const TempRepo repo;
  repo.stage(".env", "PORT=3000\n");
  repo.commit_unchecked("harmless");
  repo.stage(".env", "PORT=3001\n");
  repo.commit_unchecked("still");
  const std::string text = settings();
  repo.stage(".env", text);
  repo.commit_unchecked("secret");
  repo.stage(".env", text + "MORE=1\n");
  repo.commit_unchecked("more");
  const Json finding = file_finding(history_of(repo));
  CHECK(finding["tier"] == "block");
  CHECK(places(repo, finding) == Words{".env harmless", ".env secret"});
  CHECK(finding["in_head"] == true);
  repo.stage(".env", "PORT=3000\n");
  repo.commit_unchecked("clean");
  CHECK(file_finding(history_of(repo))["in_head"] == true);
  check_against_range(repo);
}

TEST_CASE("history names: each name that a file had counts for itself") {
  const TempRepo repo;
  const std::string text = settings();
  repo.stage("env.txt", text);
  repo.commit_unchecked("innocent");
  CHECK(files_in(repo).empty());
  repo.git({"mv", "env.txt", ".env"});
  repo.commit_unchecked("meant");
  repo.write("sub/keep", "");
  repo.git({"mv", ".env", "sub/.env"});
  repo.commit_unchecked("moved");
  repo.stage("copy.txt", text);
  repo.commit_unchecked("copied");
  const Json report = history_of(repo);
  CHECK(names_of(files_of(report)) == Words{"block .env", "block sub/.env"});
  for (const Json& finding : report["findings"]) {
    if (!is_of_file(finding)) continue;
    const bool is_first = finding["path"] == ".env";
    CHECK(places(repo, finding) == (is_first ? Words{".env meant"} : Words{"sub/.env moved"}));
    CHECK(finding.contains("removed") == is_first);
    CHECK(finding.value("in_head", false) == !is_first);
  }
}

TEST_CASE("history names: merges, stashes, tags of trees, dangling trees and indexes show files") {
  const TempRepo repo;
  repo.commit_file("a.txt", "a\n");
  SECTION("a merge brings nothing of its own, unless it does") {
    repo.git({"checkout", "-q", "-b", "side"});
    repo.stage("side.env", settings());
    repo.commit_unchecked("side");
    repo.git({"checkout", "-q", "main"});
    repo.commit_file("b.txt", "b\n");
    repo.git({"merge", "-q", "--no-commit", "side"});
    repo.stage("evil.env", settings());
    repo.commit_unchecked("merge");
    const Json report = history_of(repo);
    REQUIRE(names_of(files_of(report)) == Words{"block evil.env", "block side.env"});
    for (const Json& finding : report["findings"])
      CHECK(places(repo, finding) ==
            Words{finding["path"] == "evil.env" ? "evil.env merge" : "side.env side"});
    check_against_range(repo);
  }
  SECTION("a stash") {
    repo.stage("s.env", settings());
    repo.git({"stash", "-q"});
    const Json finding = file_finding(history_of(repo));
    CHECK(finding["path"] == "s.env");
    CHECK(finding["reached"] == "stash");
    CHECK(files_of(report_of(repo, {"history", "--no-store", "--reachable"})).size() == 1);
  }
  SECTION("a tag of a tree") {
    repo.stage("t/.env", settings());
    repo.git({"tag", "-a", "-m", "m", "v1", repo.git({"write-tree"})});
    repo.git({"rm", "-q", "--cached", "t/.env"});
    const Json finding = file_finding(history_of(repo));
    CHECK(places(repo, finding) == Words{"t/.env tag"});
  }
  SECTION("a tree that nothing names") {
    repo.stage("d/.env", settings());
    repo.git({"write-tree"});
    repo.git({"rm", "-q", "--cached", "d/.env"});
    const Json finding = file_finding(history_of(repo));
    CHECK(places(repo, finding) == Words{"d/.env unreachable"});
    CHECK(files_of(report_of(repo, {"history", "--no-store", "--reachable"})).empty());
  }
  SECTION("an index alone, though a commit has the content under another name") {
    const std::string text = settings();
    repo.stage("env.txt", text);
    repo.commit_unchecked("innocent");
    repo.stage("i/.env", text);
    const Json finding = file_finding(history_of(repo));
    CHECK(places(repo, finding) == Words{"i/.env index"});
  }
  SECTION("the index of a linked worktree") {
    repo.git({"worktree", "add", "-q", "--detach", "../linked"});
    repo.at("../linked").stage("l.env", settings());
    CHECK(places(repo, file_finding(history_of(repo))) == Words{"l.env index"});
  }
  SECTION("a commit that nothing reaches") {
    repo.stage("u.env", settings());
    repo.commit_unchecked("lost");
    repo.git({"reset", "-q", "--hard", "HEAD~1"});
    repo.git({"update-ref", "-d", "ORIG_HEAD"});
    repo.git({"reflog", "expire", "--expire=now", "--all"});
    const Json finding = file_finding(history_of(repo));
    CHECK(places(repo, finding) == Words{"u.env lost"});
    CHECK(finding["reached"] == "unreachable");
  }
}

TEST_CASE("history names: whatever bytes a path has, packed or not") {
  const TempRepo repo;
  const Words paths{"-x/.env",    "a b/c.env",       "z\xc3\xa9/\xc3\xbc.env",
                    "n\xff/.env", "line\nfeed/.env", "*.env",
                    "q\"uote.env"};
  for (const std::string& path : paths) repo.stage_blob(path, settings() + path);
  repo.stage_blob("link.env", "target", "120000");
  repo.commit_unchecked("odd");
  const std::map<std::string, std::string> loose = files_of(history_of(repo));
  CHECK(loose.size() == paths.size() + 1);
  CHECK(loose.contains("warn link.env"));
  check_against_range(repo);
  repo.git({"gc", "-q"});
  CHECK(files_of(history_of(repo)) == loose);
}

TEST_CASE("history names: submodules, empty names and missing objects are no files") {
  const TempRepo repo;
  repo.commit_file("a.txt", "a\n");
  repo.git({"update-index", "--add", "--cacheinfo",
            "160000," + repo.git({"rev-parse", "HEAD"}) + ",sub.env"});
  repo.commit_unchecked("submodule");
  CHECK(files_in(repo).empty());
  repo.stage("gone.env", settings());
  repo.commit_unchecked("gone");
  const std::string blob = repo.git({"rev-parse", "HEAD:gone.env"});
  fs::remove(repo / (".git/objects/" + blob.substr(0, 2) + "/" + blob.substr(2)));
  const base::Output output = repo.veto({"history", "--no-store", "--format", "json"});
  CHECK(output.status == 3);
  const Json report = Json::parse(output.out);
  CHECK(report["findings"].empty());
  CHECK(report["diagnostics"].size() == 1);
}

TEST_CASE("history names: the configuration's names, exceptions and tiers count") {
  const TempRepo repo;
  repo.commit_file("secret/deep/readme", "x");
  repo.commit_file("conf/prod/a.sqlite", "x");
  repo.commit_file("other/a.sqlite", "x");
  repo.commit_file("test/.env", settings());
  const auto with = [&](const std::string& text) {
    repo.write(".git-veto.toml", text);
    return names_of(files_of(report_of(repo, {"history"})));
  };
  CHECK(with("") == Words{"block test/.env"});
  CHECK(with("[files]\nnames = [\"secret/\"]\n") ==
        Words{"block secret/deep/readme", "block test/.env"});
  CHECK(with("[files]\nnames = [\"/conf/**/*.sqlite\"]\nexcept = [\"test/\"]\n") ==
        Words{"block conf/prod/a.sqlite"});
  CHECK(with("[files]\nnames = [\"**/deep/**\", \"[o]ther/*\"]\n") ==
        Words{"block other/a.sqlite", "block secret/deep/readme", "block test/.env"});
  CHECK(with("[rules.file-env]\ntier = \"off\"\n").empty());
  CHECK(with("[rules.file-env]\ntier = \"info\"\n") == Words{"info test/.env"});
  CHECK(with("[[allow]]\npaths = [\"test/**\"]\nreason = \"a test\"\n") ==
        Words{"block test/.env"});
  repo.write(".git-veto.toml", "");
  CHECK(files_of(report_of(repo, {"history", "--rule", "file-log"})).empty());
  CHECK(files_of(report_of(repo, {"history", "--rule", "file-env"})).size() == 1);
}

}  // namespace veto::test
