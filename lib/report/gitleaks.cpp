#include "report/gitleaks.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "report/json_parts.h"

namespace veto::report {
namespace {

/// "Name <mail>" taken apart.
std::pair<std::string, std::string> name_and_mail(const std::string& author) {
  const std::size_t open = author.rfind(" <");
  if (open == std::string::npos || !author.ends_with('>')) return {author, ""};
  return {author.substr(0, open), author.substr(open + 2, author.size() - open - 3)};
}

/// Without the secret, its rule and description; `rule` is part of the fingerprint.
Json element(const model::Place& place, const std::string& rule, const std::string& description,
             const std::string& secret) {
  const auto [name, mail] = name_and_mail(place.author);
  const std::string commit = place.commit.empty() ? "" : safe(place.commit) + ":";
  Json json;
  json["RuleID"] = rule;
  json["Description"] = safe(description);
  json["StartLine"] = place.line;
  json["EndLine"] = std::max(place.line, place.end_line);
  json["StartColumn"] = place.column;
  json["EndColumn"] = place.end_column > 0 ? place.end_column - 1 : 0;  // theirs is the last byte
  json["Match"] = safe(secret);
  json["Secret"] = safe(secret);
  json["File"] = safe(place.path);
  json["SymlinkFile"] = "";
  json["Commit"] = safe(place.commit);
  json["Entropy"] = 0;
  json["Author"] = safe(name);
  json["Email"] = safe(mail);
  json["Date"] = safe(place.date);
  json["Message"] = "";
  json["Tags"] = Json::array();
  json["Fingerprint"] = fmt::format("{}{}:{}:{}", commit, safe(place.path), rule, place.line);
  return json;
}

}  // namespace

std::string gitleaks_report(const model::ScanResult& result, Secrets secrets) {
  Json list = Json::array();
  for (const model::Finding& finding : result.findings) {
    if (finding.state != model::State::Open) continue;
    const bool reveal = secrets == Secrets::Revealed;
    for (const model::Place& place : finding.places) {
      Json json = element(place, std::string(finding.rule->id), std::string(finding.rule->title),
                          reveal ? shown(finding, secrets) : "REDACTED");
      json["Tags"] = {finding.id, rules::to_string(finding.tier),
                      fmt::format("verified:{}", model::to_string(finding.verified))};
      list.push_back(std::move(json));
    }
  }
  for (const base::Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.kind != base::DiagnosticKind::Incomplete) continue;
    model::Place place;
    place.path = diagnostic.path;
    list.push_back(element(place, "git-veto-incomplete",
                           "incomplete: not everything was read: " + diagnostic.message, ""));
  }
  return list.dump(1) + "\n";
}

}  // namespace veto::report
