// Where the policy is read from: a change cannot excuse itself.
#include <algorithm>
#include <map>

#include "test/support/catch.h"
#include "test/support/push.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

const Words kCommit{"commit", "-m", "x"};
const std::string kOff = "[rules.github-pat-classic]\ntier = \"off\"\n";

/// A line with a secret that only this rule finds.
std::string secret_line() {
  return github_token() + "\n";
}

/// Which texts decided, by the trace: "config index:.git-veto.toml".
Words policy_of(const base::Output& output) {
  Words origins;
  std::string_view rest = output.err;
  const std::string_view start = "policy: ";
  for (std::size_t at = rest.find(start); at != rest.npos; at = rest.find(start)) {
    rest.remove_prefix(at + start.size());
    std::string line(rest.substr(0, rest.find('\n')));
    line.erase(line.find(" read from"), std::string_view(" read from").size());
    line.erase(std::min(line.rfind(" ("), line.size()));  // the time
    origins.push_back(line);
  }
  return origins;
}

bool has_note(const base::Output& output, const std::string& text) {
  return output.err.find("git-veto: note: " + text) != std::string::npos;
}

}  // namespace

TEST_CASE("policy: at a commit, what is staged counts and nothing else") {
  const Words init = GENERATE(Words{}, Words{"--object-format=sha256"});
  const TempRepo repo(init);
  if (GENERATE(false, true)) repo.commit_file("old.txt", "harmless\n");
  repo.write(".git-veto.toml", kOff);
  repo.stage("a.txt", secret_line());
  const base::Output unstaged = repo.veto({"staged"});
  CHECK(unstaged.status == 1);
  CHECK(has_note(unstaged,
                 ".git-veto.toml: is in the work tree and not in the commit, so it does "
                 "not count (git add :/.git-veto.toml; "));
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:1");
  CHECK(repo.veto({"files"}).status == 0);

  // From any directory, as the note says.
  repo.at("sub").git({"add", ":/.git-veto.toml"});
  const base::Output staged = repo.at("sub").veto({"staged", "--trace"});
  CHECK(staged.status == 0);
  CHECK(staged.err.find("note:") == std::string::npos);
  CHECK(policy_of(staged) == Words{"config index:.git-veto.toml"});
  // Without the file, or with another one, in the work tree it is the same.
  fs::remove(repo / ".git-veto.toml");
  CHECK(repo.veto({"staged"}).status == 0);
  repo.write(".git-veto.toml", "[rules\n");
  const base::Output edited = repo.veto({"staged"});
  CHECK(edited.status == 0);
  CHECK(has_note(edited, ".git-veto.toml: is staged in another version than the work tree's"));
  CHECK(repo.veto({"files"}).status == 2);
  CHECK(repo.attempt(kCommit) == "committed: clean");
}

TEST_CASE("policy: an allow file counts when it is staged, in all commit hooks") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  Pushing::install(repo, "commit-msg");
  const std::string token = github_token();
  repo.stage("a.txt", token + "\n");
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  repo.write(".git-veto-allow", id + " github-pat-classic - why\n");
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:1");
  const base::Output output = repo.veto({"staged"});
  CHECK(has_note(output, ".git-veto-allow: is in the work tree and not in the commit"));
  repo.git({"add", ".git-veto-allow"});
  CHECK(repo.attempt({"commit", "-q", "-m", token}) == "committed: clean, 1 allowed");
}

TEST_CASE("policy: a commit of some paths has the policy that it will hold") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", secret_line());
  repo.stage(".git-veto.toml", kOff);
  CHECK(repo.attempt({"commit", "-m", "x", "a.txt"}) == "blocked: a.txt:1");
  CHECK(repo.attempt({"commit", "-m", "x", "a.txt", ".git-veto.toml"}) == "committed: clean");
  repo.write("a.txt", secret_line());
  repo.write(".git-veto.toml", "");
  CHECK(repo.attempt({"commit", "-m", "x", "a.txt"}) == "committed: clean");
  repo.write("a.txt", secret_line());
  CHECK(repo.attempt({"commit", "-a", "-m", "x"}) == "blocked: a.txt:1");
}

TEST_CASE("policy: line ends of the work tree are no difference") {
  const TempRepo repo;
  repo.git({"config", "core.autocrlf", "true"});
  repo.write(".git-veto.toml", "[rules.github-pat-classic]\r\ntier = \"off\"\r\n");
  repo.git({"add", ".git-veto.toml"});
  repo.stage("a.txt", secret_line());
  const base::Output output = repo.veto({"staged"});
  CHECK(output.status == 0);
  CHECK(output.err.find("note:") == std::string::npos);
}

TEST_CASE("policy: a file of policy in conflict is an error that says what to do") {
  const TempRepo repo;
  repo.commit_file(".git-veto.toml", "# base\n");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file(".git-veto.toml", "# side\n");
  repo.git({"checkout", "-q", "main"});
  repo.commit_file(".git-veto.toml", "# main\n");
  CHECK(repo.try_git({"merge", "side"}).status == 1);
  const base::Output output = repo.veto({"staged"});
  CHECK(output.status == 2);
  CHECK(output.err.find("index:.git-veto.toml is in conflict: resolve it and stage the result "
                        "(git add :/.git-veto.toml)") != std::string::npos);
  // What else is in conflict is another matter: it was not read.
  CHECK(repo.veto({"staged", "--no-config"}).status == 3);
  CHECK(repo.veto({"staged", "--config", "/dev/null"}).status == 3);
}

TEST_CASE("policy: a linked worktree has an index and a policy of its own") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.git({"worktree", "add", "-q", "../side"});
  const TempRepo side = repo.at("../side");
  repo.stage(".git-veto.toml", kOff);
  side.stage("a.txt", secret_line());
  CHECK(side.attempt(kCommit) == "blocked: a.txt:1");
  side.stage(".git-veto.toml", kOff);
  CHECK(side.attempt(kCommit) == "committed: clean");
}

TEST_CASE("policy: of a range it is what the range begins behind that counts") {
  const TempRepo repo;
  const std::string base = repo.commit_file("old.txt", "harmless\n");
  repo.stage(".git-veto.toml", kOff);
  const std::string change = repo.commit_file("a.txt", secret_line());
  const std::string next = repo.commit_file("b.txt", secret_line());
  CHECK(places_of(repo.report({"range", base + "..HEAD"}, 1)) == Words{"a.txt:1", "b.txt:1"});
  CHECK(repo.veto({"range", base + "...HEAD"}).status == 1);
  CHECK(repo.veto({"range", "HEAD", "^" + base}).status == 1);
  CHECK(repo.veto({"history", base + "..HEAD"}).status == 1);
  const base::Output later = repo.veto({"range", change + ".." + next, "--trace"});
  CHECK(later.status == 0);
  CHECK(policy_of(later) == Words{"config " + change.substr(0, 10) + ":.git-veto.toml"});
  // Without anything that it begins behind, the remote's default branch, else the work tree.
  const base::Output whole = repo.veto({"range", "HEAD"});
  CHECK(whole.status == 0);
  CHECK(has_note(whole, "there is no commit that the range begins behind: "));
  repo.git({"update-ref", "refs/remotes/origin/main", base});
  repo.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  CHECK(repo.veto({"range", "HEAD"}).status == 1);
}

TEST_CASE("policy: in CI a change cannot excuse itself") {
  const TempRepo origin;
  const std::string base = origin.commit_file("old.txt", "harmless\n");
  origin.git({"checkout", "-q", "-b", "side"});
  origin.stage(".git-veto.toml", kOff);
  const std::string head = origin.commit_file("a.txt", secret_line());
  origin.git({"checkout", "-q", "main"});
  TempRepo clone = origin.at("../clone");
  clone.git({"clone", "-q", "file://" + origin.path().string(), "."});
  clone.git({"checkout", "-q", "side"});
  clone.environment.set("GITLAB_CI", "true");
  clone.environment.set("CI_COMMIT_SHA", head);
  SECTION("of a merge request") {
    clone.environment.set("CI_PIPELINE_SOURCE", "merge_request_event");
    clone.environment.set("CI_MERGE_REQUEST_DIFF_BASE_SHA", base);
  }
  SECTION("of a merge request known by its branch") {
    clone.environment.set("CI_PIPELINE_SOURCE", "merge_request_event");
    clone.environment.set("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
  }
  SECTION("of a push") {
    clone.environment.set("CI_PIPELINE_SOURCE", "push");
    clone.environment.set("CI_COMMIT_BEFORE_SHA", base);
  }
  SECTION("of a new branch") {
    clone.environment.set("CI_PIPELINE_SOURCE", "push");
    clone.environment.set("CI_COMMIT_BRANCH", "side");
    clone.environment.set("CI_DEFAULT_BRANCH", "main");
  }
  const base::Output output = clone.veto({"ci"});
  CHECK(output.status == 1);
  CHECK(has_note(output,
                 ".git-veto.toml: the version that the change brings does not count, only "
                 "that of " +
                     base.substr(0, 10) + "\n"));
  CHECK(clone.veto({"ci", "--policy-ref", "refs/remotes/origin/side"}).status == 0);
}

TEST_CASE("policy: --policy-ref names the commit that decides, for every verb") {
  const TempRepo repo;
  const std::string first = repo.commit_file(".git-veto.toml", kOff);
  repo.git({"tag", "-m", "protected", "protected"});
  const std::string line = secret_line();
  repo.commit_file(".git-veto.toml", "");
  const std::string next = repo.commit_file("b.txt", line);
  repo.stage("a.txt", secret_line());
  const std::map<std::string, Words> kVerbs{{"staged", {}},
                                            {"history", {}},
                                            {"range", {next + "~.." + next}},
                                            {"files", {}},
                                            {"stdin", {}}};
  for (const auto& [verb, operands] : kVerbs) {
    CAPTURE(verb);
    const auto run = [&, &verb = verb, &operands = operands](const Words& more) {
      Words command{verb};
      command.insert(command.end(), operands.begin(), operands.end());
      command.insert(command.end(), more.begin(), more.end());
      return repo.veto(command, line);
    };
    CHECK(run({}).status == 1);
    CHECK(run({"--policy-ref", first}).status == 0);
    const base::Output tagged = run({"--policy-ref", "protected", "--trace"});
    CHECK(tagged.status == 0);
    CHECK(policy_of(tagged) == Words{"config protected:.git-veto.toml"});
    for (const char* ref : {"no-such-ref", "-x", "HEAD:b.txt"}) {
      const base::Output missing = run({"--policy-ref=" + std::string(ref)});
      CAPTURE(ref);
      CHECK(missing.status == 2);
      CHECK(missing.err.starts_with("git-veto: error: --policy-ref: there is no commit "));
    }
    CHECK(run({"--policy-ref", first, "--no-config"}).status == 1);
    CHECK(run({"--policy-ref", first, "--config", "x.toml"}).status == 2);
  }
}

TEST_CASE("policy: with --policy-ref what is not in that commit does not count") {
  const TempRepo repo;
  const std::string first = repo.commit_file("old.txt", "harmless\n");
  repo.stage(".git-veto.toml", kOff);
  repo.stage("a.txt", secret_line());
  CHECK(repo.veto({"staged"}).status == 0);
  CHECK(repo.veto({"staged", "--policy-ref", first}).status == 1);
  CHECK(repo.veto({"files", "--policy-ref", "main"}).status == 1);
}

TEST_CASE("policy: a name that several refs have is refused") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.git({"update-ref", "refs/remotes/origin/main", "HEAD"});
  repo.commit_file(".git-veto.toml", kOff);
  repo.stage("a.txt", secret_line());
  CHECK(repo.veto({"staged", "--policy-ref", "origin/main"}).status == 1);
  repo.git({"config", "core.warnAmbiguousRefs", "false"});
  repo.git({"tag", "origin/main"});
  const base::Output output = repo.veto({"staged", "--policy-ref", "origin/main"});
  CHECK(output.status == 2);
  CHECK(output.err.find("several refs are called origin/main") != std::string::npos);
  CHECK(repo.veto({"staged", "--policy-ref", "refs/remotes/origin/main"}).status == 1);
}

TEST_CASE("policy: veto.policyRef protects the policy at every commit") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.git({"branch", "protected"});
  const bool by_user = GENERATE(false, true);
  repo.git({"config", by_user ? "--global" : "--local", "veto.policyRef", "refs/heads/protected"});
  repo.stage(".git-veto.toml", kOff);
  repo.stage("a.txt", secret_line());
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:1");
  CHECK(repo.at("sub").veto({"staged"}).status == 1);
  CHECK(repo.veto({"files"}).status == 1);
  CHECK(repo.veto({"staged", "--policy-ref", "HEAD"}).status == 1);
  repo.git({"checkout", "-q", "-f", "protected"});
  repo.commit_file(".git-veto.toml", kOff);
  repo.git({"checkout", "-q", "main"});
  repo.stage("a.txt", secret_line());
  CHECK(repo.attempt(kCommit) == "committed: clean");
  repo.git({"config", by_user ? "--global" : "--local", "veto.policyRef", "refs/heads/gone"});
  repo.stage("b.txt", "harmless\n");
  CHECK(repo.attempt(kCommit) ==
        "error: veto.policyRef: there is no commit refs/heads/gone here (fetch it, or name another "
        "one)");
}

TEST_CASE("policy: on a server the machine's configuration counts, and not that of who pushes") {
  Pushing server(PushHook::PreReceive);
  server.repo.environment.unset("GIT_VETO_CONFIG_NOSYSTEM");
  const std::string system = (server.repo.root() / "system.toml").string();
  server.repo.environment.set("GIT_VETO_CONFIG_SYSTEM", system);
  write_file(system, "");
  write_file(server.repo.root() / "home/.config/git-veto/config.toml", kOff);
  server.repo.commit_file("a.txt", secret_line());
  CHECK(server.push({"origin", "main"}) == "refused: a.txt:1");
  write_file(system, kOff);
  CHECK(server.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
}

TEST_CASE("policy: a hook takes --policy-ref in its command line") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage(".git-veto.toml", kOff);
  repo.stage("a.txt", secret_line());
  CHECK(repo.veto({"hook", "pre-commit"}).status == 0);
  CHECK(repo.veto({"hook", "--policy-ref", "HEAD", "pre-commit"}).status == 1);
  CHECK(repo.veto({"hook", "pre-commit", "--policy-ref=gone"}).status == 2);
  const Pushing server(PushHook::PreReceive);
  server.repo.commit_file(".git-veto.toml", kOff);
  server.push_unchecked({"origin", "main", "main:refs/heads/side"});
  server.repo.commit_file(".git-veto.toml", "");
  server.push_unchecked({"origin", "main"});
  server.repo.commit_file("a.txt", secret_line());
  CHECK(server.push({"origin", "main"}) == "refused: a.txt:1");
  Pushing::install(server.server, "pre-receive", "--policy-ref refs/heads/side");
  CHECK(server.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
}

TEST_CASE("policy: a bare repository has that of HEAD's commit") {
  const TempRepo repo;
  repo.stage(".git-veto.toml", kOff);
  repo.commit_file("a.txt", secret_line());
  repo.git({"clone", "-q", "--bare", "--template=", ".", "../bare.git"});
  const TempRepo bare = repo.at("../bare.git");
  CHECK(bare.veto({"history"}).status == 0);
  CHECK(repo.veto({"history", "../bare.git"}).status == 0);
  CHECK(bare.veto({"history", "--no-config"}).status == 1);
  repo.commit_file(".git-veto.toml", "");
  repo.git({"push", "-q", "../bare.git", "main"});
  CHECK(bare.veto({"history"}).status == 1);
}

TEST_CASE("policy: a commit that cannot be read hides no finding, and nothing is clean") {
  const TempRepo repo;
  repo.stage(".git-veto.toml", kOff);
  repo.commit_file("a.txt", secret_line());
  const std::string harmless = repo.commit_file("b.txt", "harmless\n");
  const std::string blob = repo.git({"rev-parse", "HEAD:.git-veto.toml"});
  repo.git({"config", "core.bare", "true"});
  fs::remove(repo / (".git/objects/" + blob.substr(0, 2) + "/" + blob.substr(2)));
  const base::Output history = repo.veto({"history"});
  CHECK(history.status == 1);
  CHECK(history.err.find("git-veto: incomplete: reading the policy of ") != std::string::npos);
  CHECK(repo.veto({"range", harmless + "~.." + harmless}).status == 3);
  CHECK(repo.veto({"config", "show"}).status == 3);
}

TEST_CASE("policy: before a push it is that of the commit that is pushed") {
  const SharedPushing pushing;
  const TempRepo& repo = pushing.repo;
  repo.stage(".git-veto.toml", kOff);
  repo.commit_file("b.txt", secret_line());
  // Neither the work tree's nor that of another commit.
  fs::remove(repo / ".git-veto.toml");
  CHECK(pushing.push({"origin", "main"}) == "pushed: clean: 2 blobs, 1 commit");
  repo.git({"checkout", "-q", "-f", "-b", "side", "HEAD~1"});
  repo.commit_file("c.txt", secret_line());
  repo.write(".git-veto.toml", kOff);
  CHECK(pushing.push({"origin", "side"}) == "refused: c.txt:1");
}

TEST_CASE("policy: a server may read it from a ref of its choice") {
  const Pushing server(PushHook::PreReceive);
  const TempRepo& repo = server.repo;
  repo.commit_file("old.txt", "harmless\n");
  server.push_unchecked({"origin", "main"});
  repo.git({"checkout", "-q", "-b", "policy"});
  repo.commit_file(".git-veto.toml", kOff);
  server.push_unchecked({"origin", "policy"});
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("a.txt", secret_line());
  CHECK(server.push({"origin", "main"}) == "refused: a.txt:1");
  server.server.git({"config", "veto.policyRef", "refs/heads/policy"});
  CHECK(server.push({"origin", "main"}) == "pushed: clean: 1 blob, 1 commit");
  // Nobody leaves a policy there that cannot be read.
  repo.git({"checkout", "-q", "policy"});
  repo.commit_file(".git-veto.toml", "[rules\n");
  CHECK(server.push({"origin", "policy"}).starts_with("error: the pushed policy would stop"));
}

}  // namespace veto::test
