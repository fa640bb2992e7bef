// Where `git veto allow` finds what an id stands for: wherever one of our verbs has printed it.
#include <functional>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/push.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

const Words kCommit{"commit", "-m", "x"};

/// Strong enough to block, whatever the random numbers are.
std::string strong_password() {
  return password() + password();
}

std::string atlas_url(const std::string& secret) {
  return "mongodb+srv://shop:" + secret + "@cluster0.ab1cd.mongodb.net/shop";
}

std::string id_of(const Json& report) {
  REQUIRE(report.at("findings").size() == 1);
  return report.at("findings").at(0).at("id");
}

std::string id_in(std::string_view text) {
  const std::size_t at = text.find("v1:");
  REQUIRE(at != std::string_view::npos);
  return std::string(text.substr(at, 19));
}

void make_hook(const TempRepo& repo, const std::string& name) {
  write_file(repo.git_dir() / "hooks" / name, "#!/bin/sh\nexec git-veto hook " + name + " \"$@\"\n",
             0755);
}

/// Leaves a finding somewhere and returns its id, as a verb or a hook of ours printed it.
using Leave = std::function<std::string(const TempRepo& repo, const std::string& secret)>;

struct Place {
  const char* name;
  Leave leave;
};

const Place kPlaces[] = {
    {"staged",
     [](const TempRepo& repo, const std::string& secret) {
       repo.stage("a.txt", secret);
       return id_of(repo.report({"staged"}, 1));
     }},
    {"a commit message that a hook refused",
     [](const TempRepo& repo, const std::string& secret) {
       make_hook(repo, "commit-msg");
       const base::Output refused = repo.try_git({"commit", "--allow-empty", "-m", secret});
       REQUIRE(refused.status != 0);
       return id_in(line_with(refused.err, "Not a secret?  "));
     }},
    {"a commit that was not pushed",
     [](const TempRepo& repo, const std::string& secret) {
       make_hook(repo, "pre-push");
       repo.git({"init", "-q", "--bare", "../server.git"});
       repo.git({"remote", "add", "origin", "../server.git"});
       repo.git({"push", "-q", "--no-verify", "origin", "HEAD:main"});
       repo.commit_file("a.txt", secret);
       repo.commit_file("a.txt", "gone\n");
       const base::Output refused = repo.try_git({"push", "origin", "HEAD:main"});
       REQUIRE(refused.status != 0);
       return id_in(line_with(refused.err, "Not a secret?  "));
     }},
    {"a range",
     [](const TempRepo& repo, const std::string& secret) {
       repo.commit_file("a.txt", secret);
       return id_of(repo.report({"range", "HEAD~1..HEAD"}, 1));
     }},
    {"the history of another branch",
     [](const TempRepo& repo, const std::string& secret) {
       repo.git({"checkout", "-q", "-b", "other"});
       repo.commit_file("a.txt", secret);
       repo.git({"checkout", "-q", "main"});
       return id_of(repo.report({"history"}, 1));
     }},
    {"an object that nothing reaches",
     [](const TempRepo& repo, const std::string& secret) {
       repo.stage("a.txt", secret);
       repo.git({"rm", "-q", "-f", "a.txt"});
       return id_of(repo.report({"history"}, 1));
     }},
    {"a file that is not tracked",
     [](const TempRepo& repo, const std::string& secret) {
       repo.write("sub/a.txt", secret);
       return id_of(repo.report({"files"}, 1));
     }},
    {"a run with --no-config",
     [](const TempRepo& repo, const std::string& secret) {
       repo.stage("a.txt", secret);
       return id_of(repo.report({"staged", "--no-config"}, 1));
     }},
};

}  // namespace

TEST_CASE(
    "allow: an id is found wherever a verb has printed it from, and then excuses the secret") {
  for (const Place& place : kPlaces) {
    for (const bool guessable : {false, true}) {
      DYNAMIC_SECTION(place.name << (guessable ? ", a password" : ", a token")) {
        const TempRepo repo;
        repo.commit_file("old.txt", "harmless\n");
        const std::string secret = guessable ? atlas_url(strong_password()) : github_token();
        const std::string id = place.leave(repo, secret + "\n");
        const base::Output output = repo.veto({"allow", id, "--reason", "why"});
        CAPTURE(id, output.err);
        CHECK(output.status == 0);
        CHECK(output.out.starts_with("allowed " + id));
        CHECK(repo.veto({"stdin"}, secret).status == 0);
        CHECK(repo.veto({"history"}).status == 0);
      }
    }
  }
}

TEST_CASE("allow: after it, the message that a hook refused is accepted as it is") {
  const TempRepo top;
  top.commit_file("old.txt", "harmless\n");
  make_hook(top, "commit-msg");
  const bool linked = GENERATE(false, true);
  if (linked) top.git({"worktree", "add", "-q", "-b", "side", "../side"});
  const TempRepo repo = top.at(linked ? "../side" : ".");
  repo.stage("a.txt", "harmless\n");
  const base::Output refused =
      repo.try_git({"commit", "-m", "see " + atlas_url(strong_password())});
  REQUIRE(refused.status != 0);
  std::string command = line_with(refused.err, "Not a secret?  ");
  command = command.substr(0, command.find("   (")).substr(command.find("git veto allow "));
  REQUIRE(repo.run({"sh", "-c", command}).status == 0);
  const std::string file = repo.git({"rev-parse", "--git-path", "COMMIT_EDITMSG"});
  CHECK(repo.try_git({"commit", "-q", "-F", file}).status == 0);
}

TEST_CASE("allow: ids that were printed before the first entry go on working") {
  // On an unborn branch the first entry brings a random salt.
  const TempRepo repo;
  repo.stage("a.txt", atlas_url(strong_password()));
  repo.stage("b.txt", atlas_url(strong_password()));
  const Json report = repo.report({"staged"}, 1);
  for (const Json& finding : report["findings"]) {
    const std::string id = finding["id"];
    CHECK(repo.veto({"allow", id, "--reason", "x"}).status == 0);
  }
  CHECK(repo.attempt(kCommit) == "committed: clean, 2 allowed");
}

TEST_CASE("allow: an id that --no-config printed works where the file has a salt of its own") {
  const TempRepo repo;
  repo.stage("a.txt", atlas_url(strong_password()));
  const std::string first = id_of(repo.report({"staged"}, 1));
  REQUIRE(repo.veto({"allow", first, "--reason", "x"}).status == 0);
  repo.git(kCommit);
  repo.stage("b.txt", atlas_url(strong_password()));
  const std::string id = id_of(repo.report({"staged", "--no-config"}, 1));
  CHECK(repo.veto({"allow", id, "--reason", "x"}).status == 0);
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
}

TEST_CASE("allow: after the printed command a commit of some paths passes, too") {
  for (const Words& commit : {Words{"commit", "-m", "x", "a.txt"}, Words{"commit", "-am", "x"},
                              Words{"commit", "-m", "x", "-i", "a.txt"}}) {
    const TempRepo repo;
    repo.commit_file("a.txt", "harmless\n");
    repo.commit_file("b.txt", "harmless\n");
    repo.write("a.txt", text_with(github_token()));
    const base::Output blocked = repo.try_git(commit);
    CAPTURE(commit, blocked.err);
    REQUIRE(blocked.status != 0);
    const std::string id = id_in(line_with(blocked.err, "Not a secret?  "));
    CHECK(repo.veto({"allow", id, "--reason", "x"}).status == 0);
    CHECK(repo.attempt(commit) == "committed: clean, 1 allowed");
  }
}

TEST_CASE("allow: from elsewhere by GIT_DIR and GIT_WORK_TREE") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = id_of(repo.report({"staged"}, 1));
  TempRepo elsewhere = repo.at("../elsewhere");
  const std::string name = repo.path().filename().string();
  elsewhere.environment.set("GIT_DIR", "../" + name + "/.git");
  elsewhere.environment.set("GIT_WORK_TREE", "../" + name);
  CHECK(elsewhere.veto({"allow", id, "--reason", "x"}).status == 0);
  CHECK_FALSE(fs::exists(elsewhere / ".git-veto-allow"));
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
}

TEST_CASE("allow: an id that is not here is an error that says what was searched and what to do") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  const std::string token = github_token();
  const std::string id = id_of(repo.report({"stdin"}, 1, token));
  const base::Output missing = repo.veto({"allow", id, "--reason", "x"});
  CHECK(missing.status == 2);
  CHECK(missing.err.find(id + " in what is staged, ") != std::string::npos);
  CHECK(missing.err.find(
            "the files of the work tree, the names of files in the history, the history") !=
        std::string::npos);
  CHECK(missing.err.find("--rule RULE") != std::string::npos);
  CHECK_FALSE(fs::exists(repo / ".git-veto-allow"));

  // As it says: recorded unseen.
  CHECK(repo.veto({"allow", id, "--rule", "no-such-rule", "--reason", "x"}).status == 2);
  CHECK(repo.veto({"allow", id.substr(0, 12), "--rule", "github-pat-classic", "--reason", "x"})
            .status == 2);
  const base::Output unseen =
      repo.veto({"allow", id, "--rule", "github-pat-classic", "--reason", "a log"});
  CHECK(unseen.status == 0);
  CHECK(unseen.out.find("nobody has checked") != std::string::npos);
  CHECK(repo.veto({"stdin"}, token).status == 0);
}

TEST_CASE("allow: a password's id from elsewhere needs a first commit, which makes ids final") {
  const TempRepo repo;
  const Words command{"allow", "v1:0123456789abcdef", "--rule", "mongodb-atlas-url", "--reason",
                      "x"};
  CHECK(repo.veto(command).status == 2);
  repo.commit_file("old.txt", "harmless\n");
  CHECK(repo.veto(command).status == 0);
}

TEST_CASE("allow: when one of several ids is not found, nothing is recorded") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = id_of(repo.report({"staged"}, 1));
  CHECK(repo.veto({"allow", id, "v1:0123456789abcdef", "--reason", "x"}).status == 2);
  CHECK_FALSE(fs::exists(repo / ".git-veto-allow"));
  CHECK(repo.attempt(kCommit).starts_with("blocked: "));
}

TEST_CASE("allow: what is typed wrongly is an error, and nothing is recorded") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = id_of(repo.report({"staged"}, 1));
  const Words kWrong[] = {
      {"allow"},
      {"allow", id},
      {"allow", id, "--reason", ""},
      {"allow", id, "--reason", " \n\t "},
      {"allow", "--reason", "x"},
      {"allow", id, "--reason", "x", "--expires", "tomorrow"},
      {"allow", id, "--reason", "x", "--expires", "2020-01-01"},
      {"allow", id, "--reason", "x", "--history"},
      {"allow", id, "--interactive"},
      {"allow", "github-pat-classic", "--reason", "x"},
      {"allow", id + "0", "--reason", "x"},
      {"allow", "v1:", "--reason", "x"},
      {"allow", "remove"},
      {"allow", "remove", id},
  };
  for (const Words& words : kWrong) {
    const base::Output output = repo.veto(words);
    CAPTURE(words, output.out, output.err);
    CHECK(output.status == 2);
    CHECK(output.err.starts_with("git-veto: error: "));
    CHECK_FALSE(fs::exists(repo / ".git-veto-allow"));
  }
  // A reason is a reason, whatever word it is.
  CHECK(repo.veto({"allow", id, "--reason", "list"}).status == 0);
  CHECK(repo.veto({"allow", "--reason=prune", id}).status == 0);
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
}

TEST_CASE("allow: a bare repository has no place for an allow file") {
  const TempRepo repo;
  repo.git({"init", "-q", "--bare", "../bare.git"});
  const base::Output output =
      repo.at("../bare.git").veto({"allow", "v1:0123456789abcdef", "--reason", "x"});
  CHECK(output.status == 2);
  CHECK(output.err.find("bare repository") != std::string::npos);
}

}  // namespace veto::test
