#include "report/gitlab.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "report/json_parts.h"
#include "report/places.h"
#include "text/digest.h"
#include "text/encoding.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr const char* kVersion = "15.0.6";
constexpr const char* kSchema =
    "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v15.0.6/dist/"
    "secret-detection-report-format.json";
// Limits of that schema, in characters.
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxSolution = 7000;

/// A UUID of version 8 (RFC 9562) that the texts decide.
std::string uuid_of(const std::string& id, std::string_view rule) {
  std::string bytes = text::keyed_hash("git-veto gitlab v1", id + '\0' + std::string(rule));
  bytes.resize(16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x80U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  std::string uuid = text::encode_hex(bytes);
  for (const std::size_t at : {20U, 16U, 12U, 8U}) uuid.insert(at, "-");
  return uuid;
}

const char* severity_word(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::Critical:
      return "Critical";
    case rules::Severity::High:
      return "High";
    case rules::Severity::Medium:
      return "Medium";
    case rules::Severity::Low:
      return "Low";
  }
  return "Unknown";
}

std::string plain(std::string_view bytes) {
  return text::for_terminal(bytes);
}

/// Cut by bytes, at the beginning of a character, which cuts no later than by characters.
std::string cut(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

Json scanner_json(const model::ScanResult& result) {
  return {{"id", "git-veto"},
          {"name", "git-veto"},
          {"version", result.tool.version.empty() ? "0" : result.tool.version},
          {"vendor", {{"name", "git-veto"}}}};
}

Json messages_json(const model::ScanResult& result) {
  Json list = Json::array();
  const auto add = [&list](const char* level, const std::string& words) {
    list.push_back({{"level", level}, {"value", words}});
  };
  for (const base::Diagnostic& diagnostic : result.diagnostics) {
    const bool incomplete = diagnostic.kind == base::DiagnosticKind::Incomplete;
    const std::string path = diagnostic.path.empty() ? "" : plain(diagnostic.path) + ": ";
    add(incomplete ? "warn" : "info",
        (incomplete ? "incomplete: " : "note: ") + path + plain(diagnostic.message));
  }
  for (const model::Finding& finding : result.findings) {
    if (finding.state == model::State::Open) continue;
    const std::size_t more = finding.places.size() - 1;
    add("info", fmt::format("{} {} at {}{}: {}", finding.id, finding.rule->id,
                            place_of(finding.places.front()),
                            more == 0 ? "" : " and " + count_of(more, "more place"),
                            plain(exception_words(finding))));
  }
  add("info", fmt::format("{}, {}; rules {}", result_words(result), plain(coverage_line(result)),
                          result.tool.rules_digest));
  for (const model::PolicyOrigin& origin : result.policy)
    add("info", fmt::format("policy: {}: {}", origin.kind, plain(origin.name)));
  return list;
}

Json scan_json(const model::ScanResult& result) {
  // Without a zone, as the schema wants it; the time is UTC.
  const std::string time =
      result.as_of.size() < 19 ? "1970-01-01T00:00:00" : result.as_of.substr(0, 19);
  return {{"analyzer", scanner_json(result)},
          {"scanner", scanner_json(result)},
          {"type", "secret_detection"},
          {"start_time", time},
          {"end_time", time},
          {"status", result.complete() ? "success" : "failure"},
          {"messages", messages_json(result)}};
}

Json location_json(const model::Place& place, const std::string& head) {
  std::string sha = place.commit;
  if (sha.empty() && place.kind == model::OriginKind::CommitMessage) sha = place.object;
  if (sha.empty()) sha = head.empty() ? std::string(40, '0') : head;
  Json commit{{"sha", safe(sha)}};
  add_unless_empty(commit, "author", place.author);
  add_unless_empty(commit, "date", place.date);
  Json location;
  location["file"] = safe(place.path);
  location["commit"] = std::move(commit);
  if (place.line > 0) {
    location["start_line"] = place.line;
    location["end_line"] = std::max(place.line, place.end_line);
  }
  return location;
}

Json details_json(const model::Finding& finding) {
  Json items = Json::array();
  for (const model::Place& place : finding.places) {
    std::string words = place_of(place);
    if (!place.commit.empty()) words += " " + plain(place.commit);
    for (const std::string& more : {standing_of(place), refs_of(place)}) {
      if (!more.empty()) words += ", " + plain(more);
    }
    items.push_back({{"type", "text"}, {"value", words}});
  }
  const auto text_of = [](const char* name, const std::string& value) {
    return Json{{"name", name}, {"type", "text"}, {"value", value}};
  };
  Json json;
  json["id"] = text_of("Id", finding.id);
  json["tier"] = text_of("Tier", std::string(rules::to_string(finding.tier)));
  json["verified"] = text_of("Verified by", std::string(model::to_string(finding.verified)));
  if (!finding.note.empty()) json["note"] = text_of("Note", plain(finding.note));
  json["places"] = {{"name", "Places"}, {"type", "list"}, {"items", std::move(items)}};
  return json;
}

Json vulnerability_json(const model::Finding& finding, const model::ScanResult& result,
                        Secrets secrets) {
  const rules::Rule& rule = *finding.rule;
  std::string description = plain(rule.title) + ": " + plain(redacted(finding));
  if (!rule.explain.opens.empty()) description += ". " + plain(rule.explain.opens);
  Json json;
  json["id"] = uuid_of(finding.id, rule.id);
  json["name"] = cut(plain(rule.title), kMaxName);
  json["description"] = description;
  json["severity"] = severity_word(rule.severity);
  if (!rule.explain.revoke.empty())
    json["solution"] = cut(plain(rule.explain.revoke), kMaxSolution);
  json["identifiers"] = Json::array({{{"type", "git_veto_rule_id"},
                                      {"name", fmt::format("git-veto rule {}", rule.id)},
                                      {"value", rule.id}}});
  json["location"] = location_json(finding.places.front(), result.source.head);
  json["details"] = details_json(finding);
  json["raw_source_code_extract"] = safe(shown(finding, secrets));
  return json;
}

}  // namespace

std::string gitlab_report(const model::ScanResult& result, Secrets secrets) {
  Json json;
  json["version"] = kVersion;
  json["schema"] = kSchema;
  json["scan"] = scan_json(result);
  Json& list = json["vulnerabilities"] = Json::array();
  for (const model::Finding& finding : result.findings) {
    if (finding.state == model::State::Open)
      list.push_back(vulnerability_json(finding, result, secrets));
  }
  return json.dump(2) + "\n";
}

}  // namespace veto::report
