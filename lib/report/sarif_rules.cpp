#include "report/sarif_rules.h"

#include <array>
#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "text/escape.h"

namespace veto::report {
namespace {

/// GitHub's scale of 0 to 10: above 9 is critical, 7 high, 4 medium.
const char* security_severity(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::Critical:
      return "9.5";
    case rules::Severity::High:
      return "8.0";
    case rules::Severity::Medium:
      return "5.5";
    case rules::Severity::Low:
      return "3.0";
  }
  return "";
}

const char* precision_of(rules::Tier tier) {
  switch (tier) {
    case rules::Tier::Block:
      return "high";
    case rules::Tier::Warn:
      return "medium";
    case rules::Tier::Info:
      return "low";
  }
  return "";
}

using Paragraphs = std::array<std::pair<const char*, std::string_view>, 3>;

Json help_json(const rules::Rule& rule) {
  const Paragraphs paragraphs{{{"What it opens", rule.explain.opens},
                               {"How to revoke it", rule.explain.revoke},
                               {"Where to look for misuse", rule.explain.misuse}}};
  std::string text;
  std::string markdown;
  for (const auto& [name, words] : paragraphs) {
    if (words.empty()) continue;
    const std::string safe_words = text::for_terminal(words);
    text += fmt::format("{}: {}\n\n", name, safe_words);
    markdown += fmt::format("**{}:** {}\n\n", name, safe_words);
  }
  text += fmt::format("More: git veto explain {}", rule.id);
  markdown += fmt::format("More: `git veto explain {}`", rule.id);
  return {{"text", text}, {"markdown", markdown}};
}

Json rule_json(const rules::Rule& rule) {
  const std::string title = text::for_terminal(rule.title);
  Json json;
  json["id"] = rule.id;
  json["name"] = title;
  json["shortDescription"] = {{"text", title}};
  json["fullDescription"] = {
      {"text", rule.explain.opens.empty() ? title : text::for_terminal(rule.explain.opens)}};
  json["help"] = help_json(rule);
  if (!rule.references.empty() && rule.references.front().starts_with("https://"))
    json["helpUri"] = rule.references.front();
  json["defaultConfiguration"] = {{"level", sarif_level(rule.tier)}};
  json["properties"] = {{"tags", Json::array({"security", "secret", "external/cwe/cwe-798"})},
                        {"precision", precision_of(rule.tier)},
                        {"security-severity", security_severity(rule.severity)}};
  return json;
}

}  // namespace

const char* sarif_level(rules::Tier tier) {
  switch (tier) {
    case rules::Tier::Block:
      return "error";
    case rules::Tier::Warn:
      return "warning";
    case rules::Tier::Info:
      return "note";
  }
  return "";
}

SarifRules::SarifRules(const model::ScanResult& result) {
  for (const model::Finding& finding : result.findings)
    rules_.emplace(finding.rule->id, finding.rule);
}

Json SarifRules::json() const {
  Json list = Json::array();
  for (const auto& [id, rule] : rules_) list.push_back(rule_json(*rule));
  return list;
}

std::size_t SarifRules::index_of(std::string_view id) const {
  return static_cast<std::size_t>(std::distance(rules_.begin(), rules_.find(id)));
}

}  // namespace veto::report
