#include "report/html_data.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/places.h"
#include "report/presence.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

using Json = nlohmann::ordered_json;

std::string safe(std::string_view bytes) {
  return text::for_terminal(bytes);
}

void add_unless_empty(Json& json, const char* key, std::string_view value) {
  if (!value.empty()) json[key] = safe(value);
}

/// Line by line, so that a key keeps its lines.
std::string safe_lines(std::string_view bytes) {
  std::string lines;
  while (true) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    lines += safe(bytes.substr(0, end));
    if (end == bytes.size()) return lines;
    lines += '\n';
    bytes.remove_prefix(end + 1);
  }
}

/// Rows that are named by their number, each once.
class Table {
 public:
  std::size_t number(const std::string& key, const Json& row) {
    const auto [found, is_new] = numbers_.emplace(key, rows_.size());
    if (is_new) rows_.push_back(row);
    return found->second;
  }
  [[nodiscard]] Json take() { return std::move(rows_); }

 private:
  std::map<std::string, std::size_t> numbers_;
  Json rows_ = Json::array();
};

Json rule_json(const rules::Rule& rule) {
  Json json;
  json["id"] = safe(rule.id);
  json["title"] = safe(rule.title);
  json["provider"] = safe(rule.provider);
  json["severity"] = rules::to_string(rule.severity);
  add_unless_empty(json, "opens", rule.explain.opens);
  add_unless_empty(json, "revoke", rule.explain.revoke);
  add_unless_empty(json, "misuse", rule.explain.misuse);
  json["references"] = Json::array();
  for (const std::string_view reference : rule.references)
    json["references"].push_back(safe(reference));
  return json;
}

class DataMaker {
 public:
  explicit DataMaker(Secrets secrets) : secrets_(secrets) {}

  Json finding_json(const model::Finding& finding) {
    Json json;
    json["id"] = finding.id;
    json["rule"] = rules_.number(std::string(finding.rule->id), rule_json(*finding.rule));
    json["tier"] = rules::to_string(finding.tier);
    json["verified"] = model::to_string(finding.verified);
    json["secret"] = safe(redacted(finding));
    if (secrets_ == Secrets::Revealed) json["revealed"] = safe_lines(shown(finding, secrets_));
    add_unless_empty(json, "note", finding.note);
    json["state"] = model::to_string(finding.state);
    if (finding.allowed_by) {
      json["how"] = model::to_string(finding.allowed_by->how);
      add_unless_empty(json, "reason", finding.allowed_by->reason);
      add_unless_empty(json, "expires", finding.allowed_by->expires);
    }
    const Presence presence = presence_of(finding);
    if (presence.in_head) json["head"] = true;
    if (presence.removal != nullptr) json["removed"] = removal_number(*presence.removal);
    add_places(finding, json);
    return json;
  }

  [[nodiscard]] Json rules() { return rules_.take(); }
  [[nodiscard]] Json commits() { return commits_.take(); }

 private:
  /// The first one and those that matter most, in their own order.
  void add_places(const model::Finding& finding, Json& json) {
    std::vector<const model::Place*> shown = by_relevance(finding);
    if (shown.size() > kMaxHtmlPlaces) {
      json["more"] = shown.size() - kMaxHtmlPlaces;
      shown.resize(kMaxHtmlPlaces);
    }
    const model::Place* first = &finding.places.front();
    if (std::find(shown.begin(), shown.end(), first) == shown.end()) shown.back() = first;
    std::sort(shown.begin(), shown.end());
    json["places"] = Json::array();
    for (const model::Place* place : shown) json["places"].push_back(place_json(*place));
    if (const std::string counts = counts_of_places(finding); !counts.empty())
      json["counts"] = counts;
  }

  Json place_json(const model::Place& place) {
    Json json;
    json["where"] = place_of(place);
    add_unless_empty(json, "path", place.path);
    json["line"] = place.line;
    json["column"] = place.column;
    if (place.end_line > place.line) json["end"] = place.end_line;
    add_unless_empty(json, "label", place.label);
    if (!place.commit.empty())
      json["commit"] = commit_number(place.commit, place.date, place.author);
    add_unless_empty(json, "reached", place.reached);
    if (place.in_head) json["head"] = true;
    if (!place.removed.empty()) json["removed"] = removal_number(place);
    add_unless_empty(json, "refs", refs_of(place));
    return json;
  }

  std::size_t removal_number(const model::Place& place) {
    return commit_number(place.removed, place.removed_date, "");
  }

  std::size_t commit_number(const std::string& id, const std::string& date,
                            const std::string& author) {
    Json row;
    row["id"] = safe(id);
    add_unless_empty(row, "date", date);
    add_unless_empty(row, "author", author);
    return commits_.number(id + (author.empty() ? " removes" : ""), row);
  }

  const Secrets secrets_;
  Table rules_;
  Table commits_;
};

/// JSON means the same with these bytes written as escapes, and holds no markup then.
std::string without_markup(const std::string& json) {
  std::string text;
  text.reserve(json.size() + json.size() / 16);
  for (const char c : json) {
    if (c == '<')
      text += "\\u003c";
    else if (c == '>')
      text += "\\u003e";
    else if (c == '&')
      text += "\\u0026";
    else
      text += c;
  }
  return text;
}

}  // namespace

std::string html_data(const model::ScanResult& result, const std::string& as_of, Secrets secrets) {
  DataMaker maker(secrets);
  Json findings = Json::array();
  for (const model::Finding& finding : result.findings)
    findings.push_back(maker.finding_json(finding));
  Json json;
  json["kind"] = model::to_string(result.source.kind);
  add_unless_empty(json, "asOf", as_of);
  json["rules"] = maker.rules();
  json["commits"] = maker.commits();
  json["findings"] = std::move(findings);
  constexpr bool kAsciiOnly = true;
  return without_markup(json.dump(-1, ' ', kAsciiOnly));
}

}  // namespace veto::report
