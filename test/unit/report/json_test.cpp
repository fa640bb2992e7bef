#include "report/json.h"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "test/support/catch.h"
#include "test/unit/report/results.h"

using namespace veto;
using report::Secrets;
using namespace report::test;

namespace {

using Json = nlohmann::ordered_json;
using Keys = std::vector<std::string>;

Keys keys_of(const Json& object) {
  Keys keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

Json report_of(const model::ScanResult& result, Secrets secrets = Secrets::Redacted) {
  return Json::parse(report::json_report(result, secrets));
}

model::Finding history_finding() {
  model::Finding finding = finding_at("dir/file");
  model::Place& place = finding.places.front();
  place.kind = model::OriginKind::Blob;
  place.object = std::string(40, 'b');
  place.commit = std::string(40, 'c');
  place.author = "A <a@example.com>";
  place.date = "2026-11-22T01:02:03+01:00";
  place.reached = "branch";
  finding.state = model::State::Allowed;
  finding.allowed_by = model::Allowance{model::AllowedHow::AllowFile, "why", "2027-01-31"};
  return finding;
}

}  // namespace

TEST_CASE("JSON: the keys of the contract, in its order") {
  model::ScanResult result = result_of({finding_at("file")});
  const Json json = report_of(result);
  CHECK(keys_of(json) == Keys{"schema", "tool", "source", "failing_tier", "summary", "coverage",
                              "policy", "findings", "diagnostics"});
  CHECK(json["schema"] == "git-veto/report/1");
  CHECK(keys_of(json["tool"]) == Keys{"name", "version", "rules", "rules_digest"});
  CHECK(keys_of(json["source"]) == Keys{"kind"});
  CHECK(keys_of(json["summary"]) ==
        Keys{"complete", "findings", "block", "warn", "info", "allowed", "baselined"});
  CHECK(keys_of(json["coverage"]) == Keys{"files", "bytes", "skipped", "seconds"});
  CHECK(keys_of(json["findings"][0]) == Keys{"id", "rule", "title", "tier", "severity", "verified",
                                             "path", "line", "column", "end_line", "end_column",
                                             "redacted", "places", "state"});
  CHECK(keys_of(json["findings"][0]["places"][0]) ==
        Keys{"path", "line", "column", "end_line", "end_column"});
}

TEST_CASE("JSON: in a history a finding tells its commit, and how it is reached") {
  model::ScanResult result = result_of({history_finding()});
  result.source = {model::SourceKind::History, "/repo", std::string(40, 'd'), ""};
  const Json json = report_of(result);
  CHECK(keys_of(json["source"]) == Keys{"kind", "repository", "head"});
  CHECK(keys_of(json["coverage"]) ==
        Keys{"blobs", "commits", "tags", "bytes", "skipped", "seconds"});
  const Json& finding = json["findings"][0];
  CHECK(keys_of(finding) == Keys{"id",         "rule",     "title",  "tier",   "severity",
                                 "verified",   "path",     "line",   "column", "end_line",
                                 "end_column", "redacted", "commit", "author", "date",
                                 "reached",    "object",   "places", "state",  "allowed_by"});
  CHECK(keys_of(finding["allowed_by"]) == Keys{"how", "reason", "expires"});
  CHECK(finding["allowed_by"]["how"] == "allow-file");
  CHECK(finding["state"] == "allowed");
  CHECK(keys_of(finding["places"][0]) == Keys{"path", "line", "column", "commit", "author", "date",
                                              "reached", "blob", "end_line", "end_column"});
  CHECK(json["summary"]["findings"] == 0);
  CHECK(json["summary"]["allowed"] == 1);
}

TEST_CASE("JSON: in a history a place tells what became of it, and a finding of all its places") {
  model::Finding finding = history_finding();
  finding.places[0].removed = std::string(40, 'e');
  finding.places[0].removed_date = "2026-11-23T00:00:00Z";
  const Json gone = report_of(result_of({finding}))["findings"][0];
  CHECK(gone["removed"] ==
        Json{{"commit", std::string(40, 'e')}, {"date", "2026-11-23T00:00:00Z"}});
  CHECK(gone["places"][0]["removed"] == gone["removed"]);
  CHECK_FALSE(gone.contains("in_head"));
  CHECK_FALSE(gone["places"][0].contains("in_head"));

  finding.places.push_back(finding.places[0]);
  finding.places[1].removed = "";
  finding.places[1].in_head = true;
  const Json there = report_of(result_of({finding}))["findings"][0];
  CHECK(there["in_head"] == true);
  CHECK_FALSE(there.contains("removed"));
  CHECK(there["places"][0].contains("removed"));
  CHECK(there["places"][1]["in_head"] == true);
}

TEST_CASE("JSON: values of a finding and the numbers of the summary") {
  model::Finding warn = finding_at("b");
  warn.tier = rules::Tier::Warn;
  model::Finding info = finding_at("c");
  info.tier = rules::Tier::Info;
  model::ScanResult result = result_of({finding_at("a"), finding_at("a", 9), warn, info});
  result.diagnostics.push_back(
      {base::DiagnosticKind::Incomplete, "unreadable", "gone", "path", std::string(40, 'a')});
  result.coverage.skipped.push_back({"link", "", "symbolic link"});
  const Json json = report_of(result);
  CHECK(json["summary"] == Json::parse(R"({"complete": false, "findings": 4, "block": 2, "warn": 1,
                                           "info": 1, "allowed": 0, "baselined": 0})"));
  const Json& finding = json["findings"][0];
  CHECK(finding["id"] == "v1:0123456789abcdef");
  CHECK(finding["tier"] == "block");
  CHECK(finding["severity"] == "critical");
  CHECK(finding["verified"] == "checksum");
  CHECK(finding["line"] == 7);
  CHECK(finding["column"] == 3);
  CHECK(finding["end_column"] == 13);
  CHECK(finding["redacted"] == "tst_...(10)");
  CHECK(json["diagnostics"][0] == Json::parse(R"({"code": "unreadable", "message": "gone",
      "incomplete": true, "path": "path", "object": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})"));
  CHECK(json["coverage"]["skipped"][0] ==
        Json::parse(R"({"path": "link", "reason": "symbolic link"})"));
}

TEST_CASE("JSON: a secret stands in it only when it is asked for") {
  const model::ScanResult result = result_of({finding_at("file"), history_finding()});
  CHECK(report::json_report(result, Secrets::Redacted).find("hidden") == std::string::npos);
  CHECK(report::jsonl_report(result, Secrets::Redacted).find("hidden") == std::string::npos);
  CHECK(report_of(result, Secrets::Revealed)["findings"][0]["secret"] == "tst_hidden");
}

TEST_CASE("JSON: hostile bytes anywhere give a valid report") {
  model::Finding finding = history_finding();
  finding.secret = base::Secret(kHostile);
  for (std::string* text :
       {&finding.places[0].path, &finding.places[0].author, &finding.places[0].date,
        &finding.places[0].object, &finding.allowed_by->reason, &finding.allowed_by->expires})
    *text = kHostile;
  model::ScanResult result = result_of({finding});
  result.source = {model::SourceKind::Range, kHostile, kHostile, kHostile};
  result.diagnostics.push_back({base::DiagnosticKind::Note, "code", kHostile, kHostile, kHostile});
  result.coverage.skipped.push_back({kHostile, kHostile, "reason"});
  for (const Secrets secrets : {Secrets::Redacted, Secrets::Revealed}) {
    const std::string text = report::json_report(result, secrets);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\xff') == std::string::npos);
    const Json json = Json::parse(text);
    CHECK(json["findings"][0]["path"] == json["findings"][0]["author"]);
    const std::string lines = report::jsonl_report(result, secrets);
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
  }
}

TEST_CASE("JSON: paths that are UTF-8 stay, other bytes are written as \\xNN") {
  CHECK(report_of(result_of({finding_at("d\xc3\xa4/\xe2\x82\xac")}))["findings"][0]["path"] ==
        "d\xc3\xa4/\xe2\x82\xac");
  CHECK(report_of(result_of({finding_at("a\xff")}))["findings"][0]["path"] == "a\\xff");
}

TEST_CASE("JSON lines: the same findings, one a line, then the rest") {
  const model::ScanResult result = result_of({finding_at("a"), history_finding()});
  const std::string lines = report::jsonl_report(result, Secrets::Redacted);
  std::vector<Json> parsed;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    REQUIRE(end != std::string::npos);
    parsed.push_back(Json::parse(lines.substr(at, end - at)));
    at = end + 1;
  }
  REQUIRE(parsed.size() == 3);
  Json whole = report_of(result);
  CHECK(parsed[0] == whole["findings"][0]);
  CHECK(parsed[1] == whole["findings"][1]);
  whole.erase("findings");
  CHECK(parsed[2] == whole);
}

TEST_CASE("JSON: nothing found is an empty list") {
  const Json json = report_of(result_of({}));
  CHECK(json["findings"] == Json::array());
  CHECK(json["summary"]["complete"] == true);
  CHECK(report::json_report(result_of({}), Secrets::Redacted).ends_with("}\n"));
}

TEST_CASE("JSON: the time that counts, and what decided about the findings") {
  model::ScanResult result = result_of({});
  result.as_of = "2026-11-22T01:02:03Z";
  result.policy = {{"config", "a\xff.toml"}, {"allow-file", "HEAD:.git-veto-allow"}};
  result.failing_tier = rules::Tier::Warn;
  const Json json = report_of(result);
  CHECK(json["as_of"] == "2026-11-22T01:02:03Z");
  CHECK(json["failing_tier"] == "warn");
  CHECK(json["policy"] == Json::parse(R"([{"kind": "config", "name": "a\\xff.toml"},
                                          {"kind": "allow-file", "name": "HEAD:.git-veto-allow"}])"));
}

TEST_CASE("JSON: a place in a message says whose") {
  model::Finding finding = finding_at("");
  finding.places.front().kind = model::OriginKind::TagMessage;
  finding.places.front().object = std::string(40, 'e');
  const Json place = report_of(result_of({finding}))["findings"][0]["places"][0];
  CHECK(place["kind"] == "tag-message");
  CHECK(place["object"] == std::string(40, 'e'));
  CHECK_FALSE(place.contains("blob"));
}
