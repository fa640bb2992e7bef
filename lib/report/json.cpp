#include "report/json.h"

#include <string_view>

#include "report/json_parts.h"
#include "report/presence.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr const char* kSchema = "git-veto/report/1";

Json removal_json(const model::Place& place) {
  Json json;
  json["commit"] = place.removed;
  add_unless_empty(json, "date", place.removed_date);
  return json;
}

/// What a message belongs to; nullptr for what is none.
const char* message_kind(model::OriginKind kind) {
  switch (kind) {
    case model::OriginKind::File:
    case model::OriginKind::Blob:
      return nullptr;
    case model::OriginKind::CommitMessage:
      return "commit-message";
    case model::OriginKind::TagMessage:
      return "tag-message";
  }
  return nullptr;
}

Json allowance_json(const model::Allowance& allowance) {
  Json json;
  json["how"] = model::to_string(allowance.how);
  add_unless_empty(json, "reason", allowance.reason);
  add_unless_empty(json, "expires", allowance.expires);
  return json;
}

Json finding_json(const model::Finding& finding, Secrets secrets) {
  const model::Place& place = finding.places.front();
  Json json;
  json["id"] = finding.id;
  json["rule"] = finding.rule->id;
  json["title"] = finding.rule->title;
  json["tier"] = rules::to_string(finding.tier);
  json["severity"] = rules::to_string(finding.rule->severity);
  json["verified"] = model::to_string(finding.verified);
  json["path"] = safe(place.path);
  json["line"] = place.line;
  json["column"] = place.column;
  json["end_line"] = place.end_line;
  json["end_column"] = place.end_column;
  json["redacted"] = safe(redacted(finding));
  if (secrets == Secrets::Revealed && finding.shown_as.empty())
    json["secret"] = safe(shown(finding, secrets));
  add_unless_empty(json, "note", finding.note);
  add_unless_empty(json, "commit", place.commit);
  add_unless_empty(json, "author", place.author);
  add_unless_empty(json, "date", place.date);
  add_unless_empty(json, "reached", place.reached);
  if (const Presence presence = presence_of(finding); presence.in_head)
    json["in_head"] = true;
  else if (presence.removal != nullptr)
    json["removed"] = removal_json(*presence.removal);
  add_unless_empty(json, "object", place.object);
  json["places"] = Json::array();
  for (const model::Place& each : finding.places) json["places"].push_back(place_json(each));
  json["state"] = model::to_string(finding.state);
  if (finding.allowed_by) json["allowed_by"] = allowance_json(*finding.allowed_by);
  return json;
}

Json known_json(const model::KnownBefore& known) {
  return {{"blobs", known.blobs},
          {"commits", known.commits},
          {"tags", known.tags},
          {"bytes", known.bytes},
          {"since", known.since}};
}

Json diagnostics_json(const model::ScanResult& result) {
  Json list = Json::array();
  for (const base::Diagnostic& diagnostic : result.diagnostics) {
    Json entry;
    entry["code"] = diagnostic.code;
    entry["message"] = safe(diagnostic.message);
    entry["incomplete"] = diagnostic.kind == base::DiagnosticKind::Incomplete;
    add_unless_empty(entry, "path", diagnostic.path);
    add_unless_empty(entry, "object", diagnostic.object);
    list.push_back(entry);
  }
  return list;
}

/// The report without its findings; `between` adds what stands in their place.
template <class Between>
Json frame(const model::ScanResult& result, const Between& between) {
  Json json;
  json["schema"] = kSchema;
  json["tool"] = {{"name", result.tool.name},
                  {"version", result.tool.version},
                  {"rules", result.tool.rules},
                  {"rules_digest", result.tool.rules_digest}};
  json["source"] = source_json(result.source);
  add_unless_empty(json, "as_of", result.as_of);
  json["failing_tier"] = rules::to_string(result.failing_tier);
  json["summary"] = summary_json(result);
  json["coverage"] = coverage_json(result);
  json["policy"] = policy_json(result);
  between(json);
  json["diagnostics"] = diagnostics_json(result);
  return json;
}

}  // namespace

std::string safe(const std::string& bytes) {
  return text::path_for_report(bytes);
}

void add_unless_empty(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = safe(value);
}

Json place_json(const model::Place& place) {
  Json json;
  json["path"] = safe(place.path);
  json["line"] = place.line;
  json["column"] = place.column;
  add_unless_empty(json, "label", place.label);
  add_unless_empty(json, "commit", place.commit);
  add_unless_empty(json, "author", place.author);
  add_unless_empty(json, "date", place.date);
  add_unless_empty(json, "reached", place.reached);
  if (place.in_head) json["in_head"] = true;
  if (!place.removed.empty()) json["removed"] = removal_json(place);
  if (place.kind == model::OriginKind::Blob) add_unless_empty(json, "blob", place.object);
  if (place.end_line > 0) json["end_line"] = place.end_line;
  if (place.end_column > 0) json["end_column"] = place.end_column;
  if (place.refs_total > 0) {
    json["refs"] = Json::array();
    for (const std::string& ref : place.refs) json["refs"].push_back(safe(ref));
    json["refs_total"] = place.refs_total;
  }
  if (const char* kind = message_kind(place.kind)) {
    json["kind"] = kind;
    add_unless_empty(json, "object", place.object);
  }
  return json;
}

Json source_json(const model::SourceInfo& source) {
  Json json;
  json["kind"] = model::to_string(source.kind);
  add_unless_empty(json, "repository", source.repository);
  add_unless_empty(json, "head", source.head);
  add_unless_empty(json, "range", source.range);
  return json;
}

Json summary_json(const model::ScanResult& result) {
  const auto at_least = [&](rules::Tier tier) { return result.count_open(tier); };
  Json json;
  json["complete"] = result.complete();
  json["findings"] = at_least(rules::Tier::Info);
  json["block"] = at_least(rules::Tier::Block);
  json["warn"] = at_least(rules::Tier::Warn) - at_least(rules::Tier::Block);
  json["info"] = at_least(rules::Tier::Info) - at_least(rules::Tier::Warn);
  json["allowed"] = result.count(model::State::Allowed);
  json["baselined"] = result.count(model::State::Baselined);
  return json;
}

Json coverage_json(const model::ScanResult& result) {
  const model::Coverage& coverage = result.coverage;
  Json json;
  const bool has_commits = result.source.kind == model::SourceKind::History ||
                           result.source.kind == model::SourceKind::Range;
  if (has_commits) {
    json["blobs"] = coverage.blobs;
    json["commits"] = coverage.commits;
    json["tags"] = coverage.tags;
  } else {
    json["files"] = coverage.files;
  }
  json["bytes"] = coverage.bytes;
  json["skipped"] = Json::array();
  for (const model::Skipped& skipped : coverage.skipped) {
    Json entry;
    add_unless_empty(entry, "path", skipped.path);
    add_unless_empty(entry, "object", skipped.object);
    entry["reason"] = skipped.reason;
    json["skipped"].push_back(entry);
  }
  json["seconds"] = coverage.seconds;
  if (!coverage.known.since.empty()) json["known"] = known_json(coverage.known);
  return json;
}

Json policy_json(const model::ScanResult& result) {
  Json list = Json::array();
  for (const model::PolicyOrigin& origin : result.policy)
    list.push_back({{"kind", origin.kind}, {"name", safe(origin.name)}});
  return list;
}

/// One finding is text before the next one is looked at: as values, all of them would take several
/// times the memory of the result.
std::string json_report(const model::ScanResult& result, Secrets secrets) {
  constexpr std::string_view kNone = "\n  \"findings\": [";
  const std::string rest =
      frame(result, [](Json& target) { target["findings"] = Json::array(); }).dump(2) + "\n";
  const std::size_t begin = rest.find(kNone) + kNone.size();
  std::string report = rest.substr(0, begin);
  for (const model::Finding& finding : result.findings) {
    report += &finding == &result.findings.front() ? "\n    " : ",\n    ";
    for (const char c : finding_json(finding, secrets).dump(2)) {
      report += c;
      if (c == '\n') report += "    ";
    }
  }
  if (!result.findings.empty()) report += "\n  ";
  return report.append(rest, begin);
}

std::string jsonl_report(const model::ScanResult& result, Secrets secrets) {
  std::string lines;
  for (const model::Finding& finding : result.findings)
    lines += finding_json(finding, secrets).dump() + "\n";
  lines += frame(result, [](Json&) {}).dump() + "\n";
  return lines;
}

}  // namespace veto::report
