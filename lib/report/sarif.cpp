#include "report/sarif.h"

#include <algorithm>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "report/json_parts.h"
#include "report/sarif_rules.h"
#include "report/uri.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr const char* kSchema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr const char* kRoot = "%SRCROOT%";
// What GitHub takes in one run, and of one result.
constexpr std::size_t kMaxResults = 25'000;
constexpr std::size_t kMaxRelated = 100;

Json text_json(const std::string& text) {
  return {{"text", text::for_terminal(text)}};
}

/// A message: brackets make links there, and braces are placeholders.
Json message_json(const std::string& text) {
  std::string escaped;
  for (const char c : text::for_terminal(text)) {
    if (c == '[' || c == ']') escaped += '\\';
    if (c == '{' || c == '}') escaped += c;
    escaped += c;
  }
  return {{"text", escaped}};
}

/// For what has no name in the tree.
std::string object_uri(const model::Place& place) {
  const std::string id = place.object.empty() ? "next" : uri_path(place.object);
  switch (place.kind) {
    case model::OriginKind::File:
    case model::OriginKind::Blob:
      return "git/blob/" + id;
    case model::OriginKind::CommitMessage:
      return "git/commit/" + id;
    case model::OriginKind::TagMessage:
      return "git/tag/" + id;
  }
  return "";
}

Json artifact_json(const model::Place& place) {
  if (!is_in_file(place)) return {{"uri", object_uri(place)}};
  if (place.path.starts_with('/')) return {{"uri", file_uri(place.path)}};
  return {{"uri", uri_path(place.path)}, {"uriBaseId", kRoot}};
}

/// Null where there is no line, as of an empty file.
Json region_json(const model::Place& place) {
  if (place.line == 0) return nullptr;
  Json region{{"startLine", place.line}};
  const bool has_end = place.end_line > place.line ||
                       (place.end_line == place.line && place.end_column >= place.column);
  if (place.column > 0) region["startColumn"] = place.column;
  if (has_end) region["endLine"] = place.end_line;
  if (has_end && place.column > 0 && place.end_column > 0) region["endColumn"] = place.end_column;
  return region;
}

Json location_json(const model::Place& place) {
  Json physical{{"artifactLocation", artifact_json(place)}};
  if (Json region = region_json(place); !region.is_null()) physical["region"] = std::move(region);
  Json location{{"physicalLocation", std::move(physical)}};
  if (!is_in_file(place)) {
    const bool is_message = place.kind == model::OriginKind::CommitMessage ||
                            place.kind == model::OriginKind::TagMessage;
    location["logicalLocations"] = Json::array(
        {{{"fullyQualifiedName", place_of(place)}, {"kind", is_message ? "message" : "blob"}}});
  }
  Json properties = place_json(place);
  for (const char* key : {"path", "line", "column", "end_line", "end_column"})
    properties.erase(key);
  if (!properties.empty()) location["properties"] = std::move(properties);
  return location;
}

Json related_json(const model::Finding& finding) {
  Json list = Json::array();
  for (std::size_t i = 1; i < finding.places.size() && i <= kMaxRelated; ++i) {
    Json location = location_json(finding.places[i]);
    location["id"] = i;
    location["message"] = message_json("also here");
    list.push_back(std::move(location));
  }
  return list;
}

std::string result_message(const model::Finding& finding, Secrets secrets) {
  const model::Place& place = finding.places.front();
  std::string text = fmt::format("{}: {}", finding.rule->title, shown(finding, secrets));
  if (!finding.note.empty()) text += ", " + finding.note;
  if (!place.commit.empty() && is_in_file(place))
    text += ", added by commit " + place.commit.substr(0, 10);
  if (const std::size_t more = finding.places.size() - 1; more > 0)
    text += fmt::format(", and {}", count_of(more, "more place"));
  text += ". Replace it where it is valid, then take it out.";
  if (finding.state != model::State::Open) text += " It is " + exception_words(finding) + ".";
  return text;
}

Json suppressions_json(const model::Finding& finding) {
  Json list = Json::array();
  if (finding.state == model::State::Open) return list;
  const bool in_source = finding.allowed_by && finding.allowed_by->how == model::AllowedHow::Mark;
  list.push_back({{"kind", in_source ? "inSource" : "external"},
                  {"status", "accepted"},
                  {"justification", text::for_terminal(exception_words(finding))}});
  return list;
}

Json result_json(const model::Finding& finding, std::size_t rule, Secrets secrets) {
  Json json;
  json["ruleId"] = finding.rule->id;
  json["ruleIndex"] = rule;
  json["level"] = sarif_level(finding.tier);
  json["message"] = message_json(result_message(finding, secrets));
  json["locations"] = Json::array({location_json(finding.places.front())});
  if (finding.places.size() > 1) json["relatedLocations"] = related_json(finding);
  // The second is what GitHub goes by: the same secret in the same file is the same alert.
  const std::string digits =
      finding.id.substr(std::min(finding.id.find(':') + 1, finding.id.size()));
  json["partialFingerprints"] = {{"gitVeto/v1", finding.id},
                                 {"primaryLocationLineHash", digits + ":1"}};
  json["suppressions"] = suppressions_json(finding);
  Json& properties = json["properties"];
  properties["tier"] = rules::to_string(finding.tier);
  properties["severity"] = rules::to_string(finding.rule->severity);
  properties["verified"] = model::to_string(finding.verified);
  properties["state"] = model::to_string(finding.state);
  properties["redacted"] = safe(redacted(finding));
  add_unless_empty(properties, "note", finding.note);
  properties["places"] = finding.places.size();
  return json;
}

Json notification_json(const base::Diagnostic& diagnostic) {
  const bool incomplete = diagnostic.kind == base::DiagnosticKind::Incomplete;
  Json json;
  json["descriptor"] = {{"id", diagnostic.code}};
  json["level"] = incomplete ? "error" : "note";
  json["message"] = message_json((incomplete ? "incomplete: " : "") + diagnostic.message);
  if (!diagnostic.path.empty()) {
    model::Place place;
    place.path = diagnostic.path;
    json["locations"] =
        Json::array({{{"physicalLocation", {{"artifactLocation", artifact_json(place)}}}}});
  }
  if (!diagnostic.object.empty()) json["properties"] = {{"object", safe(diagnostic.object)}};
  return json;
}

Json invocation_json(const model::ScanResult& result) {
  Json json;
  json["executionSuccessful"] = result.complete();
  if (!result.as_of.empty()) json["endTimeUtc"] = result.as_of;
  Json& list = json["toolExecutionNotifications"] = Json::array();
  for (const base::Diagnostic& diagnostic : result.diagnostics)
    list.push_back(notification_json(diagnostic));
  if (result.findings.size() > kMaxResults)
    list.push_back(
        notification_json({base::DiagnosticKind::Note, "many-results",
                           fmt::format("{}: GitHub takes {} a run and shows 5,000 of them",
                                       count_of(result.findings.size(), "result"), kMaxResults),
                           "", ""}));
  return json;
}

/// Where the repository is and which commit was looked at.
void add_repository(Json& run, const model::SourceInfo& source) {
  Json& root = run["originalUriBaseIds"][kRoot];
  root["description"] = text_json("the top of the repository, or where the program was started");
  if (!source.repository.starts_with('/')) return;
  std::string uri = file_uri(source.repository);
  if (!uri.ends_with('/')) uri += '/';
  root["uri"] = uri;
  if (source.head.empty()) return;
  run["versionControlProvenance"] = Json::array({{{"repositoryUri", uri},
                                                  {"revisionId", safe(source.head)},
                                                  {"mappedTo", {{"uriBaseId", kRoot}}}}});
}

Json run_json(const model::ScanResult& result, Secrets secrets) {
  const SarifRules rules(result);
  Json run;
  run["tool"]["driver"] = {{"name", result.tool.name},
                           {"version", result.tool.version},
                           {"semanticVersion", result.tool.version},
                           {"rules", rules.json()}};
  run["automationDetails"] = {
      {"id", fmt::format("git-veto/{}/", model::to_string(result.source.kind))}};
  run["invocations"] = Json::array({invocation_json(result)});
  add_repository(run, result.source);
  Json& results = run["results"] = Json::array();
  for (const model::Finding& finding : result.findings)
    results.push_back(result_json(finding, rules.index_of(finding.rule->id), secrets));
  Json& properties = run["properties"];
  properties["source"] = source_json(result.source);
  properties["rules"] = result.tool.rules;
  properties["rules_digest"] = result.tool.rules_digest;
  add_unless_empty(properties, "as_of", result.as_of);
  properties["summary"] = summary_json(result);
  properties["coverage"] = coverage_json(result);
  properties["policy"] = policy_json(result);
  properties["columns"] = "bytes";
  return run;
}

}  // namespace

std::string sarif_report(const model::ScanResult& result, Secrets secrets) {
  const Json json{{"$schema", kSchema},
                  {"version", "2.1.0"},
                  {"runs", Json::array({run_json(result, secrets)})}};
  return json.dump(2) + "\n";
}

}  // namespace veto::report
