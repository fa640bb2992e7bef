#include "report/saved.h"

#include <string>

#include "base/error.h"
#include "report/formats.h"
#include "report/json.h"
#include "test/support/catch.h"
#include "test/unit/report/results.h"

using namespace veto;
using report::Color;
using report::Secrets;
using report::Standing;
using namespace report::test;

namespace {

model::ScanResult history_result() {
  model::Finding finding = finding_at(kHostile);
  finding.note = kHostile;
  finding.verified = model::Verified::Structure;
  model::Place& place = finding.places.front();
  place.kind = model::OriginKind::Blob;
  place.object = std::string(40, 'b');
  place.commit = std::string(64, 'c');
  place.author = "\\xff " + kHostile;
  place.date = "2026-11-22T01:02:03+01:00";
  place.reached = "reflog";
  place.in_head = true;
  place.refs = {"main", kHostile};
  place.refs_total = 12;
  finding.places.push_back(place);
  finding.places.back().in_head = false;
  finding.places.back().removed = std::string(40, 'd');
  finding.places.back().removed_date = "2026-11-23T01:02:03+01:00";
  for (const auto kind : {model::OriginKind::CommitMessage, model::OriginKind::TagMessage}) {
    model::Place message = place_at("", 12);
    message.kind = kind;
    message.object = std::string(40, 'e');
    finding.places.push_back(message);
  }
  model::Finding allowed = finding_at("b");
  allowed.tier = rules::Tier::Warn;
  allowed.state = model::State::Baselined;
  allowed.allowed_by = model::Allowance{model::AllowedHow::Baseline, kHostile, "2027-01-31"};
  model::ScanResult result = result_of({finding, allowed});
  result.source = {model::SourceKind::History, "/" + kHostile, std::string(40, 'd'), kHostile};
  result.coverage.blobs = 7;
  result.coverage.commits = 6;
  result.coverage.tags = 5;
  result.coverage.skipped = {{kHostile, "", "symbolic link"}, {"", std::string(40, 'a'), "large"}};
  result.policy = {{"allow-file", kHostile}};
  result.as_of = "2026-11-22T01:02:03Z";
  result.failing_tier = rules::Tier::Warn;
  result.diagnostics = {{base::DiagnosticKind::Note, "n", kHostile, kHostile, ""},
                        {base::DiagnosticKind::Incomplete, "i", "gone", "", std::string(40, 'f')}};
  return result;
}

report::SavedReport read(const std::string& text, const rules::RuleSet& known = {}) {
  return report::read_saved_report(text, "r.json", known);
}

std::string error_of(const std::string& text) {
  try {
    static_cast<void>(read(text));
  } catch (const base::Error& error) {
    return error.text();
  }
  return "";
}

std::string with(std::string text, const std::string& before, const std::string& after) {
  const std::size_t at = text.find(before);
  REQUIRE(at != std::string::npos);
  return text.replace(at, before.size(), after);
}

}  // namespace

TEST_CASE("saved report: written again it is the same, byte for byte") {
  model::ScanResult files = result_of({finding_at("a"), finding_at(kHostile, 9)});
  files.source.kind = model::SourceKind::Files;
  for (const model::ScanResult& result : {history_result(), files, result_of({})}) {
    for (const Secrets secrets : {Secrets::Redacted, Secrets::Revealed}) {
      const std::string text = report::json_report(result, secrets);
      CHECK(report::json_report(read(text).result, secrets) == text);
    }
  }
}

TEST_CASE("saved report: every format comes out as from the scan itself") {
  const model::ScanResult result = history_result();
  const rules::RuleSet known{{&rule(), 1}};
  const report::SavedReport saved = read(report::json_report(result, Secrets::Redacted), known);
  for (const report::Format& format : report::formats()) {
    CAPTURE(format.name);
    const report::HumanOptions options{Color::Never, Secrets::Redacted, Standing::AtTop};
    CHECK(format.render(saved.result, options) == format.render(result, options));
  }
}

TEST_CASE("saved report: what the report says of a rule wins, the help is the known rule's") {
  rules::Rule known = rule();
  known.title = "Another title";
  known.severity = rules::Severity::Low;
  known.explain.opens = "Everything.";
  const std::string text = report::json_report(history_result(), Secrets::Redacted);
  const report::SavedReport saved = read(text, {{&known, 1}});
  REQUIRE(saved.rules.size() == 1);
  CHECK(saved.rules.front().title == "Test key");
  CHECK(saved.rules.front().severity == rules::Severity::Critical);
  CHECK(saved.rules.front().explain.opens == "Everything.");
  CHECK(read(text).rules.front().explain.opens.empty());
}

TEST_CASE("saved report: one that was written before there were kinds and times") {
  const report::SavedReport saved = read(R"json({"schema": "git-veto/report/1",
    "tool": {"name": "git-veto", "version": "0.1", "rules": 3, "rules_digest": "ab"},
    "source": {"kind": "history"}, "summary": {"complete": false},
    "coverage": {"bytes": 3, "skipped": [], "seconds": 0.5},
    "findings": [{"id": "v1:0123456789abcdef", "rule": "acme-key", "title": "Acme", "tier": "warn",
      "severity": "low", "verified": "none", "path": "", "line": 3, "column": 2, "end_line": 4,
      "end_column": 5, "redacted": "...(9)", "state": "open", "unknown": [{}],
      "places": [{"path": "", "line": 3, "column": 2, "commit": "abcd"},
                 {"path": "f", "line": 3, "column": 2, "blob": "ef01"}]}],
    "diagnostics": [{"code": "c", "message": "m"}]})json");
  const model::Finding& finding = saved.result.findings.at(0);
  CHECK(finding.places[0].kind == model::OriginKind::CommitMessage);
  CHECK(finding.places[0].object == "abcd");
  CHECK(finding.places[0].end_line == 4);
  CHECK(finding.places[0].end_column == 5);
  CHECK(finding.places[1].kind == model::OriginKind::Blob);
  CHECK(finding.places[1].end_line == 0);
  CHECK(finding.rule->tier == rules::Tier::Warn);
  CHECK_FALSE(saved.result.complete());
  CHECK(saved.result.failing_tier == rules::Tier::Block);
}

TEST_CASE("saved report: what is none is an error that says where") {
  const std::string text = report::json_report(history_result(), Secrets::Redacted);
  struct Case {
    const char* before;
    const char* after;
    const char* error;
  };
  for (const Case& each : {
           Case{"git-veto/report/1", "git-veto/report/2", "schema: expected git-veto/report/1"},
           Case{"\"schema\"", "\"scheme\"", "the whole text: expected a member \"schema\""},
           Case{"\"v1:0", "\"v2:0", "findings[0].id: expected v1: and 16 hexadecimal digits"},
           Case{"\"test-key\"", "\"test\\u001bkey\"", "findings[0].rule: expected a word of"},
           Case{"\"Test key\"", "\"a\\nb\"", "findings[0].title: expected one line"},
           Case{"\"tier\": \"block\"", "\"tier\": \"x\"",
                "findings[0].tier: expected another word"},
           Case{"\"structure\"", "\"strict\"",
                "findings[0].verified: expected one of none, pair, structure, checksum"},
           Case{"\"column\": 3,\n          \"commit\"", "\"column\": -3,\n          \"commit\"",
                "findings[0].places[0].column: expected a whole number"},
           Case{"\"blob\": \"bbbb", "\"blob\": \"BBBB",
                "findings[0].places[0].blob: expected a word of"},
           Case{"\"tag-message\"", "\"tag\"",
                "findings[0].places[3].kind: expected commit-message or tag-message"},
           Case{"\"symbolic link\"", "\"a\\u001b[2J\"", "coverage.skipped[0].reason: expected one"},
           Case{"\"complete\": false", "\"complete\": true",
                "summary.complete: expected what the diagnostics say of it"},
           Case{"\"skipped\": [", "\"skipped\": 7, \"more\": [",
                "coverage.skipped: expected a list"},
           Case{"\"tool\": {", "\"tool\": 7, \"more\": {", "tool: expected an object"},
           Case{"\"incomplete\": true", "\"incomplete\": 1",
                "diagnostics[1].incomplete: expected true or false"},
       }) {
    CAPTURE(each.before);
    const std::string error = error_of(with(text, each.before, each.after));
    CHECK(error.substr(0, std::string("r.json: ").size() + std::string(each.error).size()) ==
          std::string("r.json: ") + each.error);
  }
  CHECK(error_of("") == "r.json: line 1, column 1: this is not JSON");
  CHECK(error_of("{\n  \"a\": ,\n}") == "r.json: line 2, column 8: this is not JSON");
  CHECK(error_of("[]") == "r.json: the whole text: expected an object");
}
