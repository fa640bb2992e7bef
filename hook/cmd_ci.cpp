#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "hook/ci_job.h"
#include "hook/ci_range.h"
#include "hook/commands.h"
#include "hook/output.h"
#include "hook/present.h"
#include "hook/session.h"
#include "source/range.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

std::string describe(const CiJob& job, const CiRange& range) {
  std::vector<std::string> variables;
  for (const std::string& variable : job.variables)
    variables.push_back(text::for_terminal(variable));
  std::string lines = fmt::format(
      "git-veto: ci: {}, {}: {}\n", job.system, job.occasion,
      range.name.empty() ? "nothing to read: a ref is deleted" : text::for_terminal(range.name));
  lines += fmt::format("git-veto: ci: from {}\n", fmt::join(variables, ", "));
  for (const std::string& note : range.notes) lines += fmt::format("git-veto: ci: {}\n", note);
  return lines;
}

}  // namespace

ExitCode cmd_ci(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.require_repository(Caller::Person);
  const std::optional<CiJob> job = find_ci_job(session.environment());
  if (!job)
    throw base::usage_error("no CI system is recognised; none of these variables is set: " +
                            known_ci_systems() + ". Name the range: git veto range A..B");
  if (!job->no_range.empty())
    throw base::usage_error(job->system + ": " + job->no_range +
                            " (git veto history scans everything)");
  const source::GitContext context = session.git_context();
  CiRange range = find_ci_range(context, *job);
  write_error(describe(*job, range));
  if (!range.selection.reached.empty())
    session.prepare(
        session.policy_source().place_behind(range.base, range.selection.reached.front()));
  else
    session.prepare({PolicyWhere::Commit});  // a ref is deleted: nothing is read
  source::RangeScope scope;
  scope.selections = {std::move(range.selection)};
  scope.name = range.name;
  source::RangeSource source(context, std::move(scope));
  if (const std::size_t cut = source.count_cut(); cut > 0)
    throw base::unreadable(fmt::format(
        "the clone is too shallow to tell what the range adds: {} of its commits without parents "
        "(GitHub: fetch-depth: 0, GitLab: GIT_DEPTH: 0, else git fetch --unshallow)",
        cut));
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Listing);
}

}  // namespace veto::hook
