#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "hook/allow_decisions.h"
#include "hook/commands.h"
#include "hook/find_finding.h"
#include "hook/output.h"
#include "hook/search_ground.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "git-veto/allow/1";
constexpr int kSoon = 30;  // days before the end at which a decision is due for another look

/// Days from `today` on which it still counts; below 0: it has expired.
int days_left(const policy::AllowEntry& entry, const std::string& today) {
  return policy::days_between(today, entry.expires);
}

std::string_view state_of(const policy::AllowEntry& entry, const std::string& today) {
  if (!entry.counts_on(today)) return "expired";
  return !entry.expires.empty() && days_left(entry, today) <= kSoon ? "expires" : "counts";
}

std::string listed(const policy::AllowEntry& entry, const std::string& today) {
  const std::string_view state = state_of(entry, today);
  std::string end = entry.expires.empty() ? "" : "until " + entry.expires;
  if (state == "expired") end = "expired " + entry.expires;
  if (state == "expires")
    end += fmt::format(" ({} left)",
                       report::count_of(static_cast<std::size_t>(days_left(entry, today)), "day"));
  return fmt::format("{}  {}{}{}\n      {}\n", entry.id, text::for_terminal(entry.rule),
                     end.empty() ? "" : "  ", end, text::guard_terminal(entry.reason));
}

Json entry_json(const policy::AllowEntry& entry, const std::string& today) {
  Json json;
  json["id"] = entry.id;
  json["rule"] = text::path_for_report(entry.rule);
  json["state"] = state_of(entry, today);
  if (!entry.expires.empty()) {
    json["expires"] = entry.expires;
    json["days_left"] = days_left(entry, today);
  }
  json["reason"] = text::guard_terminal(entry.reason);
  return json;
}

std::string counted(const policy::AllowFile& file, const std::string& today) {
  std::size_t expired = 0;
  std::size_t soon = 0;
  for (const policy::AllowEntry& entry : file.entries) {
    const std::string_view state = state_of(entry, today);
    if (state == "expired") ++expired;
    if (state == "expires") ++soon;
  }
  std::string line = fmt::format("{} allowed", report::count_of(file.entries.size(), "secret"));
  if (soon > 0) line += fmt::format(", {} for {} days or less", soon, kSoon);
  if (expired > 0) line += fmt::format(", {} expired", expired);
  return line + "\n";
}

void prepare(Session& session) {
  require_work_tree(session.require_repository(Caller::Person), policy::kAllowFileName);
  session.prepare();
}

/// Why an entry is no longer needed; empty if it is.
std::string reason_to_go(const Session& session, const std::set<std::string, std::less<>>& present,
                         const policy::AllowEntry& entry) {
  if (!entry.counts_on(current_day())) return "expired " + entry.expires;
  if (present.contains(entry.id) || !is_looked_for(session, entry.rule)) return "";
  return "matches nothing any more";
}

}  // namespace

ExitCode cmd_allow_list(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  prepare(session);
  AllowDecisions decisions(session);
  const std::string as_of = current_day();
  if (invocation.options.json) {
    Json json;
    json["schema"] = kSchema;
    json["as_of"] = as_of;
    json["entries"] = Json::array();
    for (const policy::AllowEntry& entry : decisions.file().entries)
      json["entries"].push_back(entry_json(entry, as_of));
    write_output(json.dump(2) + "\n");
    return ExitCode::Clean;
  }
  std::string text;
  for (const policy::AllowEntry& entry : decisions.file().entries) text += listed(entry, as_of);
  write_output(text + counted(decisions.file(), as_of));
  return ExitCode::Clean;
}

ExitCode cmd_allow_prune(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  prepare(session);
  const Present present = find_present(session);
  if (!present.complete) {
    write_error(present.notes);
    throw base::unreadable("nothing is taken out: what was not read may hold what is allowed");
  }
  const std::set<std::string, std::less<>> ids = present.ids();
  AllowDecisions decisions(session);
  const bool dry_run = invocation.options.dry_run;
  std::string said;
  const std::size_t gone =
      std::erase_if(decisions.file().entries, [&](const policy::AllowEntry& entry) {
        const std::string reason = reason_to_go(session, ids, entry);
        if (!reason.empty())
          said += fmt::format("{} {} ({}): {}\n", dry_run ? "would remove" : "removed", entry.id,
                              text::for_terminal(entry.rule), reason);
        return !reason.empty();
      });
  if (gone == 0) said = "All that is allowed is still here, and counts.\n";
  if (gone > 0 && !dry_run) said += decisions.save();
  write_output(said);
  return ExitCode::Clean;
}

ExitCode cmd_allow_remove(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  prepare(session);
  AllowDecisions decisions(session);
  std::vector<policy::AllowEntry>& entries = decisions.file().entries;
  std::string said;
  for (const std::string& word : invocation.options.operands) {
    const std::string id = parse_id_word(word);
    const auto is_meant = [&](const policy::AllowEntry& entry) { return entry.id.starts_with(id); };
    const auto found = std::find_if(entries.begin(), entries.end(), is_meant);
    if (found == entries.end())
      throw base::usage_error(id + " is not allowed (see git veto allow list)");
    if (std::count_if(entries.begin(), entries.end(), is_meant) > 1)
      throw base::usage_error(id + " names more than one entry: give more digits");
    said += fmt::format("removed {} ({})\n", found->id, text::for_terminal(found->rule));
    entries.erase(found);
  }
  write_output(said + decisions.save());
  return ExitCode::Clean;
}

}  // namespace veto::hook
