// Reports for programs: the JSON contract, JSON lines, report files, and which tier fails a run.
#include <algorithm>

#include <sys/stat.h>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// Checks that `object` has all of `required`, and that the keys of the contract that it has stand
/// in the contract's order.
void check_keys(const Json& object, const Words& contract, const Words& required) {
  Words found;
  for (const auto& [key, value] : object.items()) {
    if (std::find(contract.begin(), contract.end(), key) != contract.end()) found.push_back(key);
  }
  Words expected = contract;
  std::erase_if(expected, [&](const std::string& key) { return !object.contains(key); });
  CHECK(found == expected);
  for (const std::string& key : required) {
    CAPTURE(key);
    CHECK(object.contains(key));
  }
}

const Words kFindingKeys{"id",     "rule",   "title",  "tier",      "severity",   "verified",
                         "path",   "line",   "column", "end_line",  "end_column", "redacted",
                         "commit", "author", "date",   "reached",   "in_head",    "removed",
                         "object", "places", "state",  "allowed_by"};
const Words kAlways{"id",   "rule",   "title",    "tier",       "severity", "verified", "path",
                    "line", "column", "end_line", "end_column", "redacted", "places",   "state"};

void check_report(const Json& report) {
  check_keys(report, {"schema", "tool", "source", "summary", "coverage", "findings", "diagnostics"},
             {"schema", "tool", "source", "summary", "coverage", "findings", "diagnostics"});
  CHECK(report["schema"] == "git-veto/report/1");
  check_keys(report["tool"], {"name", "version", "rules", "rules_digest"},
             {"name", "version", "rules", "rules_digest"});
  check_keys(report["source"], {"kind", "repository", "head", "range"}, {"kind"});
  const Words summary{"complete", "findings", "block", "warn", "info", "allowed", "baselined"};
  check_keys(report["summary"], summary, summary);
  check_keys(report["coverage"], {"files", "blobs", "commits", "bytes", "skipped", "seconds"},
             {"bytes", "skipped", "seconds"});
  for (const Json& finding : report["findings"]) {
    check_keys(finding, kFindingKeys, kAlways);
    REQUIRE(finding["places"].size() > 0);
    CHECK(finding["places"][0]["path"] == finding["path"]);
    CHECK(finding["places"][0]["line"] == finding["line"]);
    for (const Json& place : finding["places"])
      check_keys(place, {"path", "line", "commit", "in_head", "removed", "blob"}, {"path", "line"});
  }
  for (const Json& diagnostic : report["diagnostics"])
    check_keys(diagnostic, {"code", "message", "path", "object"}, {"code", "message"});
}

TempRepo repo_with_staged_secrets() {
  TempRepo repo;
  repo.commit_file("old.txt", text_with(github_token()));
  repo.stage("b.txt", github_token() + " " + github_token() + "\n" + github_token() + "\n");
  repo.stage("a.txt", text_with(github_token()) + github_token() +
                          " git-veto:allow github-pat-classic a test\n");
  return repo;
}

}  // namespace

TEST_CASE("json: every scan has the contract's keys in the contract's order") {
  const TempRepo repo = repo_with_staged_secrets();
  for (const char* verb : {"staged", "history", "files"}) {
    CAPTURE(verb);
    const Json report = repo.report({verb}, 1);
    check_report(report);
    CHECK(report["source"]["kind"] == verb);
    CHECK(report["source"]["head"] == repo.git({"rev-parse", "HEAD"}));
  }
  const Json piped = repo.report({"stdin"}, 1, text_with(github_token()));
  check_report(piped);
  check_report(repo.report({"files", "nowhere"}, 3));
  CHECK(repo.report({"staged"}, 1)["source"]["repository"] == repo.path().string());
}

TEST_CASE("json: the values of a finding") {
  const TempRepo repo;
  repo.stage("a.txt", text_with(github_token()));
  const Json finding = repo.report({"staged"}, 1)["findings"][0];
  CHECK(finding["id"].get<std::string>().starts_with("v1:"));
  CHECK(finding["id"].get<std::string>().size() == 19);
  CHECK(finding["rule"] == "github-pat-classic");
  CHECK(finding["tier"] == "block");
  CHECK(finding["severity"] == "critical");
  CHECK(finding["verified"] == "checksum");
  CHECK(finding["line"] == 2);
  CHECK(finding["column"] == 9);
  CHECK(finding["end_line"] == 2);
  CHECK(finding["end_column"] == 49);
  CHECK(finding["redacted"] == "ghp_...(40)");
  CHECK(finding["object"] == repo.git({"rev-parse", ":a.txt"}));
  CHECK(finding["state"] == "open");
  CHECK_FALSE(finding.contains("secret"));
  CHECK_FALSE(finding.contains("allowed_by"));
}

TEST_CASE("json: counts, order and states") {
  const TempRepo repo = repo_with_staged_secrets();
  const Json report = repo.report({"staged"}, 1);
  CHECK(places_of(report) == Words{"a.txt:2", "a.txt:4 allowed", "b.txt:1", "b.txt:1", "b.txt:2"});
  CHECK(report["findings"][2]["column"] == 1);
  CHECK(report["findings"][3]["column"] == 42);
  CHECK(report["summary"]["complete"] == true);
  CHECK(report["summary"]["findings"] == 4);
  CHECK(report["summary"]["block"] == 4);
  CHECK(report["summary"]["warn"] == 0);
  CHECK(report["summary"]["allowed"] == 1);
  CHECK(report["findings"][1]["allowed_by"]["how"] == "mark");
  CHECK(report["findings"][1]["allowed_by"]["reason"] == "a test");
  CHECK(report["coverage"]["files"] == 2);
}

TEST_CASE("jsonl: the same findings, one a line, then one line of the rest") {
  const TempRepo repo = repo_with_staged_secrets();
  for (const char* verb : {"staged", "history", "files"}) {
    const Json report = repo.report({verb}, 1);
    std::string lines = repo.veto({verb, "--format", "jsonl"}).out;
    Json findings = Json::array();
    Json last;
    REQUIRE(lines.ends_with('\n'));
    while (!lines.empty()) {
      last = Json::parse(lines.substr(0, lines.find('\n')));
      lines.erase(0, lines.find('\n') + 1);
      if (!lines.empty()) findings.push_back(last);
    }
    CAPTURE(verb);
    CHECK(findings == report["findings"]);
    CHECK(last["schema"] == "git-veto/report/1");
    CHECK(last["summary"] == report["summary"]);
    CHECK_FALSE(last.contains("findings"));
  }
}

TEST_CASE("report: --report writes files, for their owner only, beside what is printed") {
  const TempRepo repo = repo_with_staged_secrets();
  const std::string json = (repo.root() / "report.json").string();
  const std::string lines = (repo.root() / "report lines").string();
  const std::string human = (repo.root() / "report.txt").string();
  write_file(json, "an old report that everybody may read, longer than nothing", 0666);
  const base::Output output =
      repo.run({"sh", "-c",
                "umask 0; git-veto staged --report \"json=$0\" --report \"jsonl=$1\" "
                "--report \"human=$2\"",
                json, lines, human});
  CHECK(output.status == 1);
  CHECK(output.err.starts_with("git-veto: blocked: 4 secrets "));
  for (const std::string& path : {json, lines, human}) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0600);
    CHECK_FALSE(shows_a_secret(read_file(path)));
  }
  check_report(Json::parse(read_file(json)));
  CHECK(read_file(human).find("b.txt:2") != std::string::npos);
  // Nothing but the reports has been left there.
  for (const auto& entry : fs::directory_iterator(repo.root()))
    CHECK(entry.path().filename().string().find(".XXXXXX") == std::string::npos);
  CHECK(list_tree(repo.root()).count("report.json") == 1);
}

TEST_CASE("report: what is no regular file is written to and not replaced") {
  const TempRepo repo = repo_with_staged_secrets();
  write_file(repo.root() / "target.json", "");
  fs::create_symlink("target.json", repo.root() / "link.json");
  const std::string link = (repo.root() / "link.json").string();
  CHECK(repo.run({"git-veto", "staged", "--report", "json=" + link}).status == 1);
  CHECK(fs::is_symlink(link));
  CHECK_FALSE(read_file(repo.root() / "target.json").empty());

  const base::Output output =
      repo.run({"sh", "-c",
                "mkfifo ../pipe && { cat ../pipe & } && "
                "timeout 5 git-veto staged --report json=../pipe 2>/dev/null; "
                "test -p ../pipe || { echo replaced; kill $!; }"});
  CHECK(output.out.find("replaced") == std::string::npos);
}

TEST_CASE("tier: the lowest tier that fails a run") {
  const TempRepo repo;
  repo.commit_file(".git-veto.toml", "[rules.github-pat-classic]\ntier = \"warn\"\n");
  repo.stage("a.txt", text_with(github_token()));
  CHECK(repo.veto({"staged"}).status == 0);
  CHECK(repo.veto({"staged", "--tier", "warn"}).status == 1);
  CHECK(repo.veto({"staged", "--tier", "info"}).status == 1);
  const Json report = repo.report({"staged"}, 0);
  CHECK(report["findings"][0]["tier"] == "warn");
  CHECK(report["summary"]["warn"] == 1);
  CHECK(report["summary"]["block"] == 0);
  CHECK(line_with(repo.veto({"staged"}).err, "git-veto: warning: ") ==
        "git-veto: warning: a.txt:2  github-pat-classic  ghp_...(40)");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean, 1 of a lower tier");

  repo.write(".git-veto.toml", "[rules.github-pat-classic]\ntier = \"info\"\n");
  CHECK(repo.veto({"history", "--tier", "warn"}).status == 0);
  CHECK(repo.veto({"history", "--tier", "info"}).status == 1);
  CHECK(repo.veto({"history", "--no-config"}).status == 1);
}

TEST_CASE("rule, report: they take one value each, and leave operands alone") {
  const TempRepo repo;
  repo.write("a.txt", text_with(github_token()));
  const std::string file = (repo.root() / "out.json").string();
  const base::Output output = repo.run(
      {"git-veto", "files", "--rule", "github-pat-classic", "--report", "json=" + file, "a.txt"});
  CHECK(output.status == 1);
  CHECK(places_of(Json::parse(read_file(file))) == Words{"a.txt:2"});
}

TEST_CASE("rule: only the rules that are named") {
  const TempRepo repo;
  repo.commit_file(".git-veto.toml", R"(provider = "Acme"
[[rule]]
id = "acme-key"
title = "Acme key"
severity = "high"
pattern = ['(acme-[0-9a-f]{32})']
[rule.explain]
opens = "Nothing."
revoke = "Not needed."
[[rule.positive]]
text = "acme-{hex:32}"
)");
  repo.stage("a.txt", text_with(github_token()) + "acme-" + hex_key() + "\n");
  const auto rules_found = [&](Words options) {
    options.insert(options.begin(), "staged");
    Words rules;
    const Json report = repo.report(options, 1);
    for (const Json& finding : report["findings"])
      rules.push_back(finding["rule"].get<std::string>());
    return rules;
  };
  CHECK(rules_found({}) == Words{"github-pat-classic", "acme-key"});
  CHECK(rules_found({"--rule", "acme-key"}) == Words{"acme-key"});
  CHECK(rules_found({"--rule", "github-pat-classic"}) == Words{"github-pat-classic"});
  CHECK(rules_found({"--rule", "acme-key", "--rule", "github-pat-classic"}).size() == 2);
  CHECK(rules_found({"--no-config"}) == Words{"github-pat-classic"});
  CHECK(repo.veto({"staged", "--rule", "github-app-user-token"}).status == 0);
  CHECK(repo.veto({"staged", "--no-config", "--rule", "acme-key"}).status == 2);
}

}  // namespace veto::test
