// The formats that CI systems show: JUnit, GitHub's annotations, GitLab, gitleaks, CSV, Markdown.
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/csv.h"
#include "report/github.h"
#include "report/gitlab.h"
#include "report/gitleaks.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "test/support/catch.h"
#include "test/unit/report/markup.h"
#include "test/unit/report/results.h"

using namespace veto;
using report::Secrets;
using namespace report::test;

namespace {

using Json = nlohmann::ordered_json;

model::Finding of_tier(rules::Tier tier, const std::string& path) {
  model::Finding finding = finding_at(path);
  finding.tier = tier;
  return finding;
}

model::Finding allowed_at(const std::string& path) {
  model::Finding finding = finding_at(path);
  finding.state = model::State::Allowed;
  finding.allowed_by = model::Allowance{model::AllowedHow::Mark, "why", ""};
  return finding;
}

model::Finding committed() {
  model::Finding finding = finding_at("dir/f");
  model::Place& place = finding.places.front();
  place.kind = model::OriginKind::Blob;
  place.commit = std::string(40, 'c');
  place.author = "A B <a@example.com>";
  place.date = "2026-11-22T01:02:03+01:00";
  return finding;
}

model::ScanResult unread() {
  model::ScanResult result = result_of({});
  result.diagnostics.push_back({base::DiagnosticKind::Incomplete, "i", "gone", "f", ""});
  return result;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("JUnit: what fails the run fails, what may stay is skipped, the rest passes") {
  const auto report_of = [](model::ScanResult result) {
    return report::junit_report(result, Secrets::Redacted);
  };
  const std::string text =
      report_of(result_of({finding_at("a"), of_tier(rules::Tier::Warn, "w"), allowed_at("z")}));
  CHECK(has(text,
            "<testsuites name=\"git-veto\" tests=\"4\" failures=\"1\" errors=\"0\" "
            "skipped=\"1\""));
  CHECK(
      has(text, "<testcase classname=\"test-key\" name=\"a:7 tst_...(10)\" file=\"a\" line=\"7\""));
  CHECK(has(text, "<failure type=\"block\" message=\"Test key\">"));
  CHECK(has(text, "<skipped message=\"allowed (mark): why\"/>"));
  CHECK(has(text, "<system-out>warn: Test key"));
  CHECK(has(text, "name=\"everything was read\""));

  const std::string empty = report_of(result_of({}));
  CHECK(has(empty, "tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\""));
  CHECK(has(empty, "no secrets found"));

  const std::string incomplete = report_of(unread());
  CHECK(has(incomplete, "tests=\"1\" failures=\"0\" errors=\"1\""));
  CHECK(has(incomplete, "<error type=\"incomplete\""));
  CHECK(has(incomplete, "incomplete: f: gone"));
}

TEST_CASE("JUnit: the lowest failing tier decides what fails") {
  model::ScanResult result = result_of({of_tier(rules::Tier::Warn, "w")});
  result.failing_tier = rules::Tier::Warn;
  CHECK(has(report::junit_report(result, Secrets::Redacted), "failures=\"1\""));
}

TEST_CASE("GitHub: annotations by tier, at their lines, the worst first") {
  model::ScanResult result = result_of({of_tier(rules::Tier::Info, "i"), allowed_at("z"),
                                        of_tier(rules::Tier::Warn, "w"), finding_at("a:b,c%d")});
  result.findings.back().places.front().end_line = 9;
  const std::string text = report::github_report(result, Secrets::Redacted);
  CHECK(
      text.starts_with("::error file=a%3Ab%2Cc%25d,line=7,endLine=9,title=git-veto test-key::"
                       "Test key: tst_...(10) (v1:0123456789abcdef). "));
  const std::size_t warning = text.find("\n::warning file=w,line=7,title=");
  const std::size_t notice = text.find("\n::notice file=i,line=7,title=");
  const std::size_t coverage =
      text.find("\n::notice title=git-veto 1.2.3::3 secrets found, scanned");
  const std::size_t allowed = text.find("\n::notice file=z,line=7,title=");
  REQUIRE(allowed != std::string::npos);
  CHECK(warning < notice);
  CHECK(notice < coverage);
  CHECK(coverage < allowed);
  CHECK(report::github_report(unread(), Secrets::Redacted)
            .starts_with("::error title=git-veto incomplete::f: gone\n"));
}

TEST_CASE("GitLab: the members that its schema demands") {
  model::ScanResult result = result_of({committed(), allowed_at("z"), finding_at("staged")});
  result.as_of = "2026-11-22T01:02:03Z";
  result.source.head = std::string(40, 'd');
  const auto report_of = [&] {
    return Json::parse(report::gitlab_report(result, Secrets::Redacted));
  };
  const Json json = report_of();
  CHECK(json["version"] == "15.0.6");
  const Json& scan = json["scan"];
  CHECK(scan["type"] == "secret_detection");
  CHECK(scan["status"] == "success");
  CHECK(scan["start_time"] == "2026-11-22T01:02:03");
  CHECK(scan["end_time"] == "2026-11-22T01:02:03");
  for (const char* part : {"analyzer", "scanner"}) {
    CHECK(scan[part]["id"] == "git-veto");
    CHECK(scan[part]["version"] == "1.2.3");
    CHECK(scan[part]["vendor"]["name"] == "git-veto");
  }
  CHECK(scan["messages"][0]["value"] == "v1:0123456789abcdef test-key at z:7: allowed (mark): why");
  REQUIRE(json["vulnerabilities"].size() == 2);
  const Json& first = json["vulnerabilities"][0];
  const std::string id = first["id"].get<std::string>();
  CHECK(id.size() == 36);
  CHECK(id[14] == '8');
  CHECK(report_of()["vulnerabilities"][0]["id"] == id);
  CHECK(first["name"] == "Test key");
  CHECK(first["severity"] == "Critical");
  CHECK(first["identifiers"][0]["value"] == "test-key");
  CHECK(first["raw_source_code_extract"] == "tst_...(10)");
  CHECK(first["location"] == Json::parse(R"({"file": "dir/f",
      "commit": {"sha": "cccccccccccccccccccccccccccccccccccccccc", "author": "A B <a@example.com>",
                 "date": "2026-11-22T01:02:03+01:00"}, "start_line": 7, "end_line": 7})"));
  CHECK(json["vulnerabilities"][1]["location"]["commit"]["sha"] == std::string(40, 'd'));
  result.source.head.clear();
  CHECK(report_of()["vulnerabilities"][1]["location"]["commit"]["sha"] == std::string(40, '0'));
  const Json failed = Json::parse(report::gitlab_report(unread(), Secrets::Redacted));
  CHECK(failed["scan"]["status"] == "failure");
  CHECK(failed["scan"]["messages"][0]["value"] == "incomplete: f: gone");
}

TEST_CASE("gitleaks: one element a place, in its form, for what is open") {
  model::Finding finding = committed();
  finding.places.push_back(place_at("other", 9));
  const Json json = Json::parse(
      report::gitleaks_report(result_of({finding, allowed_at("z")}), Secrets::Redacted));
  REQUIRE(json.size() == 2);
  const Json& first = json[0];
  std::vector<std::string> keys;
  for (const auto& [key, value] : first.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"RuleID", "Description", "StartLine", "EndLine",
                                         "StartColumn", "EndColumn", "Match", "Secret", "File",
                                         "SymlinkFile", "Commit", "Entropy", "Author", "Email",
                                         "Date", "Message", "Tags", "Fingerprint"});
  CHECK(first["Secret"] == "REDACTED");
  CHECK(first["Match"] == "REDACTED");
  CHECK(first["EndColumn"] == 12);
  CHECK(first["Author"] == "A B");
  CHECK(first["Email"] == "a@example.com");
  CHECK(first["Fingerprint"] == std::string(40, 'c') + ":dir/f:test-key:7");
  CHECK(json[1]["Fingerprint"] == "other:test-key:9");
  CHECK(report::gitleaks_report(result_of({}), Secrets::Redacted) == "[]\n");
  const Json incomplete = Json::parse(report::gitleaks_report(unread(), Secrets::Redacted));
  CHECK(incomplete[0]["RuleID"] == "git-veto-incomplete");
  CHECK(incomplete[0]["File"] == "f");
}

TEST_CASE("CSV: a row a place, formulas made text, and what was not read") {
  model::Finding finding = committed();
  finding.places.push_back(place_at("=cmd \"x\",y", 9));
  model::ScanResult result = result_of({finding});
  result.diagnostics = unread().diagnostics;
  result.coverage.skipped.push_back({"+l", "", "symbolic link"});
  result.policy.push_back({"config", "@c"});
  const auto rows = csv_rows(report::csv_report(result, Secrets::Redacted));
  REQUIRE(rows.size() == 7);
  for (const auto& row : rows) CHECK(row.size() == rows.front().size());
  std::vector<std::string> records;
  for (const auto& row : rows) records.push_back(row.front());
  CHECK(records == std::vector<std::string>{"record", "finding", "place", "skipped", "diagnostic",
                                            "policy", "coverage"});
  CHECK(rows[0][8] == "path");
  CHECK(rows[1][8] == "dir/f");
  CHECK(rows[2][1] == "v1:0123456789abcdef");
  CHECK(rows[2][8] == "'=cmd \"x\",y");
  CHECK(rows[3][8] == "'+l");
  CHECK(rows[4][7] == "incomplete");
  CHECK(rows[5][8] == "'@c");
  CHECK(rows[6][7] == "incomplete");
}

TEST_CASE("Markdown: text from a repository is code, whatever marks are in it") {
  struct Case {
    const char* path;
    const char* cell;
  };
  for (const Case& each :
       {Case{"src/a_b.py", "| `src/a_b.py:7` |"}, Case{"<b>@all", "| `<b>@all:7` |"},
        Case{"a|b", "| <code>a&#124;b&#58;7</code> |"},
        Case{"`x`", "| <code>&#96;x&#96;&#58;7</code> |"}, Case{" a", "| `  a:7 ` |"}}) {
    CAPTURE(each.path);
    CHECK(has(report::markdown_report(result_of({finding_at(each.path)}), Secrets::Redacted),
              each.cell));
  }
}

TEST_CASE("Markdown: what was found, what to do, what may stay, what was not read") {
  model::ScanResult result = result_of({finding_at("a"), allowed_at("z")});
  result.diagnostics = unread().diagnostics;
  const std::string text = report::markdown_report(result, Secrets::Redacted);
  CHECK(text.starts_with("## git-veto: 1 secret found in what was read\n"));
  CHECK(has(text, "**Incomplete: not everything was read"));
  CHECK(has(text, "| block | `test-key` | `a:7` | `tst_...(10)` | `v1:0123456789abcdef` |"));
  CHECK(has(text, "`git veto explain test-key`"));
  CHECK(has(text, "### What may stay"));
  CHECK(has(text, "`allowed (mark): why`"));
  CHECK(has(text, "### What was not read\n\n- `f`: `gone`\n"));
  CHECK(has(text, "scanned 2 staged files"));
  const std::string none = report::markdown_report(result_of({}), Secrets::Redacted);
  CHECK(none.starts_with("## git-veto: no secrets found\n"));
  CHECK_FALSE(has(none, "What to do"));
}
