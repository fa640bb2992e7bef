// Inline marks as a person writes them: next line, blocks, those of other tools, and what is said
// of marks that do nothing.
#include <string>
#include <vector>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"
#include "text/utf16.h"

using namespace veto::test;

namespace {

const Words kCommit{"commit", "-qm", "a"};
const std::string kRule = "github-pat-classic";

std::string note(const TempRepo& repo) {
  return line_with(repo.veto({"staged"}).err, "git-veto: note: ");
}

}  // namespace

TEST_CASE("marks: for the next line, and for a block") {
  const TempRepo repo;
  const std::string token = github_token();
  const std::string next = "// git-veto:allow-next-line " + kRule + " made up\n";
  const std::string begin = "<!-- git-veto:allow-begin " + kRule + " made up -->\n";
  const std::string end = "<!-- git-veto:allow-end -->\n";
  struct Case {
    std::string text;
    const char* outcome;
  };
  for (const Case& each : {Case{next + token + "\n", "committed: clean, 1 allowed"},
                           Case{next + "\n" + token + "\n", "blocked: a.txt:3"},
                           Case{begin + "\n" + token + "\n" + end, "committed: clean, 1 allowed"},
                           Case{begin + "\n" + token + "\n", "blocked: a.txt:3"},
                           Case{begin + end + token + "\n", "blocked: a.txt:3"}}) {
    const TempRepo fresh;
    CAPTURE(each.outcome);
    fresh.stage("a.txt", each.text);
    CHECK(fresh.attempt(kCommit) == each.outcome);
  }
}

TEST_CASE("marks: a private key is excused on its first line, the line before, or in a block") {
  const std::string key = private_key();
  const std::string rule = "private-key-rsa";
  for (const std::string& text :
       {"# git-veto:allow-next-line " + rule + " a test\n" + key,
        "# git-veto:allow-begin " + rule + " a test\n" + key + "# git-veto:allow-end\n",
        "# git-veto:allow " + rule + " a test\nk: " + key.substr(0, 0) + key}) {
    const TempRepo repo;
    repo.stage("a.txt", text);
    const bool on_line_before = text.starts_with("# git-veto:allow " + rule);
    CHECK(repo.attempt(kCommit) ==
          (on_line_before ? "blocked: a.txt:2" : "committed: clean, 1 allowed"));
  }
}

TEST_CASE("marks: in a minified file one excuses one finding") {
  const TempRepo repo;
  const std::string filler(1024 * 1024, ';');
  std::string line = filler;
  for (int i = 0; i < 3; ++i) line += "a=\"" + github_token() + "\";";
  line += "/* git-veto:allow " + kRule + " made up */" + filler;
  repo.stage("a.js", line + "\n");
  const Json report = repo.report({"staged"}, 1);
  CHECK(places_of(report) == Words{"a.js:1", "a.js:1", "a.js:1 allowed"});
}

TEST_CASE("marks: they count in UTF-16, with CRLF and in what is streamed") {
  const TempRepo repo;
  const std::string token = github_token();
  const std::string text = "# git-veto:allow-next-line " + kRule + " x\r\n" + token + "\r\n";
  SECTION("CRLF") {
    repo.stage("a.txt", text);
  }
  SECTION("UTF-16") {
    std::string wide = "\xFF\xFE";
    for (const char c : text) wide += {c, '\0'};
    repo.stage("a.txt", wide);
  }
  SECTION("a large file") {
    repo.stage("a.txt", std::string(5'000'000, '\n') + text + std::string(1'000'000, '\n'));
  }
  CHECK(repo.attempt(kCommit) == "committed: clean, 1 allowed");
  CHECK(repo.veto({"stdin"}, std::string(5'000'000, '\n') + text).status == 0);
  CHECK(repo.veto({"history"}).status == 0);
}

TEST_CASE("marks: those of other tools, unless the configuration says otherwise") {
  struct Case {
    const char* tool;
    std::string text;
  };
  const std::string token = github_token();
  for (const Case& each :
       {Case{"gitleaks", token + " # gitleaks:allow\n"},
        Case{"detect-secrets", token + " # pragma: allowlist secret\n"},
        Case{"detect-secrets", "# pragma: allowlist nextline secret\n" + token + "\n"},
        Case{"trufflehog", token + " # trufflehog:ignore\n"},
        Case{"secretlint", token + " # secretlint-disable-line\n"},
        Case{"secretlint", "# secretlint-disable-next-line\n" + token + "\n"},
        Case{"secretlint", "# secretlint-disable\n" + token + "\n# secretlint-enable\n"}}) {
    CAPTURE(each.text);
    const TempRepo repo;
    repo.stage("a.txt", each.text);
    CHECK(repo.veto({"staged"}).status == 0);
    repo.stage(".git-veto.toml", "[marks]\nhonour = [\"" + std::string(each.tool) + "\"]\n");
    CHECK(repo.veto({"staged"}).status == 0);
    repo.stage(".git-veto.toml", "[marks]\nhonour = []\n");
    CHECK(repo.veto({"staged"}).status == 1);
  }
  const TempRepo repo;
  repo.stage("a.txt", token + " # git-veto:allow " + kRule + "\n");
  repo.stage(".git-veto.toml", "[marks]\nhonour = []\n");
  CHECK(repo.veto({"staged"}).status == 0);
  repo.stage(".git-veto.toml", "[marks]\nown = false\n");
  CHECK(repo.veto({"staged"}).status == 1);
  repo.stage(".git-veto.toml", "[marks]\nhonour = [\"nobody\"]\n");
  CHECK(repo.veto({"staged"}).status == 2);
}

TEST_CASE("marks: one that excuses nothing is told, when the change adds it") {
  const TempRepo repo;
  const std::string mark = "x # git-veto:allow " + kRule + " why\n";
  repo.stage("a.txt", "one\n" + mark);
  CHECK(note(repo) ==
        "git-veto: note: a.txt: line 2: unused mark: nothing on this line is a " + kRule);
  CHECK(repo.attempt(kCommit) == "committed: clean");
  CHECK(repo.report({"files"}, 0)["diagnostics"][0]["code"] == "unused-mark");
  CHECK(repo.report({"history"}, 0)["diagnostics"].empty());
  repo.stage("a.txt", "one\n" + mark + "three\n");
  CHECK(note(repo).empty());
  repo.commit_unchecked();
  CHECK(repo.report({"range", "HEAD~1..HEAD"}, 0)["diagnostics"].empty());
  CHECK(repo.report({"range", "HEAD"}, 0)["diagnostics"][0]["code"] == "unused-mark");
  CHECK(repo.report({"stdin"}, 0, mark)["diagnostics"].size() == 1);
  repo.stage("a.txt", "one\n" + mark + "# git-veto:allow no-such-rule x\n");
  CHECK(note(repo) == "git-veto: note: a.txt: line 3: broken mark: there is no rule no-such-rule");
}

TEST_CASE("marks: one whose rule is off, or in an unchanged line that works, is no news") {
  const TempRepo repo;
  repo.commit_file("a.txt", github_token() + " # git-veto:allow " + kRule + " why\n");
  repo.stage("a.txt", repo.git({"show", "HEAD:a.txt"}) + "\nmore\n");
  CHECK(note(repo).empty());
  repo.stage("b.txt", "x # git-veto:allow " + kRule + " why\n");
  repo.stage(".git-veto.toml", "[rules." + kRule + "]\ntier = \"off\"\n");
  CHECK(note(repo).empty());
}

TEST_CASE("marks: a reason never holds the secret of the line") {
  const TempRepo repo;
  repo.stage("a.json", "{\"//\": \"git-veto:allow " + kRule + " made up\", \"k\": \"" +
                           github_token() + "\"}\n");
  const Json report = repo.report({"staged"}, 0);
  CHECK(report["findings"][0]["allowed_by"]["reason"] == "made up");
}
