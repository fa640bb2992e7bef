#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "git/refs.h"
#include "hook/allow_decisions.h"
#include "hook/baseline_list.h"
#include "hook/commands.h"
#include "hook/output.h"
#include "hook/search_ground.h"
#include "report/human.h"
#include "report/words.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr std::string_view kName = policy::kBaselineName;

void prepare(Session& session) {
  const git::Location& location = session.require_repository(Caller::Person);
  require_work_tree(location, kName);
  session.prepare();
  const source::GitContext context = session.git_context();
  if (!git::resolve_head(context.location, context.environment))
    throw base::usage_error("nothing is committed yet: there is no old debt to list");
}

/// Leaves the places that HEAD's tree still has.
void keep_head(const Session& session, std::vector<model::Finding>& findings) {
  const HeadFiles head = head_files(session);
  for (model::Finding& finding : findings)
    std::erase_if(finding.places, [&](const auto& place) { return !head.hold(finding, place); });
  std::erase_if(findings, [](const model::Finding& finding) { return finding.places.empty(); });
}

/// The baseline of index and work tree, as AllowDecisions has the allow file.
policy::Baseline read_baseline(const DecisionFile& stored) {
  policy::Baseline baseline;
  if (stored.in_index()) baseline = policy::parse_baseline(*stored.in_index(), stored.index_name());
  if (!stored.in_work_tree()) return baseline;
  policy::Baseline worked = policy::parse_baseline(*stored.in_work_tree(), stored.path());
  for (policy::BaselineEntry& entry : worked.entries) baseline.put(std::move(entry));
  if (!worked.salt.empty()) baseline.salt = std::move(worked.salt);
  baseline.comments = std::move(worked.comments);
  return baseline;
}

/// Throws Error(Usage) when there is none.
policy::Baseline require_baseline(const DecisionFile& stored) {
  if (!stored.in_index() && !stored.in_work_tree())
    throw base::usage_error(fmt::format("there is no {}: git veto baseline create", kName));
  return read_baseline(stored);
}

std::string first_place(const model::Finding& finding) {
  const model::Place& place = finding.places.front();
  return policy::note_of(place.path.empty() ? report::place_of(place)
                                            : text::for_terminal(place.path));
}

/// Adds the findings that nothing excuses yet; returns how many.
std::size_t add_open(const Session& session, const std::vector<model::Finding>& findings,
                     policy::Baseline& baseline) {
  if (baseline.salt.empty()) baseline.salt = choose_salt(session);
  std::size_t added = 0;
  for (const model::Finding& finding : findings) {
    if (finding.state != model::State::Open || baseline.find(finding.id) != nullptr) continue;
    baseline.put({finding.id, std::string(finding.rule->id), current_day(), first_place(finding)});
    ++added;
  }
  return added;
}

std::string counted_by_tier(const std::vector<model::Finding>& findings) {
  std::map<rules::Tier, std::size_t, std::greater<>> counts;
  for (const model::Finding& finding : findings) {
    if (finding.state == model::State::Open) ++counts[finding.tier];
  }
  std::string text;
  for (const auto& [tier, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, rules::to_string(tier));
  return text.empty() ? "" : " (" + text + ")";
}

std::vector<model::Finding> scan_committed(const Session& session, bool& complete) {
  model::ScanResult result = *scan_ground(session, Ground::Reachable);
  complete = result.complete();
  write_error(report::closing_lines(result));
  return std::move(result.findings);
}

}  // namespace

ExitCode cmd_baseline_create(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  prepare(session);
  // One that was deleted in the work tree is to be made anew, though the index may have it still.
  if (DecisionFile(session, kName).in_work_tree())
    throw base::usage_error(
        fmt::format("{} exists: git veto baseline update --add puts in what is "
                    "open now",
                    kName));
  bool complete = true;
  std::vector<model::Finding> findings = scan_committed(session, complete);
  if (invocation.options.head_only) keep_head(session, findings);

  DecisionFile stored(session, kName);
  policy::Baseline baseline;
  const std::size_t added = add_open(session, findings, baseline);
  std::string said =
      fmt::format("{}: {}{}. None of them blocks from now on; every other does.\n", kName,
                  report::count_of(added, "secret"), counted_by_tier(findings));
  said += stored.save(policy::format_baseline(baseline));
  if (!complete) said += "What could not be read is not part of it.\n";
  write_output(said);
  return complete ? ExitCode::Clean : ExitCode::Incomplete;
}

ExitCode cmd_baseline_update(const Invocation& invocation) {
  const Options& options = invocation.options;
  Session session(options.scan, invocation.environment, invocation.directory);
  prepare(session);
  Present present = find_present(session);
  if (!present.complete) {
    write_error(present.notes);
    throw base::unreadable("nothing is changed: what was not read may hold what is listed");
  }
  if (options.head_only) keep_head(session, present.committed);

  const std::set<std::string, std::less<>> ids = present.ids();
  DecisionFile stored(session, kName);
  policy::Baseline baseline = require_baseline(stored);
  std::string said;
  std::size_t changes = std::erase_if(baseline.entries, [&](const policy::BaselineEntry& entry) {
    const bool gone = !ids.contains(entry.id) && is_looked_for(session, entry.rule);
    if (gone)
      said += fmt::format("{} {} ({}): matches nothing any more\n",
                          options.dry_run ? "would remove" : "removed", entry.id,
                          text::for_terminal(entry.rule));
    return gone;
  });
  policy::Baseline grown = baseline;
  const std::size_t open = add_open(session, present.committed, grown);
  if (options.add && open > 0) {
    said += fmt::format("{} {}\n", options.dry_run ? "would add" : "added",
                        report::count_of(open, "secret"));
    baseline = std::move(grown);
    changes += open;
  } else if (open > 0) {
    said += fmt::format("{} in the history {} not listed; --add puts {} in\n",
                        report::count_of(open, "open secret"), open == 1 ? "is" : "are",
                        open == 1 ? "it" : "them");
  }
  if (changes == 0)
    said += fmt::format("{} is up to date: {}.\n", kName,
                        report::count_of(baseline.entries.size(), "secret"));
  else if (!options.dry_run)
    said += stored.save(policy::format_baseline(baseline));
  write_output(said);
  return ExitCode::Clean;
}

ExitCode cmd_baseline_show(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  prepare(session);
  const policy::Baseline baseline = require_baseline(DecisionFile(session, kName));
  const Present present = find_present(session);
  write_error(present.notes);
  const std::vector<BaselineRow> rows = baseline_rows(session, baseline, present);
  write_output(invocation.options.json ? baseline_json(rows) : baseline_text(rows));
  return present.complete ? ExitCode::Clean : ExitCode::Incomplete;
}

}  // namespace veto::hook
