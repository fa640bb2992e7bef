#include "report/incident.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/markdown_code.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kShortId = 10;
constexpr std::size_t kMaxPlaces = 20;

constexpr std::array<const char*, 6> kBlankEvents{
    "found by ______",     "value revoked by ______",     "misuse looked for by ______",
    "team told by ______", "history rewritten by ______", "closed by ______"};

std::string holders_line(const Whereabouts& found) {
  std::vector<std::string> parts;
  for (const NamedHolder& holder : found.holders) {
    if (holder.kind != "reflog" && holder.kind != "remote branch")
      parts.push_back(holder.kind + " " + code_span(holder.name));
  }
  return parts.empty() ? "none" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string where_lines(const Whereabouts& found) {
  std::string text;
  std::size_t shown = 0;
  for (const model::Place& place : found.finding.places) {
    if (++shown > kMaxPlaces) continue;
    const std::string where =
        place.path.empty() ? place_of(place) : fmt::format("{}:{}", place.path, place.line);
    text += "  - " + code_span(where);
    if (!place.commit.empty())
      text += fmt::format(", commit {}, {}, by {}", place.commit.substr(0, kShortId), place.date,
                          code_span(place.author));
    text += '\n';
  }
  if (shown > kMaxPlaces) text += fmt::format("  - ... and {} more\n", shown - kMaxPlaces);
  return text;
}

}  // namespace

Exposure exposure_of(const Whereabouts& found) {
  Exposure exposure;
  std::string last_removal;
  bool all_removed = found.in_head.empty();
  for (const model::Place& place : found.finding.places) {
    if (place.commit.empty()) continue;
    if (exposure.commit.empty()) {
      exposure.from = place.date;
      exposure.author = place.author;
      exposure.commit = place.commit;
    }
    all_removed &= !place.in_head;
    last_removal = std::max(last_removal, place.removed_date);
  }
  if (exposure.commit.empty())
    exposure.until = "not committed";
  else if (!all_removed)
    exposure.until = "still there: HEAD has it";
  else if (!last_removal.empty())
    exposure.until = last_removal + " (taken out of HEAD; the history keeps it)";
  else
    exposure.until = "not in HEAD, but in the history";
  return exposure;
}

std::vector<std::string> checklist_for(const Whereabouts& found) {
  const rules::Rule& rule = *found.finding.rule;
  std::vector<std::string> items;
  items.push_back("Revoked or replaced: " + std::string(rule.explain.revoke));
  items.push_back("Users of the old value moved to the new one");
  items.push_back(rule.explain.misuse.empty()
                      ? "Looked for misuse over the whole time of exposure"
                      : "Looked for misuse over the whole time of exposure: " +
                            std::string(rule.explain.misuse));
  items.emplace_back("Told: the owner of the value, the team, security, the provider if asked for");
  items.emplace_back("Asked the remotes again (git fetch --all), forks and mirrors looked at");
  items.emplace_back("Public or forked (state S3)? Then treat the value as used");
  items.push_back("Decided whether to rewrite the history: git veto purge-plan " +
                  found.finding.id);
  items.emplace_back(
      "Prevention: hook installed everywhere (git veto install), CI scans (git veto ci), "
      "a secret store instead of the file");
  return items;
}

std::vector<IncidentEvent> timeline_of(const Whereabouts& found, const std::string& today) {
  const Exposure exposure = exposure_of(found);
  std::vector<IncidentEvent> events;
  if (!exposure.commit.empty())
    events.push_back({exposure.from, "committed (" + exposure.commit.substr(0, kShortId) + ")"});
  for (const model::Place& place : found.finding.places) {
    if (!place.removed.empty())
      events.push_back(
          {place.removed_date, "taken out of HEAD (" + place.removed.substr(0, kShortId) + ")"});
  }
  events.push_back({today, "this report was made"});
  std::stable_sort(events.begin(), events.end(),
                   [](const IncidentEvent& a, const IncidentEvent& b) {
                     return a.time.substr(0, 10) < b.time.substr(0, 10);
                   });
  for (const char* blank : kBlankEvents) events.push_back({"", blank});
  return events;
}

std::string incident(const Whereabouts& found, const std::string& today) {
  const model::Finding& finding = found.finding;
  const rules::Rule& rule = *finding.rule;
  const Exposure exposure = exposure_of(found);
  std::string text = fmt::format("# Incident: {} in a repository\n\n", rule.title);
  text +=
      "Redacted: the value stands nowhere in this report. Fill in what is left blank: ______\n\n";
  text +=
      fmt::format("- Finding: {} ({}), {}\n", finding.id, rule.id, code_span(redacted(finding)));
  text += fmt::format("- Severity: {}\n", rules::to_string(rule.severity));
  text += fmt::format("- What it opens: {}\n", rule.explain.opens);
  text += "- Owner of the value: ______\n";
  text += fmt::format("- State: {}\n", code_span(state_line(found)));
  text += "- Public or forked (S3)? ______\n";
  text += fmt::format("- Introduced: {}\n",
                      exposure.commit.empty()
                          ? "not committed"
                          : fmt::format("{} by {}, commit {}", exposure.from,
                                        code_span(exposure.author), exposure.commit));
  text += fmt::format("- Exposed until: {}\n", exposure.until);
  text += fmt::format("- Remotes: {}\n", code_span(remotes_line(found)));
  text += fmt::format("- Held in this clone by: {}\n", holders_line(found));
  if (found.is_shallow || !found.not_readable.empty())
    text += "- Not all of the history could be read here: places may be missing\n";
  text += "- Where:\n" + where_lines(found);
  text += "\n## Checklist\n\n";
  for (const std::string& item : checklist_for(found)) text += fmt::format("- [ ] {}\n", item);
  text += "\n## Timeline\n\n| When | What |\n|---|---|\n";
  for (const IncidentEvent& event : timeline_of(found, today))
    text += fmt::format("| {} | {} |\n", event.time.empty() ? "______" : event.time, event.what);
  text += "\n## What could be reached, what was seen, what is to change\n\n______\n";
  return text::guard_terminal(text);
}

}  // namespace veto::report
