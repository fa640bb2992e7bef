// What is said about one finding by trace and incident, and how findings are named.
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

const std::string kNowhere = "on no remote branch this clone knows";

}  // namespace

TEST_CASE("trace: every ref, worktree, stash and reflog that holds it, and no other") {
  const Words format = GENERATE(Words{}, Words{"--object-format=sha256"});
  const TempRepo repo(format);
  repo.commit_file("old.txt", "harmless\n");
  repo.git({"branch", "before"});
  const std::string leak = repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"tag", "light"});
  repo.git({"tag", "-a", "-m", "x", "heavy"});
  repo.git({"switch", "-q", "-c", "after"});
  repo.commit_file("b.txt", "more\n");
  repo.git({"update-ref", "refs/remotes/origin/topic", "after"});
  repo.git({"update-ref", "refs/remotes/origin/clean", "before"});
  repo.git({"update-ref", "refs/other/thing", "after"});
  repo.git({"worktree", "add", "-q", "--detach", "../linked", "main"});
  repo.git({"notes", "add", "-m", "harmless", "before"});
  repo.write("b.txt", "stashed\n");
  repo.git({"stash", "-q"});
  repo.git({"switch", "-q", "before"});
  const base::Output output = repo.veto({"trace", only_id(repo), "--json"});
  REQUIRE(output.status == 0);
  const Json json = Json::parse(output.out);
  Words holders;
  for (const Json& holder : json["holders"]) {
    const std::string kind = holder["kind"];
    if (kind == "reflog") continue;
    std::string name = holder["name"];
    if (kind == "worktree") name = fs::path(name).filename();
    holders.push_back(kind + " " + name);
  }
  CHECK(holders == Words{"branch after", "branch main", "remote branch origin/topic", "tag heavy",
                         "tag light", "stash stash@{0}", "worktree linked",
                         "other ref refs/other/thing"});
  CHECK(json["places"].size() == 1);
  CHECK(json["places"][0]["commit"] == leak);
  CHECK(json["head"]["reaches"] == false);
  CHECK(json["state"] == "S2");
}

TEST_CASE("trace: merges and several roots, and what came in only at a merge") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.commit_file("old.txt", "harmless\n");
  repo.git({"switch", "-q", "--orphan", "second"});
  repo.commit_file("other.txt", text_with(token));
  repo.git({"switch", "-q", "main"});
  repo.git({"merge", "-q", "--allow-unrelated-histories", "--no-commit", "second"});
  repo.stage("merged.txt", "again " + token + "\n");
  const std::string merge = repo.commit_unchecked("merge");
  repo.git({"branch", "-D", "second"});
  repo.git({"rm", "-q", "other.txt", "merged.txt"});
  repo.commit_unchecked("removed");
  const Json json = Json::parse(repo.veto({"trace", only_id(repo), "--json"}).out);
  Words paths;
  for (const Json& place : json["places"]) paths.push_back(place["path"]);
  CHECK(paths == Words{"other.txt", "merged.txt"});
  CHECK(json["places"][1]["commit"] == merge);
  CHECK(json["head"]["reaches"] == true);
  CHECK(json["head"]["files"].empty());
  CHECK(json["state"] == "S1b");
}

TEST_CASE(
    "trace: what remotes are known to have is said with how old that is, never 'not pushed'") {
  TempRepo repo;
  repo.environment.unset("GIT_COMMITTER_DATE");  // by which reflogs are dated
  repo.commit_file("old.txt", "harmless\n");
  repo.git({"init", "-q", "--bare", "../server"});
  repo.git({"remote", "add", "origin", "https://ada:" + password() + "@localhost:1/x.git"});
  repo.git({"remote", "add", "near/by", "../server"});
  repo.git({"push", "-q", "near/by", "main"});
  repo.commit_file("a.txt", text_with(github_token()));
  const std::string id = only_id(repo);
  const base::Output before = repo.veto({"trace", id});
  INFO(before.out);
  CHECK(
      before.out.find(kNowhere + " (near/by: last push just now, origin: last fetch not known)") !=
      std::string::npos);
  CHECK(before.out.find("git fetch --all") != std::string::npos);
  CHECK(before.out.find("not pushed") == std::string::npos);
  const Json remotes = Json::parse(repo.veto({"trace", id, "--json"}).out)["remotes"];
  CHECK(remotes[1]["url"] == "https://localhost:1/x.git");

  repo.git({"push", "-q", "near/by", "main"});
  repo.git({"fetch", "-q", "near/by"});
  REQUIRE(repo.run({"touch", "-d", "3 days ago", ".git/FETCH_HEAD"}).status == 0);
  const fs::path log = repo / ".git/logs/refs/remotes/near/by/main";
  REQUIRE(fs::remove(log));
  CHECK(repo.veto({"trace", id}).out.find("on near/by/main (last fetch 3 days ago)") !=
        std::string::npos);
  CHECK(explained(repo, id)["state"] == "S2");
}

TEST_CASE(
    "trace: in a mirror the branches are the remote's, in a bare repository they are shared") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"tag", "v1"});
  const std::string id = only_id(repo);
  repo.git({"clone", "-q", "--mirror", ".", "../mirror"});
  const Json mirror = explained(repo.at("../mirror"), id);
  CHECK(mirror["state"] == "S2");
  CHECK(mirror["on_remotes"].get<std::string>().starts_with("on origin/main ("));
  repo.git({"init", "-q", "--bare", "../bare"});
  repo.git({"push", "-q", "../bare", "main"});
  const TempRepo bare = repo.at("../bare");
  CHECK(state_of(bare, id) == "S2 " + kNowhere);
  CHECK(bare.veto({"trace", id}).status == 0);
}

TEST_CASE("trace: a shallow clone says so, and the run is incomplete") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.commit_file("b.txt", "more\n");
  const std::string id = only_id(repo);
  repo.git({"clone", "-q", "--depth=1", "file://" + repo.path().string(), "../shallow"});
  const base::Output output = repo.at("../shallow").veto({"trace", id});
  CHECK(output.status == 3);
  CHECK(output.out.find("git fetch --unshallow") != std::string::npos);
  CHECK(output.out.find("on origin/main") != std::string::npos);
  CHECK(output.err.starts_with("git-veto: incomplete: "));
}

TEST_CASE("finding ids: those of every verb are found, shortened or not") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.commit_file("a.txt",
                   "mongodb+srv://shop:" + password() + "@cluster0.ab1cd.mongodb.net/shop\n");
  repo.commit_file("b.txt", text_with(github_token()));
  repo.stage("c.txt", text_with(github_token()));
  repo.write("d.txt", text_with(github_token()));
  std::size_t count = 0;
  for (const Words& verb :
       {Words{"history"}, Words{"staged"}, Words{"files"}, Words{"range", "HEAD^..HEAD"}}) {
    Words command = verb;
    command.insert(command.end(), {"--format", "json"});
    const Json report = Json::parse(repo.veto(command).out);
    for (const Json& finding : report["findings"]) {
      const std::string id = finding["id"];
      for (const std::string& word : {id, id.substr(3), id.substr(0, 11), id.substr(3, 8)}) {
        CAPTURE(verb, word);
        CHECK(repo.veto({"explain", word}).out.starts_with(id));
      }
      ++count;
    }
  }
  CHECK(count >= 8);
}

TEST_CASE(
    "incident: a report with everything but the secret, the same whenever it is made that day") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  const std::string leak = repo.commit_file("a|`b`.txt", text_with(github_token()));
  const std::string id = only_id(repo);
  const base::Output output = repo.veto({"incident", id});
  CHECK(output.status == 0);
  for (const std::string& part :
       {id, leak, std::string("`` a|`b`.txt:2 ``"), std::string("`Ada Example <ada@example.com>`"),
        std::string("2024-03-01T12:00:00+01:00"), std::string("Exposed until: still there"),
        std::string("- [ ] Revoked"), std::string("| When | What |"), kNowhere}) {
    CAPTURE(part);
    CHECK(output.out.find(part) != std::string::npos);
  }
  CHECK(repo.veto({"incident", id, "--format", "markdown"}).out == output.out);
  repo.git({"rm", "-q", "a|`b`.txt"});
  repo.commit_unchecked("removed");
  const Json json = Json::parse(repo.veto({"incident", id, "--format", "json"}).out);
  CHECK(json["schema"] == "git-veto/incident/1");
  CHECK(json["exposed_until"] != "still there: HEAD has it");
  CHECK(json["introduced"]["commit"] == leak);
  CHECK(json["checklist"].size() > 4);
  CHECK(repo.veto({"incident", id, "--format", "xml"}).status == 2);
}

}  // namespace veto::test
