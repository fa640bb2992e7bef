#include "hook/scan_range.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"
#include "git/branches.h"
#include "git/date_words.h"
#include "git/range_words.h"
#include "hook/present.h"
#include "source/narrow_range.h"
#include "source/range.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// The branches make one selection more, of all their tips.
std::vector<git::Selection> select(const source::GitContext& context, const CommitChoice& choice) {
  if (choice.ranges.empty() && choice.branches.empty())
    return {source::select_all(context, choice.reported)};
  std::vector<git::Oid> tips;
  for (const std::string& name : choice.branches) {
    const std::vector<git::Oid> found =
        git::find_branches(context.location, context.environment, name);
    tips.insert(tips.end(), found.begin(), found.end());
  }
  std::vector<std::string> words = choice.ranges;
  if (!tips.empty()) words.push_back(tips.front().hex());
  std::vector<git::Selection> selections =
      git::parse_ranges(context.location, context.environment, words);
  if (!tips.empty()) {
    std::vector<git::Oid>& reached = selections.back().reached;
    reached.insert(reached.end(), tips.begin() + 1, tips.end());
  }
  return selections;
}

source::CommitLimits limits_of(const source::GitContext& context, const CommitChoice& choice) {
  source::CommitLimits limits{std::nullopt, choice.reported};
  if (!choice.since) return limits;
  limits.since = git::read_date(context.location, context.environment, *choice.since);
  if (!limits.since)
    throw base::usage_error(
        "--since takes a date as git reads it (2026-11-22, \"2 weeks ago\"), not " +
        text::for_terminal(*choice.since));
  return limits;
}

/// As it could be typed again.
std::string name_of(const CommitChoice& choice) {
  std::vector<std::string> words = choice.ranges;
  for (const std::string& name : choice.branches) words.push_back("--branch=" + name);
  if (choice.since) words.push_back("--since=" + *choice.since);
  if (choice.reported == source::Reported::Reachable) words.emplace_back("--reachable");
  std::string name;
  for (const std::string& word : words) name += (name.empty() ? "" : " ") + word;
  return name;
}

}  // namespace

ExitCode scan_ranges(Session& session, const CommitChoice& choice) {
  const source::GitContext context = session.git_context();
  const source::CommitLimits limits = limits_of(context, choice);
  source::RangeScope scope;
  scope.selections = select(context, choice);
  if (choice.ranges.empty()) {
    session.prepare({PolicyWhere::WorkTree});
  } else {
    const git::Selection& first = scope.selections.front();
    session.prepare(session.policy_source().place_behind(
        first.excluded.empty() ? std::nullopt : std::optional(first.excluded.front()),
        first.reached.empty() ? git::Oid() : first.reached.front()));
  }
  if (limits.any()) {
    std::vector<git::Selection> narrowed;
    for (const git::Selection& selection : scope.selections) {
      for (git::Selection& part : source::narrow(context, selection, limits))
        narrowed.push_back(std::move(part));
    }
    scope.selections = std::move(narrowed);
  }
  scope.name = name_of(choice);
  source::RangeSource source(context, std::move(scope));
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Listing);
}

}  // namespace veto::hook
