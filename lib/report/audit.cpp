#include "report/audit.h"

#include <nlohmann/json.hpp>

#include "text/escape.h"

namespace veto::report {
namespace {

using Json = nlohmann::ordered_json;

Json findings_json(const model::ScanResult& result) {
  Json list = Json::array();
  for (const model::Finding& finding : result.findings) {
    if (finding.state != model::State::Open || finding.tier < result.failing_tier) continue;
    const model::Place& place = finding.places.front();
    list.push_back({{"id", finding.id},
                    {"rule", finding.rule->id},
                    {"commit", place.commit},
                    {"path", text::path_for_report(place.path)}});
  }
  return list;
}

}  // namespace

std::string audit_line(const AuditEvent& event) {
  Json json;
  json["schema"] = "git-veto/audit/1";
  json["time"] = event.time;
  json["event"] = event.kind;
  const auto add = [&json](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = text::path_for_report(value);
  };
  add("repository", event.repository);
  add("user", event.user);
  add("reason", event.reason);
  json["refs"] = Json::array();
  for (const AuditEvent::Ref& ref : event.refs)
    json["refs"].push_back(
        {{"ref", text::path_for_report(ref.name)}, {"old", ref.old_id}, {"new", ref.new_id}});
  json["complete"] = event.result != nullptr && event.result->complete();
  json["findings"] = event.result != nullptr ? findings_json(*event.result) : Json::array();
  return json.dump() + "\n";
}

}  // namespace veto::report
