// The baseline: old debt is quiet everywhere, whatever is new blocks.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/push.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

const Words kCommit{"commit", "-m", "x"};
const std::string kFile = ".git-veto-baseline";

/// Strong enough to block, whatever the random numbers are.
std::string strong_password() {
  return password() + password();
}

std::string atlas_url(const std::string& secret) {
  return "mongodb+srv://shop:" + secret + "@cluster0.ab1cd.mongodb.net/shop";
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string said_by(const TempRepo& repo, const Words& words, int status = 0) {
  const base::Output output = repo.veto(words);
  CAPTURE(words, output.out, output.err);
  CHECK(output.status == status);
  return output.out;
}

/// A repository with two old secrets, one only in its past, and a committed baseline.
struct OldDebt {
  std::string token = github_token();
  std::string url = atlas_url(strong_password());
  TempRepo repo;

  OldDebt() {
    repo.commit_file("past.txt", url + "\n");
    repo.commit_file("past.txt", "clean now\n");
    repo.commit_file("a.txt", "one\ntwo\ntoken = " + token + "\nthree\n");
    CHECK(has(said_by(repo, {"baseline", "create"}), "2 secrets ("));
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
};

}  // namespace

TEST_CASE("baseline: what is in it is quiet in every verb, and counted") {
  const OldDebt debt;
  const TempRepo& repo = debt.repo;
  const base::Output history = repo.veto({"history"});
  CHECK(history.status == 0);
  CHECK(history.out == "2 baselined secrets not listed here: git veto baseline show\n");
  CHECK(has(history.err, "git-veto: clean, 2 baselined: "));
  CHECK(repo.veto({"files"}).status == 0);
  CHECK(repo.veto({"range", "HEAD~1..HEAD"}).status == 0);
  CHECK(repo.veto({"stdin"}, debt.url).status == 0);
  const Json report = repo.report({"history"}, 0);
  CHECK(report["summary"]["baselined"] == 2);
  CHECK(report["summary"]["findings"] == 0);
  for (const Json& finding : report["findings"]) {
    CHECK(finding["state"] == "baselined");
    CHECK(finding["allowed_by"]["how"] == "baseline");
  }
  CHECK(repo.veto({"history", "--no-config"}).status == 1);
}

TEST_CASE("baseline: a new secret blocks, an old one that moves does not") {
  const OldDebt debt;
  const TempRepo& repo = debt.repo;
  const std::string token = debt.token;
  struct Case {
    const char* name;
    const char* path;
    std::string text;
    const char* outcome;
  };
  const Case kCases[] = {
      {"lines before it", "a.txt", "0\n0\n0\none\ntwo\ntoken = " + token + "\nthree\n",
       "committed: clean"},
      {"another line", "a.txt", "token = " + token + "\none\ntwo\nthree\n", "committed: clean"},
      {"a changed line", "a.txt", "one\ntwo\nkey: '" + token + "',\nthree\n", "committed: clean"},
      {"another file", "sub/b.py", "t = '" + token + "'\n", "committed: clean, 1 baselined"},
      {"back from the past", "b.txt", debt.url + "\n", "committed: clean, 1 baselined"},
      {"another secret in its place", "a.txt", "one\ntwo\ntoken = " + github_token() + "\nthree\n",
       "blocked: a.txt:3"},
      {"another password in its place", "b.txt", atlas_url(strong_password()) + "\n",
       "blocked: b.txt:1"},
      {"another secret beside it", "b.txt", token + "\n" + github_token() + "\n",
       "blocked: b.txt:2"},
      {"a new file", "c.txt", text_with(github_token()), "blocked: c.txt:2"},
  };
  for (const Case& each : kCases) {
    DYNAMIC_SECTION(each.name) {
      repo.stage(each.path, each.text);
      CHECK(repo.attempt(kCommit) == each.outcome);
    }
  }
}

TEST_CASE("baseline: it holds after an amended and a rewritten history") {
  const OldDebt debt;
  const TempRepo& repo = debt.repo;
  repo.git({"commit", "-q", "--no-verify", "--amend", "-m", "other"});
  CHECK(repo.veto({"history"}).status == 0);
  repo.git({"checkout", "-q", "--orphan", "fresh"});
  repo.git({"commit", "-q", "--no-verify", "-m", "one commit"});
  CHECK(repo.veto({"history"}).status == 0);
  CHECK(repo.veto({"files"}).status == 0);
}

TEST_CASE("baseline create: lists what is committed, not what is about to be") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.stage("b.txt", text_with(github_token()));
  repo.write("c.txt", text_with(github_token()));
  CHECK(has(said_by(repo, {"baseline", "create"}), "1 secret (1 block)"));
  CHECK(repo.attempt(kCommit) == "blocked: b.txt:2");
  repo.git({"add", "c.txt"});
  CHECK(repo.attempt(kCommit) == "blocked: b.txt:2, c.txt:2");
}

TEST_CASE("baseline create: with --head the past goes on being reported") {
  const TempRepo repo;
  repo.commit_file("past.txt", text_with(github_token()));
  repo.commit_file("past.txt", "clean now\n");
  repo.commit_file("a.txt", text_with(github_token()));
  CHECK(has(said_by(repo, {"baseline", "create", "--head"}), "1 secret (1 block)"));
  CHECK(repo.veto({"files"}).status == 0);
  CHECK(repo.veto({"history"}).status == 1);
  CHECK(has(said_by(repo, {"baseline", "update", "--head", "--add"}), "up to date"));
  CHECK(has(said_by(repo, {"baseline", "update", "--add"}), "added 1 secret"));
  CHECK(repo.veto({"history"}).status == 0);
}

TEST_CASE("baseline create: what was decided otherwise is not old debt") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token() + "  # git-veto:allow github-pat-classic x"));
  repo.commit_file("b.txt", text_with(github_token()));
  const Json report = repo.report({"history"}, 1);
  for (const Json& finding : report["findings"]) {
    if (finding["state"] == "open")
      CHECK(repo.veto({"allow", finding["id"].get<std::string>(), "--reason", "x"}).status == 0);
  }
  CHECK(has(said_by(repo, {"baseline", "create"}), "0 secrets"));
}

TEST_CASE("baseline create: refuses what it must not or cannot do") {
  const TempRepo repo;
  CHECK(has(repo.veto({"baseline", "create"}).err, "nothing is committed yet"));
  repo.commit_file("a.txt", text_with(github_token()));
  for (const char* verb : {"update", "show"})
    CHECK(has(repo.veto({"baseline", verb}).err, "there is no .git-veto-baseline"));
  said_by(repo, {"baseline", "create"});
  const std::string before = read_file(repo / kFile);
  repo.commit_unchecked();
  repo.commit_file("b.txt", text_with(github_token()));
  const base::Output again = repo.veto({"baseline", "create"});
  CHECK(again.status == 2);
  CHECK(has(again.err, "git veto baseline update --add"));
  CHECK(read_file(repo / kFile) == before);
  repo.git({"clone", "-q", "--bare", ".", "../bare.git"});
  CHECK(repo.at("../bare.git").veto({"baseline", "create"}).status == 2);
}

TEST_CASE("baseline create: what could not be read is no part of it, and that is said") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.commit_file("b.txt", "two\n");
  repo.git({"clone", "-q", "--depth=1", "file://" + repo.path().string(), "../shallow"});
  CHECK(has(said_by(repo.at("../shallow"), {"baseline", "create"}, 3), "is not part of it"));
  CHECK(has(repo.at("../shallow").veto({"baseline", "update"}).err, "nothing is changed"));
}

TEST_CASE("baseline update: takes out what is gone, and puts nothing in unasked") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file("a.txt", text_with(github_token()));
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("b.txt", text_with(github_token()));
  CHECK(has(said_by(repo, {"baseline", "create"}), "2 secrets"));
  repo.commit_unchecked();
  CHECK(has(said_by(repo, {"baseline", "update"}), "up to date: 2 secrets"));

  repo.git({"branch", "-q", "-D", "side"});
  repo.commit_file("c.txt", text_with(github_token()));
  const std::string before = read_file(repo / kFile);
  CHECK(has(said_by(repo, {"baseline", "update", "--dry-run"}), "would remove v1:"));
  CHECK(read_file(repo / kFile) == before);
  const std::string said = said_by(repo, {"baseline", "update"});
  CHECK(has(said, "removed v1:"));
  CHECK(has(said, "1 open secret in the history is not listed; --add puts it in"));
  CHECK(repo.veto({"files", "c.txt"}).status == 1);
  CHECK(has(said_by(repo, {"baseline", "update", "--add", "--dry-run"}), "would add 1 secret"));
  CHECK(repo.veto({"files", "c.txt"}).status == 1);
  CHECK(has(said_by(repo, {"baseline", "update", "--add"}), "added 1 secret"));
  CHECK(repo.veto({"files", "c.txt"}).status == 0);
  CHECK(repo.attempt(kCommit) == "committed: clean");
}

TEST_CASE("baseline show: each entry with what is still there of it") {
  const OldDebt debt;
  const TempRepo& repo = debt.repo;
  const std::string gone = "v1:0000000000000000 github-pat-classic 2020-01-31 gone.txt\n";
  const std::string later = "v1:ffffffffffffffff rule-of-a-later-version 2020-01-31 \x1b[2J\n";
  repo.write(kFile, read_file(repo / kFile) + later + gone);
  const std::string text = said_by(repo, {"baseline", "show"});
  CHECK(has(text, "still in HEAD, 1 place: a.txt\n"));
  CHECK(has(text, "only in the history, 1 place: past.txt\n"));
  CHECK(has(text, "block  github-pat-classic  since 2020-01-31 ("));
  CHECK(has(text, "gone (git veto baseline update): gone.txt\n"));
  CHECK(has(text, "not looked for: its rule is off, or not known here"));
  CHECK(has(text, "4 secrets, 1 head, 1 history, 1 gone, 1 not-looked-for\n"));
  CHECK_FALSE(has(text, "\x1b"));
  const Json json = Json::parse(said_by(repo, {"baseline", "show", "--json"}));
  CHECK(json["schema"] == "git-veto/baseline/1");
  REQUIRE(json["entries"].size() == 4);
  const Json& first = json["entries"][0];
  CHECK(first["id"] == "v1:0000000000000000");
  CHECK(first["present"] == "gone");
  CHECK(first["places"] == 0);
  CHECK(first["tier"] == "block");
  CHECK(first["days"] > 1000);
  CHECK(first["place"] == "gone.txt");
}

TEST_CASE("baseline: branches that each add entries merge without a conflict") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  said_by(repo, {"baseline", "create"});
  repo.git(kCommit);
  repo.git({"branch", "other"});
  for (const char* branch : {"other", "main"}) {
    repo.git({"checkout", "-q", branch});
    repo.commit_file(std::string(branch) + ".txt", text_with(github_token()));
    said_by(repo, {"baseline", "update", "--add"});
    repo.commit_unchecked();
  }
  // Each has listed the other's secret, too, for the history is one: the same lines twice.
  CHECK(repo.try_git({"merge", "-q", "-m", "merge", "other"}).status == 0);
  CHECK(repo.veto({"history"}).status == 0);
}

TEST_CASE("baseline: a line that cannot be read is an error with its place, and blocks") {
  const OldDebt debt;
  for (const char* line : {"nonsense", "v1:0123456789abcdef", "v1:0123456789abcdef some-rule",
                           "v1:0123456789abcdef some-rule - x", "<<<<<<< HEAD"}) {
    debt.repo.write(kFile, "# first\n" + std::string(line) + "\n");
    debt.repo.git({"add", kFile});
    const base::Output output = debt.repo.veto({"staged"});
    CAPTURE(line, output.err);
    CHECK(output.status == 2);
    CHECK(has(output.err, kFile + ":2:1: "));
    CHECK(debt.repo.attempt(kCommit).starts_with("error: "));
  }
}

TEST_CASE("baseline: it has one salt with the allow file, or that is an error that says so") {
  const TempRepo repo;
  repo.stage("a.txt", atlas_url(strong_password()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  said_by(repo, {"allow", id, "--reason", "x"});  // on an unborn branch: a random salt
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
  repo.commit_file("b.txt", atlas_url(strong_password()));
  said_by(repo, {"baseline", "create"});
  CHECK(repo.attempt(kCommit) == "committed: clean");
  CHECK(repo.veto({"history"}).status == 0);
  // The baseline alone keeps the ids what they are.
  repo.git({"rm", "-q", ".git-veto-allow"});
  repo.git(kCommit);
  CHECK(repo.report({"history"}, 1)["summary"]["baselined"] == 1);
  repo.write(".git-veto-allow", "salt 00\n");
  repo.git({"add", ".git-veto-allow"});
  const base::Output output = repo.veto({"staged"});
  CHECK(output.status == 2);
  CHECK(has(output.err, "git veto baseline create"));
  // As it says.
  fs::remove(repo / kFile);
  said_by(repo, {"baseline", "create"});
  CHECK(repo.veto({"history"}).status == 0);
}

TEST_CASE("baseline: neither file shows a secret, nor a hash of one that is made at once") {
  const TempRepo repo;
  const std::string secret = strong_password();
  repo.commit_file("a.txt", atlas_url(secret));
  said_by(repo, {"baseline", "create"});
  const std::string text = read_file(repo / kFile);
  CHECK_FALSE(shows_a_secret(text));
  for (const char* tool : {"md5sum", "sha1sum", "sha224sum", "sha256sum", "sha512sum", "b2sum"}) {
    for (const std::string& guess : {secret, atlas_url(secret), secret + "\n"}) {
      const base::Output output = repo.run({tool}, guess);
      REQUIRE(output.status == 0);
      CHECK_FALSE(has(text, output.out.substr(0, 16)));
    }
  }
}

TEST_CASE("baseline: a server counts its own, not the one that is pushed") {
  const Pushing pushing(PushHook::PreReceive);
  const TempRepo& repo = pushing.repo;
  const std::string old = github_token();
  repo.commit_file("a.txt", text_with(old));
  said_by(repo, {"baseline", "create"});
  repo.commit_unchecked();
  CHECK(pushing.push({"origin", "main"}) == "refused: a.txt:2");
  fs::remove(pushing.server.git_dir() / "hooks/pre-receive");
  repo.git({"push", "-q", "origin", "main"});
  Pushing::install(pushing.server, "pre-receive");
  repo.commit_file("b.txt", text_with(old));
  CHECK(pushing.push({"origin", "main"}).starts_with("pushed: "));
  repo.commit_file("c.txt", text_with(github_token()));
  said_by(repo, {"baseline", "update", "--add"});
  repo.commit_unchecked();
  CHECK(pushing.push({"origin", "main"}) == "refused: c.txt:2");
}

}  // namespace veto::test
