// What a repository decides about findings: marks beside them and .git-veto.toml.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

const Words kCommit{"commit", "-m", "x"};

}  // namespace

TEST_CASE("mark: a comment on the line excuses a secret") {
  const std::pair<const char*, bool> kMarks[] = {
      {"  # git-veto:allow github-pat-classic made up", true},
      {" // git-veto:allow github-pat-classic", true},
      {" /* git-veto:allow github-pat-classic why */", true},
      {" <!-- git-veto:allow github-pat-classic why -->", true},
      {"\t;git-veto:allow\tgithub-pat-classic", true},
      {" # gitleaks:allow", true},
      {" # pragma: allowlist secret", true},
      {" # git-veto:allow", false},
      {" # git-veto:allow all", false},
      {" # git-veto:allow github-pat", false},
      {" # git-veto:allow generic-secret", false},
      {" # git-veto: allow github-pat-classic", false},
      {" # GIT-VETO:ALLOW github-pat-classic", false},
      {" # gitleaks allow", false},
      {" # nosec", false},
      {"\n# git-veto:allow github-pat-classic", false},
  };
  for (const auto& [mark, excuses] : kMarks) {
    const TempRepo repo;
    repo.stage("a.txt", "token = " + github_token() + mark + "\n");
    CAPTURE(mark);
    CHECK(repo.attempt(kCommit) == (excuses ? "committed: clean, 1 allowed" : "blocked: a.txt:1"));
  }
}

TEST_CASE("mark: it excuses the secrets of its line and no others") {
  const TempRepo repo;
  const std::string token = github_token();
  const std::string mark = " # git-veto:allow github-pat-classic why\n";
  SECTION("another secret on the next line") {
    repo.stage("a.txt", token + mark + github_token() + "\n");
    CHECK(repo.attempt(kCommit) == "blocked: a.txt:2");
  }
  SECTION("the same secret on another line") {
    repo.stage("a.txt", token + mark + token + "\n");
    CHECK(repo.attempt(kCommit) == "blocked: a.txt:2");
  }
  SECTION("far away in a very long line") {
    repo.stage("a.js", token + std::string(5000, ' ') + mark);
    CHECK(repo.attempt(kCommit) == "blocked: a.js:1");
  }
  SECTION("with --no-config marks count: they are part of the text") {
    repo.stage("a.txt", token + mark);
    CHECK(repo.veto({"staged"}).status == 0);
  }
}

TEST_CASE("config: exceptions by path, value and rule") {
  struct Case {
    const char* name;
    const char* exception;
    bool allowed;
  };
  const Case kCases[] = {
      {"the file", "paths = [\"docs/a.txt\"]", true},
      {"its directory", "paths = [\"docs/\"]", true},
      {"a glob", "paths = [\"**/*.txt\"]", true},
      {"a name anywhere", "paths = [\"a.txt\"]", true},
      {"another file", "paths = [\"docs/b.txt\", \"src/**\"]", false},
      {"another case", "paths = [\"DOCS/A.TXT\"]", false},
      {"a part of the path", "paths = [\"ocs/a.tx\"]", false},
      {"a value", "values = [\"ghp_*\"]", true},
      {"another value", "values = [\"gho_*\"]", false},
      {"path and value", "paths = [\"docs/**\"]\nvalues = [\"ghp_*\"]", true},
      {"path without value", "paths = [\"docs/**\"]\nvalues = [\"x*\"]", false},
      {"value without path", "paths = [\"src/**\"]\nvalues = [\"ghp_*\"]", false},
      {"the rule", "paths = [\"**\"]\nrules = [\"github-pat-classic\"]", true},
      {"another rule", "paths = [\"**\"]\nrules = [\"github-app-user-token\"]", false},
  };
  for (const Case& each : kCases) {
    const TempRepo repo;
    repo.commit_file(".git-veto.toml",
                     "[[allow]]\n" + std::string(each.exception) + "\nreason = \"a test\"\n");
    repo.stage("docs/a.txt", text_with(github_token()));
    CAPTURE(each.name);
    CHECK(repo.attempt(kCommit) ==
          (each.allowed ? "committed: clean, 1 allowed" : "blocked: docs/a.txt:2"));
    CHECK(repo.veto({"history"}).status == (each.allowed ? 0 : 1));
    CHECK(repo.veto({"stdin", "--path", "docs/a.txt"}, text_with(github_token())).status ==
          (each.allowed ? 0 : 1));
    CHECK(repo.veto({"history", "--no-config"}).status == 1);
  }
}

TEST_CASE("config: an exception for one place of a secret leaves the others") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.commit_file(".git-veto.toml", "[[allow]]\npaths = [\"docs/\"]\nreason = \"a test\"\n");
  repo.stage("docs/a.txt", text_with(token));
  repo.stage("src/a.txt", text_with(token));
  CHECK(repo.attempt(kCommit) == "blocked: src/a.txt:2");
  const Json report = repo.report({"staged"}, 1);
  CHECK(places_of(report) == Words{"docs/a.txt:2 allowed", "src/a.txt:2"});
  CHECK(report["findings"][0]["allowed_by"] == Json({{"how", "config"}, {"reason", "a test"}}));
}

TEST_CASE("config: a rule that is off is not looked for") {
  const TempRepo repo;
  repo.commit_file(".git-veto.toml", "[rules.github-pat-classic]\ntier = \"off\"\n");
  // Without a name that the generic rule would go by.
  repo.stage("a.txt", github_token() + "\n");
  CHECK(repo.veto({"staged", "--no-config"}).status == 1);
  CHECK(repo.attempt(kCommit) == "committed: clean");
}

TEST_CASE("config: --config names another file") {
  const TempRepo repo;
  repo.commit_file(".git-veto.toml", "[rules.github-pat-classic]\ntier = \"off\"\n");
  write_file(repo.root() / "other.toml", "[rules.github-pat-classic]\ntier = \"block\"\n");
  repo.stage("a.txt", text_with(github_token()));
  CHECK(repo.veto({"staged"}).status == 0);
  CHECK(repo.veto({"staged", "--config", "../other.toml"}).status == 1);
  CHECK(repo.at("sub").veto({"staged", "--config", "../../other.toml"}).status == 1);
}

TEST_CASE("config: what is wrong in it is shown with its place, and blocks") {
  struct Case {
    const char* text;
    const char* place;
  };
  const Case kCases[] = {
      {"[rules.github-pat-classic]\ntier = \"blok\"\n", ":2:"},
      {"[rules.github-pat-classic]\n", ":1:"},
      {"[rules.no-such-rule]\ntier = \"off\"\n", ":1:"},
      {"[rules.github-pat-classic]\ntier = \"off\"\nextra = 1\n", ":3:1"},
      {"[rules.github-pat-classic]\ntier = 1\n", ":2:"},
      {"\n\nunknown = 1\n", ":3:1"},
      {"[[allow]]\nreason = \"x\"\n", ":2:"},
      {"[[allow]]\npaths = [\"a\"]\n", ":1:"},
      {"[[allow]]\npaths = \"a\"\nreason = \"x\"\n", ":2:"},
      {"[[allow]]\npaths = [\"[\"]\nreason = \"x\"\n", ":2:"},
      {"[[allow]]\npaths = [1]\nreason = \"x\"\n", ":2:"},
      {"[[allow]]\npaths = [\"a\"]\nrules = [\"nope\"]\nreason = \"x\"\n", ":3:"},
      {"not toml\n", ":1:"},
      {"x = \"unclosed\n", ":1:"},
      {"\xff\xfe\n", ":1:"},
      {"[[rule]]\nid = \"a-b\"\n", ":1:"},
  };
  for (const Case& each : kCases) {
    const TempRepo repo;
    repo.commit_file("old.txt", "harmless\n");
    repo.stage(".git-veto.toml", each.text);
    repo.stage("a.txt", "harmless\n");
    const base::Output output = repo.veto({"staged"});
    CAPTURE(each.text, output.err);
    CHECK(output.status == 2);
    CHECK(output.err.starts_with("git-veto: error: "));
    CHECK(output.err.find(".git-veto.toml" + std::string(each.place)) != std::string::npos);
    CHECK(output.err.find('^') != std::string::npos);
    CHECK(repo.attempt(kCommit).starts_with("error: "));
    // Who repairs it must not be kept from scanning.
    CHECK(repo.veto({"staged", "--no-config"}).status == 0);
  }
}

TEST_CASE("config: no configuration makes the program blow up") {
  const auto rule = [](const std::string& pattern) {
    return "provider = \"Acme\"\n[[rule]]\nid = \"acme-key\"\ntitle = \"x\"\nseverity = \"low\"\n"
           "pattern = ['" +
           pattern +
           "']\n[rule.explain]\nopens = \"x\"\nrevoke = \"x\"\n[[rule.positive]]\ntext = \"x\"\n";
  };
  const std::pair<const char*, std::string> kConfigs[] = {
      {"deep arrays", "x = " + std::string(100'000, '[')},
      {"deep tables", "x = " + std::string(100'000, '{')},
      {"deep names", "[" + std::string(100'000, 'a') + std::string(100'000, '.') + "b]\n"},
      {"nested repeats", rule("abc((x{0,1000}){0,1000})")},
      {"very nested repeats", rule("abc((((x{1,99}){1,99}){1,99}){1,99})")},
      {"no upper bound", rule("abc(x+)")},
      {"an endless class", rule("(a|b)*c{3,}")},
      {"look-ahead", rule("abc(?=x)(y)")},
      {"a back-reference", rule("abc(x)\\1")},
      {"many alternatives", rule("abc(" + std::string(20'000, '|') + ")")},
      {"unbalanced", rule(std::string(50'000, '('))},
  };
  for (const auto& [name, text] : kConfigs) {
    const TempRepo repo;
    repo.stage(".git-veto.toml", text);
    const base::Output output = repo.veto({"staged"});
    CAPTURE(name, output.err.substr(0, 300));
    CHECK(output.status == 2);
  }
}

TEST_CASE("config: links in a repository lead to nothing that is shown or overwritten") {
  const TempRepo repo;
  repo.commit_file("old.txt", "harmless\n");
  repo.stage("a.txt", text_with(github_token()));
  const std::string id = repo.report({"staged"}, 1)["findings"][0]["id"];
  write_file(repo.root() / "target", "# of the user\n");
  fs::create_symlink("../target", repo / ".git-veto-allow");
  CHECK(repo.veto({"allow", id, "--reason", "x"}).status == 0);
  CHECK(read_file(repo.root() / "target") == "# of the user\n");
  write_file(repo.root() / "key", private_key());
  fs::create_symlink("../key", repo / ".git-veto.toml");
  CHECK(repo.veto({"files"}).status == 2);
  repo.git({"add", ".git-veto.toml"});
  const base::Output output = repo.veto({"staged"});
  CHECK(output.status == 2);
  CHECK(output.err.starts_with("git-veto: error: index:.git-veto.toml is a symbolic link: "));
}

TEST_CASE("config: an error beside a secret does not show it") {
  const TempRepo repo;
  repo.stage(".git-veto.toml",
             "[[allow]]\nvalues = [\"" + github_token() + "\" oops]\nreason = \"x\"\n");
  CHECK(repo.veto({"staged"}).status == 2);
}

TEST_CASE("config: an error is shown fit for a terminal") {
  const TempRepo repo;
  repo.stage(".git-veto.toml", "[rules.\"\x1b[2J\"]\ntier = \"off\"\n");
  CHECK(repo.veto({"staged"}).err.find('\x1b') == std::string::npos);
  repo.stage(".git-veto.toml", "# \x1b[2J\nx = \"\\u001b[2J\" oops\n");
  CHECK(repo.veto({"staged"}).err.find('\x1b') == std::string::npos);
  repo.write(".git-veto.toml", "[[allow]]\npaths = [\"**\"]\nreason = \"\\u001b[2J\"\n");
  repo.stage("a.txt", text_with(github_token()));
  CHECK(repo.veto({"files"}).out.find('\x1b') == std::string::npos);
}

TEST_CASE("config: rules of one's own") {
  const TempRepo repo;
  const std::string rule = R"(provider = "Acme"
[[rule]]
id = "acme-key"
title = "Acme key"
severity = "high"
shown = 5
pattern = ['(acme-[0-9a-f]{32})']
[rule.explain]
opens = "Everything."
revoke = "Ask Acme."
[[rule.positive]]
text = "acme-{hex:32}"
)";
  repo.commit_file(".git-veto.toml", rule);
  repo.stage("a.txt", "first\nacme-" + hex_key() + "\n");
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:2");
  const Json finding = repo.report({"staged"}, 1)["findings"][0];
  CHECK(finding["rule"] == "acme-key");
  CHECK(finding["redacted"] == "acme-...(37)");
  CHECK(repo.veto({"explain", "acme-key"}).status == 0);
  // A hostile or broken cache is no way around the scan.
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(repo.root() / "home/.cache")) {
    if (entry.is_regular_file()) write_file(entry.path(), "garbage");
  }
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:2");
  // Nor is none at all.
  TempRepo homeless = repo.at(".");
  for (const char* name : {"HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"})
    homeless.environment.set(name, "/dev/null/nowhere");
  CHECK(homeless.attempt(kCommit) == "blocked: a.txt:2");
}

}  // namespace veto::test
