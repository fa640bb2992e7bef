// The allow round trip: the command that a blocked commit prints is run as printed, and then the
// same commit passes.
#include <functional>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

const Words kCommit{"commit", "-m", "x"};

/// The command of the line "Not a secret?  git veto allow ...   (recorded for review)".
std::string printed_allow_command(std::string_view message) {
  const std::string line = line_with(message, "Not a secret?  ");
  const std::size_t begin = line.find("git veto allow ");
  const std::size_t end = line.find("   (");
  REQUIRE(begin != std::string::npos);
  return line.substr(begin, end - begin);
}

/// Lets the hook block a commit, then runs what it prints.
void allow_as_printed(const TempRepo& repo) {
  const base::Output blocked = repo.try_git(kCommit);
  REQUIRE(blocked.status != 0);
  const std::string command = printed_allow_command(blocked.err);
  const base::Output output = repo.run({"sh", "-c", command});
  CAPTURE(command, output.err);
  CHECK(output.status == 0);
  CHECK(output.out.find("allowed v1:") != std::string::npos);
  CHECK_FALSE(shows_a_secret(output.out + output.err));
}

std::string atlas_url(const std::string& secret) {
  return "mongodb+srv://shop:" + secret + "@cluster0.ab1cd.mongodb.net/shop";
}

}  // namespace

TEST_CASE("allow: after the printed command the same commit passes, wherever it is typed") {
  struct Case {
    const char* name;
    std::function<TempRepo(const TempRepo&)> prepare;  ///< returns where the commit is made
  };
  const Case kCases[] = {
      {"a repository with a history",
       [](const TempRepo& repo) {
         repo.commit_file("old.txt", "harmless\n");
         repo.stage("a.txt", text_with(github_token()));
         return repo.at(".");
       }},
      {"an unborn branch",
       [](const TempRepo& repo) {
         repo.stage("a.txt", text_with(github_token()));
         return repo.at(".");
       }},
      {"a subdirectory",
       [](const TempRepo& repo) {
         repo.commit_file("old.txt", "harmless\n");
         repo.stage("sub/a.txt", text_with(github_token()));
         return repo.at("sub");
       }},
      {"a linked worktree",
       [](const TempRepo& repo) {
         repo.commit_file("old.txt", "harmless\n");
         repo.git({"worktree", "add", "-q", "-b", "side", "../side"});
         repo.at("../side").stage("a.txt", text_with(github_token()));
         return repo.at("../side");
       }},
      {"an odd name",
       [](const TempRepo& repo) {
         repo.commit_file("old.txt", "harmless\n");
         repo.stage("-$(touch pwned)\n'\"\xff", text_with(github_token()));
         return repo.at(".");
       }},
      {"a private key",
       [](const TempRepo& repo) {
         repo.commit_file("old.txt", "harmless\n");
         repo.stage("id_rsa", private_key());
         return repo.at(".");
       }},
      {"a password in a URL",
       [](const TempRepo& repo) {
         repo.commit_file("old.txt", "harmless\n");
         repo.stage("a.txt", atlas_url(password()));
         return repo.at(".");
       }},
      {"a password in a URL on an unborn branch",
       [](const TempRepo& repo) {
         repo.stage("a.txt", atlas_url(password()));
         return repo.at(".");
       }},
      {"a repository with SHA-256",
       [](const TempRepo& repo) {
         const TempRepo other = repo.at("../other");
         other.git({"init", "-q", "--template=", "--object-format=sha256"});
         other.install_hooks();
         other.commit_file("old.txt", "harmless\n");
         other.stage("a.txt", atlas_url(password()));
         return other;
       }},
  };
  for (const Case& each : kCases) {
    DYNAMIC_SECTION(each.name) {
      const TempRepo first;
      const TempRepo repo = each.prepare(first);
      CHECK(repo.attempt(kCommit).starts_with("blocked: "));
      allow_as_printed(repo);
      CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
      // The decision is part of the commit that it concerns.
      CHECK(repo.git({"show", "HEAD:.git-veto-allow"}).find("v1:") != std::string::npos);
      CHECK_FALSE(fs::exists(repo / "pwned"));
    }
  }
}

TEST_CASE("allow: another secret in the same place still blocks") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  const bool guessable = GENERATE(false, true);
  const auto text = [&] { return guessable ? atlas_url(password()) : text_with(github_token()); };
  repo.stage("a.txt", text());
  allow_as_printed(repo);
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
  repo.stage("a.txt", text());
  CHECK(repo.attempt(kCommit).starts_with("blocked: a.txt:"));
}

TEST_CASE("allow: the decision follows the secret, not the place") {
  const TempRepo repo;
  const std::string secret = GENERATE(as<std::string>(), "token", "url") == "token"
                                 ? github_token()
                                 : atlas_url(password());
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", secret);
  allow_as_printed(repo);
  repo.stage("sub/other.py", "moved = '" + secret + "'\n");
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
  CHECK(repo.veto({"history"}).status == 0);
  CHECK(repo.veto({"files"}).status == 0);
  const Json report = repo.report({"history"}, 0);
  CHECK(report["findings"][0]["state"] == "allowed");
  CHECK(report["findings"][0]["allowed_by"]["how"] == "allow-file");
  CHECK(report["findings"][0]["allowed_by"]["reason"] == "why");
}

TEST_CASE("allow: two secrets take two decisions") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()) + github_token());
  allow_as_printed(repo);
  CHECK(repo.attempt(kCommit).starts_with("blocked: a.txt:"));
  allow_as_printed(repo);
  CHECK(repo.attempt(kCommit) == "committed: clean, 2 allowed");
}

TEST_CASE("allow: all ids of a report in one command") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()) + github_token() + "\n" + atlas_url(password()));
  Words command{"allow", "--reason", "several\nlines \"and\" quotes \x1b[2J"};
  const Json report = repo.report({"staged"}, 1);
  for (const Json& finding : report["findings"])
    command.push_back(finding["id"].get<std::string>());
  REQUIRE(command.size() == 6);
  CHECK(repo.veto(command).status == 0);
  CHECK(repo.attempt(kCommit) == "committed: clean, 3 allowed");
  // The listing shows the reason and is safe to print.
  const base::Output listing = repo.veto({"files"});
  CHECK(listing.out.find("allowed (allow-file): several lines \"and\" quotes") !=
        std::string::npos);
  CHECK(listing.out.find('\x1b') == std::string::npos);
}

TEST_CASE("allow: an id may be typed without its version and cut short") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  for (const std::string& word : {id.substr(3), id.substr(3, 8), id.substr(0, 11)}) {
    CAPTURE(word);
    CHECK(repo.veto({"allow", word, "--reason", "x"}).status == 0);
  }
  CHECK(repo.veto({"allow", id.substr(3, 7), "--reason", "x"}).status == 2);
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
}

TEST_CASE("allow: a secret that only the history holds") {
  const TempRepo repo;
  repo.commit_file("a.txt", text_with(github_token()));
  repo.commit_file("a.txt", "removed\n");
  const std::string id = repo.report({"history"}, 1)["findings"][0]["id"];
  CHECK(repo.veto({"allow", id, "--reason", "revoked"}).status == 0);
  CHECK(repo.veto({"history"}).status == 0);
}

TEST_CASE(
    "allow: the id of a secret is the same in every verb and repository that should share it") {
  const TempRepo repo;
  const std::string url = atlas_url(password());
  const std::string token = github_token();
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", url + "\n" + token + "\n");
  const auto ids = [](const Json& report) {
    std::map<std::string, std::string> by_rule;
    for (const Json& finding : report["findings"])
      by_rule[finding["rule"].get<std::string>()] = finding["id"].get<std::string>();
    return by_rule;
  };
  const auto staged = ids(repo.report({"staged"}, 1));
  REQUIRE(staged.size() == 2);
  CHECK(ids(repo.report({"files", "a.txt"}, 1)) == staged);
  CHECK(ids(repo.report({"stdin"}, 1, url + "\n" + token)) == staged);
  repo.commit_unchecked();
  CHECK(ids(repo.report({"history"}, 1)) == staged);
  repo.git({"commit", "-q", "--no-verify", "--amend", "-m", "other"});
  repo.git({"checkout", "-q", "-b", "other"});
  CHECK(ids(repo.report({"history"}, 1)) == staged);

  // A guessable value has another id in a repository of another root; a random one has not.
  TempRepo other;
  other.environment.set("GIT_AUTHOR_NAME", "Somebody else");
  other.commit_file("old.txt", "other root\n");
  other.stage("a.txt", url + "\n" + token + "\n");
  const auto elsewhere = ids(other.report({"staged"}, 1));
  CHECK(elsewhere.at("github-pat-classic") == staged.at("github-pat-classic"));
  CHECK(elsewhere.at("mongodb-atlas-url") != staged.at("mongodb-atlas-url"));
}

TEST_CASE("allow file: entries count until they expire") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  const auto with_entry = [&](const std::string& rest) {
    repo.stage(".git-veto-allow", "# comment\n\n" + id + " " + rest + "\n");
    return repo.veto({"staged"}).status;
  };
  CHECK(with_entry("github-pat-classic - no end") == 0);
  CHECK(with_entry("github-pat-classic 2099-12-31 later") == 0);
  CHECK(with_entry("github-pat-classic 2020-01-01 earlier") == 1);
  CHECK(with_entry("github-pat-classic -") == 0);
  CHECK(with_entry("github-pat-classic -\r") == 0);
  CHECK(repo.veto({"allow", id, "--reason", "x", "--expires", "2099-01-01"}).status == 0);
  const Json report = repo.report({"staged"}, 0);
  CHECK(report["findings"][0]["allowed_by"]["expires"] == "2099-01-01");
  CHECK(repo.veto({"staged", "--no-config"}).status == 1);
}

TEST_CASE("allow file: a line that cannot be read is an error with its place") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", "harmless\n");
  const char* kLines[] = {
      "nonsense",
      "v1:0123456789abcde github-pat-classic - short id",
      "v1:0123456789ABCDEF github-pat-classic - upper case",
      "v2:0123456789abcdef github-pat-classic - other version",
      "v1:0123456789abcdef",
      "v1:0123456789abcdef github-pat-classic",
      "v1:0123456789abcdef github-pat-classic tomorrow why",
      "v1:0123456789abcdef github-pat-classic 2027-02-30 why",
      "<<<<<<< HEAD",
      "\x1b[2J",
  };
  for (const char* line : kLines) {
    repo.stage(".git-veto-allow", "# first\nsalt 00\n" + std::string(line) + "\n");
    const base::Output output = repo.veto({"staged"});
    CAPTURE(line, output.err);
    CHECK(output.status == 2);
    CHECK(output.err.starts_with("git-veto: error: "));
    CHECK(output.err.find(".git-veto-allow:3:1: ") != std::string::npos);
    CHECK(output.err.find('\x1b') == std::string::npos);
    CHECK(repo.attempt(kCommit).starts_with("error: "));
  }
}

}  // namespace veto::test
