// The user's own secrets, pasted anywhere, are found by their values.
#include <string>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"
#include "text/encoding.h"

using namespace veto::test;

namespace {

const Words kCommit{"commit", "-qm", "a"};

/// What no rule would find: lower case and digits, behind no name.
std::string value() {
  return secret_from("q{[a-z0-9]:17}9", 0);
}

TempRepo repo_with(const std::string& name, const std::string& value) {
  TempRepo repo;
  repo.environment.set(name, value);
  return repo;
}

}  // namespace

TEST_CASE("known values: that of a variable is found in any format") {
  const std::string secret = value();
  const TempRepo repo = repo_with("MY_API_TOKEN", secret);
  for (const std::string& text : {"see " + secret + " there\n", secret, "<a>" + secret + "</a>\n",
                                  veto::text::encode_base64("user:" + secret) + "\n",
                                  veto::text::encode_base64("xy" + secret + "zz") + "\n",
                                  std::string(70'000, 'x') + "\n" + secret + "\n"}) {
    const std::string place = text.size() > 70'000 ? "a.txt:2" : "a.txt:1";
    repo.stage("a.txt", text);
    CHECK(repo.attempt(kCommit) == "blocked: " + place);
    const Json report = repo.report({"staged"}, 1);
    CHECK(report["findings"][0]["rule"] == "known-value");
    CHECK(report["findings"][0]["redacted"] == "(known value of MY_API_TOKEN)");
  }
  repo.stage("a.txt", "nothing\n");
  CHECK(repo.attempt(kCommit) == "committed: clean");
}

TEST_CASE("known values: they are never shown, not even with --reveal") {
  const std::string secret = value();
  const TempRepo repo = repo_with("MY_API_TOKEN", secret);
  repo.stage("a.txt", "see " + secret + "\n");
  for (const char* format : {"human", "json", "jsonl"}) {
    const veto::base::Output output =
        repo.veto({"staged", "--reveal", "--trace", "--format", format});
    CHECK(output.status == 1);
    CHECK((output.out + output.err).find(secret) == std::string::npos);
  }
}

TEST_CASE("known values: names that say no secret, and common values, are none") {
  struct Case {
    const char* name;
    std::string value;
  };
  const std::string opaque = value();
  for (const Case& each :
       {Case{"MY_SETTING", opaque}, Case{"API_TOKEN_URL", opaque}, Case{"GIT_TOKEN", opaque},
        Case{"API_TOKEN", opaque.substr(0, 7)}, Case{"API_TOKEN", "/home/me/a"},
        Case{"API_TOKEN", "development"}, Case{"API_TOKEN", "1234567890"},
        Case{"API_TOKEN", "api.example.com"}, Case{"API_TOKEN", "your-token-here"},
        Case{"SSH_AUTH_SOCK", "/tmp/ssh-x/agent.1"}}) {
    CAPTURE(each.name, each.value);
    const TempRepo repo = repo_with(each.name, each.value);
    repo.stage("a.txt", "see " + each.value + " there\n");
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
}

TEST_CASE("known values: only what a change adds, and each value once") {
  const std::string secret = value();
  const TempRepo repo = repo_with("MY_API_TOKEN", secret);
  repo.commit_file("a.txt", "see " + secret + "\n");
  repo.stage("a.txt", "see " + secret + "\nmore\n");
  CHECK(repo.attempt(kCommit) == "committed: clean");
  SECTION("another rule's finding is the finding, and blocks") {
    const std::string token = github_token();
    const TempRepo other = repo_with("MY_API_TOKEN", token);
    other.stage("a.txt", token + "\n");
    const Json report = other.report({"staged"}, 1);
    REQUIRE(report["findings"].size() == 1);
    CHECK(report["findings"][0]["rule"] == "github-pat-classic");
    CHECK(report["findings"][0]["note"] == "the value of MY_API_TOKEN");
  }
}

TEST_CASE("known values: those of .env files that are not committed") {
  const std::string secret = value();
  const TempRepo repo;
  repo.write(".gitignore", ".env*\n");
  repo.write(".env.local", "# mine\nPORT=3000\nexport MY_SECRET='" + secret + "'\n");
  repo.write("sub/.env", "OTHER_SECRET=" + secret + "x\n");
  repo.stage("a.txt", "see " + secret + "\n");
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:1");
  CHECK(repo.report({"staged"}, 1)["findings"][0]["redacted"] == "(known value of MY_SECRET)");
  SECTION("not through a symbolic link") {
    fs::rename(repo / ".env.local", repo / "outside");
    fs::create_symlink("outside", repo / ".env.local");
    CHECK(repo.veto({"staged"}).status == 0);
  }
  SECTION("not of a file that HEAD has, nor in the file itself") {
    repo.git({"rm", "-q", "--cached", "a.txt"});
    repo.git({"add", "-f", ".env.local"});
    const Json report = Json::parse(repo.veto({"staged", "--format", "json"}).out);
    for (const Json& finding : report["findings"]) CHECK(finding["rule"] != "known-value");
    repo.commit_unchecked();
    repo.stage("b.txt", "see " + secret + "\n");
    CHECK(repo.veto({"staged"}).status == 0);
  }
  SECTION("in a message and at a push, too") {
    repo.stage("a.txt", "harmless\n");
    repo.install_hooks();
    fs::copy_symlink(repo.git_dir() / "hooks/pre-commit", repo.git_dir() / "hooks/commit-msg");
    CHECK_FALSE(repo.try_git({"commit", "-qm", "see " + secret}).status == 0);
    CHECK(repo.try_git({"commit", "-qm", "clean"}).status == 0);
  }
}

TEST_CASE("known values: they can be switched off, and a repository can ask for no more") {
  const std::string secret = value();
  TempRepo repo = repo_with("MY_API_TOKEN", secret);
  repo.stage("a.txt", "see " + secret + "\n");
  SECTION("by the configuration") {
    repo.stage(".git-veto.toml", "[known_values]\nenabled = false\n");
  }
  SECTION("by name") {
    repo.stage(".git-veto.toml", "[known_values]\nexcept = [\"MY_*\"]\n");
  }
  SECTION("by git's configuration") {
    repo.git({"config", "veto.knownValues", "false"});
  }
  SECTION("by a single command") {
    repo.environment.set("GIT_CONFIG_COUNT", "1");
    repo.environment.set("GIT_CONFIG_KEY_0", "veto.knownValues");
    repo.environment.set("GIT_CONFIG_VALUE_0", "false");
  }
  CHECK(repo.veto({"staged"}).status == 0);
}

TEST_CASE("known values: AWS credentials are read when the user has said so") {
  const TempRepo repo;
  const std::string secret = value();
  repo.write("../home/.aws/credentials",
             "[default]\naws_secret_access_"
             "key = " +
                 secret + "\n");
  repo.stage("a.txt", "see " + secret + "\n");
  CHECK(repo.veto({"staged"}).status == 0);
  CHECK(repo.veto({"install", "--known-values", "aws"}).status == 0);
  CHECK(repo.git({"config", "--global", "veto.knownValues"}) == "aws");
  CHECK(repo.veto({"staged"}).status == 1);
  CHECK(repo.veto({"install", "--known-values", "gcp"}).status == 2);
}
