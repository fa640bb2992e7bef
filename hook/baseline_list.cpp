#include "hook/baseline_list.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/words.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

using Json = nlohmann::ordered_json;
using Standing = BaselineRow::Standing;

constexpr const char* kSchema = "git-veto/baseline/1";

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::Head:
      return "head";
    case Standing::History:
      return "history";
    case Standing::Uncommitted:
      return "uncommitted";
    case Standing::Gone:
      return "gone";
    case Standing::Unknown:
      return "not-looked-for";
  }
  return "";
}

std::string_view words_for(Standing standing) {
  switch (standing) {
    case Standing::Head:
      return "still in HEAD";
    case Standing::History:
      return "only in the history";
    case Standing::Uncommitted:
      return "not committed any more";
    case Standing::Gone:
      return "gone (git veto baseline update)";
    case Standing::Unknown:
      return "not looked for: its rule is off, or not known here";
  }
  return "";
}

std::string tier_of_rule(const Session& session, std::string_view id) {
  const rules::Rule* rule = session.find_rule(id);
  return rule == nullptr ? "" : std::string(rules::to_string(rule->tier));
}

}  // namespace

std::vector<BaselineRow> baseline_rows(const Session& session, const policy::Baseline& baseline,
                                       const Present& present) {
  const HeadFiles head = head_files(session);
  std::map<std::string, BaselineRow, std::less<>> found;
  for (const model::Finding& finding : present.committed) {
    BaselineRow& row = found[finding.id];
    row.tier = rules::to_string(finding.tier);
    row.places += finding.places.size();
    const bool stands =
        std::any_of(finding.places.begin(), finding.places.end(),
                    [&](const model::Place& place) { return head.hold(finding, place); });
    if (stands || row.standing != Standing::Head)
      row.standing = stands ? Standing::Head : Standing::History;
  }
  std::vector<BaselineRow> rows;
  for (const policy::BaselineEntry& entry : baseline.entries) {
    BaselineRow row = found[entry.id];
    row.entry = entry;
    row.days = policy::days_between(entry.since, current_day());
    if (row.tier.empty()) row.tier = tier_of_rule(session, entry.rule);
    if (row.places == 0 && present.uncommitted.contains(entry.id))
      row.standing = Standing::Uncommitted;
    else if (row.places == 0 && !is_looked_for(session, entry.rule))
      row.standing = Standing::Unknown;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string baseline_text(const std::vector<BaselineRow>& rows) {
  std::string text;
  std::map<Standing, std::size_t> counts;
  for (const BaselineRow& row : rows) {
    ++counts[row.standing];
    text += fmt::format("{}  {:5}  {}  since {} ({})\n", row.entry.id, row.tier,
                        text::for_terminal(row.entry.rule), row.entry.since,
                        report::count_of(static_cast<std::size_t>(std::max(row.days, 0)), "day"));
    text +=
        fmt::format("      {}{}{}\n", words_for(row.standing),
                    row.places == 0 ? "" : ", " + report::count_of(row.places, "place"),
                    row.entry.place.empty() ? "" : ": " + text::guard_terminal(row.entry.place));
  }
  text += report::count_of(rows.size(), "secret");
  for (const auto& [standing, count] : counts)
    text += fmt::format(", {} {}", count, to_string(standing));
  return text + "\n";
}

std::string baseline_json(const std::vector<BaselineRow>& rows) {
  Json json;
  json["schema"] = kSchema;
  json["as_of"] = current_day();
  json["entries"] = Json::array();
  for (const BaselineRow& row : rows) {
    Json entry;
    entry["id"] = row.entry.id;
    entry["rule"] = text::path_for_report(row.entry.rule);
    if (!row.tier.empty()) entry["tier"] = row.tier;
    entry["since"] = row.entry.since;
    entry["days"] = row.days;
    entry["present"] = to_string(row.standing);
    entry["places"] = row.places;
    if (!row.entry.place.empty()) entry["place"] = text::guard_terminal(row.entry.place);
    json["entries"].push_back(entry);
  }
  return json.dump(2) + "\n";
}

}  // namespace veto::hook
