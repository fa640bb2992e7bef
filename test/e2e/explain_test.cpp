// What explain says: of a finding the steps, which, typed as they are printed, leave nothing of the
// secret behind; of rules and exit codes what they mean.
#include <algorithm>
#include <functional>

#include "test/e2e/named_files.h"
#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// The id of the only secret in what is staged and in the history.
std::string only_id(const TempRepo& repo, const std::string& verb = "history") {
  const Json report = Json::parse(repo.veto({verb, "--format", "json"}).out);
  REQUIRE_FALSE(report["findings"].empty());
  const std::string id = report["findings"][0]["id"];
  for (const Json& finding : report["findings"]) CHECK(finding["id"] == id);
  return id;
}

Json explained(const TempRepo& repo, const std::string& id) {
  const base::Output output = repo.veto({"explain", id, "--json"});
  INFO(output.err);
  REQUIRE(output.status == 0);
  return Json::parse(output.out);
}

/// The state, and what is said of the remotes before the parenthesis.
std::string state_of(const TempRepo& repo, const std::string& id) {
  const Json json = explained(repo, id);
  const std::string remotes = json["on_remotes"];
  return json["state"].get<std::string>() + " " + remotes.substr(0, remotes.find(" ("));
}

/// Types the commands of the steps, one after the other, but for those that begin with `unless`.
void follow(const TempRepo& repo, const std::string& id, const std::string& unless = "-") {
  const Json json = explained(repo, id);
  for (const Json& step : json["steps"]) {
    for (const std::string command : step["commands"]) {
      if (command.starts_with(unless)) continue;
      const base::Output output = repo.run({"sh", "-c", command});
      CAPTURE(command, output.out, output.err);
      REQUIRE(output.status == 0);
    }
  }
}

void check_gone(const TempRepo& repo, const std::string& id) {
  CHECK(repo.report({"history"}, 0)["findings"].empty());
  const base::Output output = repo.veto({"trace", id});
  CHECK(output.status == 2);
  CHECK(output.err.find("no finding " + id) != std::string::npos);
}

std::string harmless() {
  return text_with("os.environ['TOKEN']");
}

const std::string kNowhere = "on no remote branch this clone knows";

}  // namespace

TEST_CASE("explain: the steps for what is staged take it out, in every kind of name") {
  for (const char* name : {"a.txt", "sub dir/it's", "-dash", ":colon*"}) {
    const TempRepo repo;
    repo.commit_file("old.txt", "harmless\n");
    repo.stage(name, text_with(github_token()));
    const std::string id = only_id(repo, "staged");
    CAPTURE(name, id);
    CHECK(explained(repo, id)["state"] == "S0");
    CHECK(explained(repo, id)["where"] == "staged, not committed");
    repo.write(name, harmless());
    follow(repo, id, "git rm");
    CHECK(repo.report({"staged"}, 0)["findings"].empty());
    CHECK(repo.git({"ls-files", "-s"}).find("old.txt") != std::string::npos);
    check_gone(repo, id);
  }
}

TEST_CASE("explain: a file that was never to be committed is taken out of the index and kept") {
  const TempRepo repo;  // an unborn branch
  repo.stage(".env local", text_with(github_token()));
  const std::string id = only_id(repo, "staged");
  follow(repo, id, "git add");
  CHECK(fs::exists(repo / ".env local"));
  CHECK(repo.git({"ls-files"}).empty());
  CHECK(explained(repo, id)["where"] == "in a file that is neither staged nor committed");
  CHECK(repo.veto({"trace", id}).out.find("in the work tree only") != std::string::npos);
}

TEST_CASE("explain: the steps for the last commit leave nothing behind, not in the reflog either") {
  const TempRepo repo;
  if (GENERATE(false, true)) repo.commit_file("old.txt", "harmless\n");
  const TempRepo at = GENERATE(0, 1) == 0 ? repo.at(".") : repo.at("sub");
  at.commit_file("a b.txt", text_with(github_token()));
  const std::string id = only_id(repo);
  CHECK(state_of(repo, id) == "S1 " + kNowhere);
  at.write("a b.txt", harmless());
  follow(at, id);
  check_gone(repo, id);
  CHECK(repo.git({"log", "--format=%s"}).starts_with("add a b.txt"));
}

TEST_CASE("explain: the steps for an earlier commit put the change where it belongs") {
  const TempRepo repo;
  const bool at_root = GENERATE(false, true);
  const bool with_merge = GENERATE(false, true);
  if (!at_root) repo.commit_file("old.txt", "harmless\n");
  repo.commit_file("a.txt", text_with(github_token()));
  repo.commit_file("b.txt", "more\n");
  if (with_merge) {
    repo.git({"switch", "-q", "-c", "side"});
    repo.commit_file("side.txt", "side\n");
    repo.git({"switch", "-q", "main"});
    repo.commit_file("c.txt", "main\n");
    repo.git({"merge", "-q", "--no-ff", "-m", "joined", "side"});
    repo.git({"branch", "-D", "side"});
  }
  const std::string id = only_id(repo);
  CHECK(state_of(repo, id) == "S1b " + kNowhere);
  const std::string subjects = repo.git({"log", "--topo-order", "--format=%s"});
  repo.write("a.txt", harmless());
  follow(repo, id);
  check_gone(repo, id);
  CHECK(repo.git({"log", "--topo-order", "--format=%s"}) == subjects);
}

TEST_CASE("explain: what several commits brought in is taken out of each of them") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.commit_file("old.txt", "harmless\n");
  const std::string first = repo.commit_file("a.txt", text_with(token));
  repo.commit_file("b.txt", "more\n");
  const std::string second = repo.commit_file("c.txt", "copy = " + token + "\n");
  const Json json = explained(repo, only_id(repo));
  CHECK(json["state"] == "S1b");
  const std::string text = json["steps"][0]["text"];
  CHECK(text.find(first.substr(0, 7) + ", " + second.substr(0, 7)) != std::string::npos);
  CHECK(json["steps"][0]["commands"][0] == "git rebase -i " + first.substr(0, 12) + "^");
}

TEST_CASE("explain: a file that its name gives away is taken out of commits, not edited") {
  const TempRepo repo;
  const bool is_last = GENERATE(true, false);
  const bool at_root = GENERATE(true, false);
  if (!at_root) repo.commit_file("old.txt", "harmless\n");
  repo.commit_file("the app/.env", settings());
  if (!is_last) repo.commit_file("more.txt", "harmless\n");
  CAPTURE(is_last, at_root);
  const std::string id = file_finding(report_of(repo, {"history"}))["id"];
  const Json json = explained(repo, id);
  CHECK(json["state"] == (is_last ? "S1" : "S1b"));
  CHECK(json.dump().find("the value out") == std::string::npos);
  TempRepo editing = repo.at(".");
  editing.environment.set("GIT_SEQUENCE_EDITOR", "sed -i 1s/^pick/edit/");
  follow(editing, id);
  CHECK(repo.git({"log", "--format=%H", "--all", "--", "the app/.env"}).empty());
  CHECK(fs::exists(repo / "the app/.env"));
}

TEST_CASE("explain: a secret in the message of the last commit") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", "harmless\n");
  repo.commit_unchecked("with " + github_token());
  const std::string id = only_id(repo);
  CHECK(state_of(repo, id) == "S1 " + kNowhere);
  TempRepo editing = repo.at(".");
  editing.environment.set("GIT_EDITOR", "echo clean >");
  follow(editing, id);
  check_gone(repo, id);
}

TEST_CASE("explain: another branch, a stash, a tag and a reflog are named, and the steps work") {
  struct Case {
    const char* name;
    std::function<void(const TempRepo&)> prepare;
    const char* where;
  };
  const Case kCases[] = {
      {"a branch",
       [](const TempRepo& repo) {
         repo.git({"switch", "-q", "-c", "side"});
         repo.commit_file("a.txt", text_with(github_token()));
         repo.git({"switch", "-q", "main"});
       },
       "in commits that HEAD does not lead to"},
      {"a stash",
       [](const TempRepo& repo) {
         repo.write("old.txt", text_with(github_token()));
         repo.git({"stash", "-q"});
       },
       "left over: on no branch, but still in the object database"},
      {"a tag",
       [](const TempRepo& repo) {
         repo.commit_file("a.txt", text_with(github_token()));
         repo.git({"tag", "-a", "-m", "x", "v1"});
         repo.git({"reset", "-q", "--hard", "HEAD^"});
       },
       "left over: on no branch, but still in the object database"},
      {"a tag of a blob",
       [](const TempRepo& repo) {
         const std::string blob =
             repo.git({"hash-object", "-w", "--stdin"}, text_with(github_token()));
         repo.git({"tag", "blob", blob});
       },
       "left over: on no branch, but still in the object database"},
      {"a reflog",
       [](const TempRepo& repo) {
         repo.commit_file("a.txt", text_with(github_token()));
         repo.git({"reset", "-q", "--hard", "HEAD^"});
       },
       "left over: on no branch, but still in the object database"},
      {"nothing",
       [](const TempRepo& repo) {
         repo.git({"hash-object", "-w", "--stdin"}, text_with(github_token()));
       },
       "left over: on no branch, but still in the object database"},
  };
  for (const Case& each : kCases) {
    DYNAMIC_SECTION(each.name) {
      const TempRepo repo;
      repo.commit_file("old.txt", "harmless\n");
      each.prepare(repo);
      const std::string id = only_id(repo);
      CHECK(explained(repo, id)["where"] == each.where);
      follow(repo, id, "git switch");
      // Of a branch that deletes it, which leaves the rest to the reflog.
      if (each.name == std::string("a branch")) follow(repo, id);
      check_gone(repo, id);
    }
  }
}

TEST_CASE("explain: rules and exit codes, also as JSON and outside of a repository") {
  const TempRepo repo;
  const TempRepo outside = repo.at("../outside");
  for (const TempRepo& here : {repo.at("."), outside}) {
    const std::string rule = here.veto({"explain", "github-pat-classic"}).out;
    for (const char* part :
         {"What it matches", "What it ignores", "Why it matters", "If it never left this machine",
          "If it was pushed, shared or logged", "  1. ", "git veto trace FINDING",
          "git veto purge-plan FINDING", "Allow one", "Tune", "References"}) {
      CAPTURE(part);
      CHECK(rule.find(part) != std::string::npos);
    }
    const Json json = Json::parse(here.veto({"explain", "github-pat-classic", "--json"}).out);
    CHECK(json["schema"] == "git-veto/explain/1");
    CHECK(json["kind"] == "rule");
    for (const char* key : {"rule", "title", "tier", "matches", "ignores", "opens", "revoke",
                            "misuse", "if_local", "if_pushed", "allow", "tune", "references"}) {
      CAPTURE(key);
      CHECK(json.contains(key));
    }
    const Json code = Json::parse(here.veto({"explain", "3", "--json"}).out);
    CHECK(code["code"] == 3);
    CHECK(code["name"] == "incomplete");
  }
  CHECK(outside.veto({"explain", "0123456789abcdef"}).status == 2);
}

TEST_CASE("explain: who mistypes is told what may be meant") {
  const TempRepo repo;
  const auto answer = [&](const std::string& word) { return repo.veto({"explain", word}).err; };
  CHECK(answer("github-pat-clasic").find("did you mean github-pat-classic?") != std::string::npos);
  CHECK(answer("GITHUB_PAT_CLASSIC").find("did you mean github-pat-classic?") != std::string::npos);
  CHECK(answer("aws-access").find("aws-access-key") != std::string::npos);
  CHECK(answer("xyzzyplugh").find("did you mean") == std::string::npos);
}

}  // namespace veto::test
