#include "install/doctor_json.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "install/doctor.h"
#include "text/escape.h"

namespace veto::install {
namespace {

using Json = nlohmann::ordered_json;

const char* word_for(CheckState state) {
  switch (state) {
    case CheckState::Ok:
      return "ok";
    case CheckState::Note:
      return "note";
    case CheckState::Problem:
      return "problem";
  }
  return "";
}

Json to_json(const Check& check) {
  Json json;
  json["name"] = check.name;
  json["state"] = word_for(check.state);
  if (!check.status.empty()) json["status"] = check.status;
  json["text"] = text::path_for_report(check.text);
  if (!check.remedy.empty()) json["remedy"] = text::path_for_report(check.remedy);
  return json;
}

}  // namespace

std::string doctor_json(const std::vector<Diagnosis>& diagnoses) {
  Json json;
  json["schema"] = "git-veto/doctor/1";
  json["healthy"] = std::all_of(diagnoses.begin(), diagnoses.end(), [](const Diagnosis& diagnosis) {
    return healthy(diagnosis.checks);
  });
  json["repositories"] = Json::array();
  for (const Diagnosis& diagnosis : diagnoses) {
    Json row;
    row["directory"] = text::path_for_report(diagnosis.directory);
    row["healthy"] = healthy(diagnosis.checks);
    row["checks"] = Json::array();
    for (const Check& check : diagnosis.checks) row["checks"].push_back(to_json(check));
    json["repositories"].push_back(std::move(row));
  }
  return json.dump(2) + "\n";
}

}  // namespace veto::install
