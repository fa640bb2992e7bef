// The JSON of the reports about one finding, in one place because they share most of their keys.
#include <nlohmann/json.hpp>

#include "report/explain.h"
#include "report/incident.h"
#include "report/trace.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kExplainSchema = "git-veto/explain/1";

/// The bytes as text: what is not UTF-8 escaped, as in every report.
std::string json_text(const std::string& bytes) {
  return text::path_for_report(bytes);
}

void add_unless_empty(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = json_text(value);
}

Json place_json(const model::Place& place) {
  Json json;
  json["path"] = json_text(place.path);
  json["line"] = place.line;
  add_unless_empty(json, "commit", place.commit);
  add_unless_empty(json, "author", place.author);
  add_unless_empty(json, "date", place.date);
  add_unless_empty(json, "reached", place.reached);
  add_unless_empty(json, "object", place.object);
  add_unless_empty(json, "removed", place.removed);
  add_unless_empty(json, "removed_date", place.removed_date);
  return json;
}

Json remote_json(const KnownRemote& remote, std::int64_t now) {
  Json json;
  json["name"] = json_text(remote.name);
  json["url"] = json_text(remote.url);
  json["holds"] = remote.holds;
  json["heard"] = heard_words(remote, now);
  if (remote.heard_at != 0) json["heard_at"] = remote.heard_at;
  return json;
}

void add_finding(Json& json, const model::Finding& finding) {
  json["id"] = finding.id;
  json["rule"] = finding.rule->id;
  json["title"] = finding.rule->title;
  json["tier"] = rules::to_string(finding.tier);
  json["severity"] = rules::to_string(finding.rule->severity);
  json["redacted"] = json_text(redacted(finding));
  add_unless_empty(json, "note", finding.note);
}

/// What a trace says.
void add_whereabouts(Json& json, const Whereabouts& found) {
  json["state"] = code_of(found.spread);
  json["where"] = words_of(found.spread);
  json["on_remotes"] = json_text(remotes_line(found));
  json["staged"] = found.staged;
  json["complete"] = found.not_readable.empty();
  json["shallow"] = found.is_shallow;
  json["places"] = Json::array();
  for (const model::Place& place : found.finding.places)
    json["places"].push_back(place_json(place));
  json["head"] = {{"reaches", found.head_holds}, {"files", Json::array()}};
  for (const HeldPlace& place : found.in_head)
    json["head"]["files"].push_back({{"path", json_text(place.path)}, {"line", place.line}});
  json["holders"] = Json::array();
  for (const NamedHolder& holder : found.holders)
    json["holders"].push_back({{"kind", holder.kind}, {"name", json_text(holder.name)}});
  json["remotes"] = Json::array();
  for (const KnownRemote& remote : found.remotes)
    json["remotes"].push_back(remote_json(remote, found.now));
}

Json steps_json(const std::vector<Step>& steps) {
  Json list = Json::array();
  for (const Step& step : steps)
    list.push_back({{"text", json_text(step.text)}, {"commands", step.commands}});
  return list;
}

/// The object as a text that ends in a line feed.
std::string written(const Json& json) {
  return json.dump(2) + "\n";
}

Json texts(std::span<const std::string_view> list) {
  Json json = Json::array();
  for (const std::string_view text : list) json.push_back(json_text(std::string(text)));
  return json;
}

void add_rule_texts(Json& json, const rules::Rule& rule, const RuleWords& words) {
  json["opens"] = json_text(std::string(rule.explain.opens));
  json["revoke"] = json_text(std::string(rule.explain.revoke));
  json["misuse"] = json_text(std::string(rule.explain.misuse));
  json["mark"] = json_text(words.mark);
  json["tune"] = json_text(words.tune);
  json["references"] = texts(rule.references);
}

}  // namespace

std::string explain_rule_json(const rules::Rule& rule) {
  const RuleWords words = words_of(rule);
  Json json;
  json["schema"] = kExplainSchema;
  json["kind"] = "rule";
  json["rule"] = rule.id;
  json["title"] = json_text(std::string(rule.title));
  json["tier"] = rules::to_string(rule.tier);
  json["severity"] = rules::to_string(rule.severity);
  json["matches"] = json_text(words.matches);
  json["ignores"] = Json::array();
  for (const std::string& each : words.ignores) json["ignores"].push_back(json_text(each));
  json["misses"] = texts(rule.known_miss);
  json["if_local"] = words.if_local;
  json["if_pushed"] = steps_json(words.if_pushed);
  json["allow"] = words.allow;
  add_rule_texts(json, rule, words);
  return written(json);
}

std::string explain_finding_json(const Whereabouts& found) {
  const Advice advice = advice_for(found);
  Json json;
  json["schema"] = kExplainSchema;
  json["kind"] = "finding";
  add_finding(json, found.finding);
  add_whereabouts(json, found);
  json["steps"] = steps_json(advice.steps);
  json["notes"] = Json::array();
  for (const std::string& note : advice.notes) json["notes"].push_back(json_text(note));
  json["allow"] = "git veto allow " + found.finding.id + " --reason \"why\"";
  add_rule_texts(json, *found.finding.rule, words_of(*found.finding.rule));
  return written(json);
}

std::string explain_exit_code_json(const ExitCodeWords& words) {
  Json json;
  json["schema"] = kExplainSchema;
  json["kind"] = "exit-code";
  json["code"] = words.code.front() - '0';
  json["name"] = words.name;
  json["means"] = words.means;
  json["next"] = words.next;
  return written(json);
}

std::string trace_json(const Whereabouts& found) {
  Json json;
  json["schema"] = "git-veto/trace/1";
  add_finding(json, found.finding);
  add_whereabouts(json, found);
  return written(json);
}

std::string incident_json(const Whereabouts& found, const std::string& today) {
  const Exposure exposure = exposure_of(found);
  Json json;
  json["schema"] = "git-veto/incident/1";
  json["made"] = today;
  add_finding(json, found.finding);
  json["opens"] = json_text(std::string(found.finding.rule->explain.opens));
  json["introduced"] = {
      {"date", exposure.from}, {"author", json_text(exposure.author)}, {"commit", exposure.commit}};
  json["exposed_until"] = exposure.until;
  add_whereabouts(json, found);
  json["checklist"] = Json::array();
  for (const std::string& item : checklist_for(found))
    json["checklist"].push_back({{"text", json_text(item)}, {"done", false}});
  json["timeline"] = Json::array();
  for (const IncidentEvent& event : timeline_of(found, today))
    json["timeline"].push_back({{"when", event.time}, {"what", event.what}});
  return written(json);
}

}  // namespace veto::report
