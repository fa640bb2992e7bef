// What GitHub's code scanning demands of a SARIF file, beside the schema.
#include "report/sarif.h"

#include <string>

#include <nlohmann/json.hpp>

#include "test/support/catch.h"
#include "test/unit/report/results.h"

using namespace veto;
using report::Secrets;
using namespace report::test;

namespace {

using Json = nlohmann::ordered_json;

Json run_of(const model::ScanResult& result) {
  const Json json = Json::parse(report::sarif_report(result, Secrets::Redacted));
  CHECK(json["version"] == "2.1.0");
  CHECK(json["$schema"].get<std::string>().find("sarif-2.1.0") != std::string::npos);
  REQUIRE(json["runs"].size() == 1);
  return json["runs"][0];
}

model::Finding excused(model::State state, model::AllowedHow how) {
  model::Finding finding = finding_at("z");
  finding.state = state;
  finding.allowed_by = model::Allowance{how, "why", "2027-01-31"};
  return finding;
}

}  // namespace

TEST_CASE("SARIF: a rule has all that GitHub shows of it, and only rules that occur are listed") {
  rules::Rule known = rule();
  known.explain = {"Everything.", "Press the button.", "The log."};
  model::Finding finding = finding_at("a");
  finding.rule = &known;
  const Json driver = run_of(result_of({finding, finding}))["tool"]["driver"];
  CHECK(driver["name"] == "git-veto");
  CHECK(driver["version"] == "1.2.3");
  REQUIRE(driver["rules"].size() == 1);
  const Json& json = driver["rules"][0];
  CHECK(json["id"] == "test-key");
  CHECK(json["shortDescription"]["text"] == "Test key");
  CHECK(json["fullDescription"]["text"] == "Everything.");
  for (const char* form : {"text", "markdown"}) {
    for (const char* words : {"Everything.", "Press the button.", "The log.", "git veto explain"})
      CHECK(json["help"][form].get<std::string>().find(words) != std::string::npos);
  }
  CHECK(json["defaultConfiguration"]["level"] == "error");
  CHECK(json["properties"]["security-severity"] == "9.5");
  CHECK(json["properties"]["tags"][0] == "security");
  CHECK(run_of(result_of({}))["tool"]["driver"]["rules"] == Json::array());
}

TEST_CASE(
    "SARIF: a result has its rule, its level, its place and fingerprints without the secret") {
  rules::Rule first = rule();
  first.id = "a-key";
  model::Finding info = finding_at("b");
  info.tier = rules::Tier::Info;
  model::Finding warn = finding_at("c");
  warn.tier = rules::Tier::Warn;
  warn.rule = &first;
  const Json run = run_of(result_of({finding_at("dir/a b%:\xff#"), info, warn}));
  const Json& result = run["results"][0];
  CHECK(result["ruleId"] == "test-key");
  for (const Json& each : run["results"])
    CHECK(run["tool"]["driver"]["rules"][each["ruleIndex"].get<std::size_t>()]["id"] ==
          each["ruleId"]);
  CHECK(result["level"] == "error");
  CHECK(run["results"][1]["level"] == "note");
  CHECK(run["results"][2]["level"] == "warning");
  CHECK(result["message"]["text"].get<std::string>().starts_with("Test key: tst_...(10)."));
  const Json& physical = result["locations"][0]["physicalLocation"];
  CHECK(physical["artifactLocation"] ==
        Json::parse(R"({"uri": "dir/a%20b%25%3A%FF%23", "uriBaseId": "%SRCROOT%"})"));
  CHECK(physical["region"] == Json::parse(R"({"startLine": 7, "startColumn": 3, "endLine": 7,
                                              "endColumn": 13})"));
  CHECK(result["partialFingerprints"]["gitVeto/v1"] == "v1:0123456789abcdef");
  CHECK(result["partialFingerprints"]["primaryLocationLineHash"] == "0123456789abcdef:1");
  CHECK(result["suppressions"] == Json::array());
}

TEST_CASE("SARIF: every result has an artifact, or GitHub refuses the file") {
  model::Finding finding = finding_at("");
  finding.places.front().object = std::string(40, 'e');
  struct Case {
    model::OriginKind kind;
    const char* uri;
    const char* logical;
  };
  for (const Case& each : {Case{model::OriginKind::Blob, "git/blob/", "blob"},
                           Case{model::OriginKind::CommitMessage, "git/commit/", "message"},
                           Case{model::OriginKind::TagMessage, "git/tag/", "message"}}) {
    finding.places.front().kind = each.kind;
    const Json location = run_of(result_of({finding}))["results"][0]["locations"][0];
    CHECK(location["physicalLocation"]["artifactLocation"] ==
          Json{{"uri", each.uri + std::string(40, 'e')}});
    CHECK(location["logicalLocations"][0]["kind"] == each.logical);
  }
  const Json absolute = run_of(result_of({finding_at("/a b")}))["results"][0];
  CHECK(absolute["locations"][0]["physicalLocation"]["artifactLocation"] ==
        Json{{"uri", "file:///a%20b"}});
}

TEST_CASE("SARIF: a place without lines or columns has no region of them") {
  model::Finding finding = finding_at("a");
  model::Place& place = finding.places.front();
  place.end_line = place.column = place.end_column = 0;
  const auto physical = [&] {
    return run_of(result_of({finding}))["results"][0]["locations"][0]["physicalLocation"];
  };
  CHECK(physical()["region"] == Json{{"startLine", 7}});
  place.line = 0;
  CHECK_FALSE(physical().contains("region"));
}

TEST_CASE("SARIF: other places are related, at most a hundred of them") {
  model::Finding finding = finding_at("a");
  for (std::size_t i = 0; i < 300; ++i) finding.places.push_back(place_at("b", i + 1));
  const Json result = run_of(result_of({finding}))["results"][0];
  CHECK(result["locations"].size() == 1);
  CHECK(result["relatedLocations"].size() == 100);
  CHECK(result["properties"]["places"] == 301);
  CHECK(result["message"]["text"].get<std::string>().find("300 more places") != std::string::npos);
}

TEST_CASE("SARIF: what may stay is suppressed, in the source or outside of it") {
  const Json run =
      run_of(result_of({excused(model::State::Allowed, model::AllowedHow::Mark),
                        excused(model::State::Allowed, model::AllowedHow::AllowFile),
                        excused(model::State::Baselined, model::AllowedHow::Baseline)}));
  CHECK(run["results"][0]["suppressions"][0] ==
        Json::parse(R"({"kind": "inSource", "status": "accepted",
                        "justification": "allowed (mark): why, until 2027-01-31"})"));
  CHECK(run["results"][1]["suppressions"][0]["kind"] == "external");
  CHECK(run["results"][2]["suppressions"][0]["kind"] == "external");
}

TEST_CASE("SARIF: braces and brackets of a message are text") {
  rules::Rule custom = rule();
  custom.title = "a {0} [b](http://c)";
  model::Finding finding = finding_at("a");
  finding.rule = &custom;
  CHECK(
      run_of(result_of({finding}))["results"][0]["message"]["text"].get<std::string>().starts_with(
          "a {{0}} \\[b\\](http://c): "));
}

TEST_CASE("SARIF: the run says what was scanned and whether everything was read") {
  model::ScanResult result = result_of({});
  result.source = {model::SourceKind::History, "/re po", std::string(40, 'd'), ""};
  result.as_of = "2026-11-22T01:02:03Z";
  Json run = run_of(result);
  CHECK(run["automationDetails"]["id"] == "git-veto/history/");
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
  CHECK(run["invocations"][0]["endTimeUtc"] == "2026-11-22T01:02:03Z");
  CHECK(run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == "file:///re%20po/");
  CHECK(run["versionControlProvenance"][0]["revisionId"] == std::string(40, 'd'));
  CHECK(run["properties"]["rules_digest"] == "abcd");
  CHECK(run["properties"]["coverage"]["bytes"] == 4321);
  result.diagnostics = {{base::DiagnosticKind::Incomplete, "unreadable", "gone", "a b", ""}};
  run = run_of(result);
  CHECK(run["invocations"][0]["executionSuccessful"] == false);
  const Json& notification = run["invocations"][0]["toolExecutionNotifications"][0];
  CHECK(notification["level"] == "error");
  CHECK(notification["descriptor"]["id"] == "unreadable");
  CHECK(notification["message"]["text"] == "incomplete: gone");
  CHECK(notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b");
}

TEST_CASE("SARIF: more results than GitHub takes are all there, and it says so") {
  model::ScanResult result = result_of(std::vector<model::Finding>(25'001, finding_at("a")));
  const Json run = run_of(result);
  CHECK(run["results"].size() == 25'001);
  CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"] ==
        "many-results");
}
