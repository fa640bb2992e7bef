#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>

#include <fmt/format.h>

#include "base/error.h"
#include "git/read_file.h"
#include "hook/about_finding.h"
#include "hook/filter_repo.h"
#include "hook/locate_finding.h"
#include "hook/output.h"
#include "hook/purge_values.h"
#include "report/purge_plan.h"
#include "report/replacements.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr mode_t kPrivateDirectory = 0700;
constexpr unsigned kPrivateFile = 0600;
constexpr int kMaxPlansPerDay = 1000;

/// A directory that is new; false when there is something of that name.
bool make_directory(const std::string& path) {
  if (::mkdir(path.c_str(), kPrivateDirectory) == 0) return true;
  if (errno == EEXIST) return false;
  throw base::unreadable("making the directory " + text::for_terminal(path) + ": " +
                         std::strerror(errno));
}

/// "purge-2026-11-22", or with "-2" behind it.
std::string make_plan_directory(const std::string& git_dir) {
  const std::string parent = git_dir + "/git-veto";
  static_cast<void>(make_directory(parent));
  const std::string name = parent + "/purge-" + current_day();
  if (make_directory(name)) return name;
  for (int number = 2; number < kMaxPlansPerDay; ++number) {
    if (make_directory(fmt::format("{}-{}", name, number)))
      return fmt::format("{}-{}", name, number);
  }
  throw base::usage_error("there are " + std::to_string(kMaxPlansPerDay) +
                          " purge plans of today: remove old ones below " +
                          text::for_terminal(parent));
}

std::string normal(const std::string& path) {
  return std::filesystem::path(path).lexically_normal().string();
}

/// Remotes that are known to hold one of the findings; all, if none is. "origin" comes first.
std::vector<report::PurgeRemote> choose_remotes(const std::vector<report::Whereabouts>& findings,
                                                const FindingLocator& locator,
                                                const git::Location& location) {
  std::vector<report::PurgeRemote> all;
  std::vector<report::PurgeRemote> holding;
  const std::string base = location.work_tree.empty() ? location.git_dir : location.work_tree;
  for (const git::Remote& remote : locator.remotes()) {
    if (remote.url.empty()) continue;
    report::PurgeRemote known{remote.name, git::public_url(remote.url),
                              git::is_local_path(remote.url)};
    if (known.is_local) known.url = normal(git::absolute(known.url, base));
    const auto holds = [&](const report::Whereabouts& where) {
      return std::any_of(where.holders.begin(), where.holders.end(),
                         [&](const auto& holder) { return holder.remote == remote.name; });
    };
    if (std::any_of(findings.begin(), findings.end(), holds)) holding.push_back(known);
    all.push_back(std::move(known));
  }
  // Others push to a bare repository: it is what they call origin.
  if (all.empty() && location.work_tree.empty()) all.push_back({"origin", normal(base), true});
  std::vector<report::PurgeRemote>& chosen = holding.empty() ? all : holding;
  std::stable_partition(chosen.begin(), chosen.end(),
                        [](const report::PurgeRemote& each) { return each.name == "origin"; });
  return std::move(chosen);
}

report::PurgePlan make_plan(Session& session, const SearchResult& search, PurgeValues& purge) {
  const git::Location& location = session.git_context().location;
  FindingLocator locator(session, search);
  report::PurgePlan plan;
  for (const FoundFinding& found : search.findings) {
    if (!found.in_history)
      throw base::usage_error(found.finding.id +
                              " is in no commit: there is no history to rewrite (see git veto "
                              "explain " +
                              found.finding.id + ")");
    plan.findings.push_back(locator.locate(found));
    plan.paths.insert(locator.paths().begin(), locator.paths().end());
    add_purge_values(session, found, purge);
  }
  std::sort(purge.values.begin(), purge.values.end());
  purge.values.erase(std::unique(purge.values.begin(), purge.values.end()), purge.values.end());
  plan.values = purge.values.size();
  const auto count_if = [&](bool (*is_so)(const base::Secret&)) {
    return static_cast<std::size_t>(std::count_if(purge.values.begin(), purge.values.end(), is_so));
  };
  plan.weak_values = count_if(report::is_weak);
  plan.multi_line = count_if(report::has_lines);
  plan.blobs.assign(purge.blobs.begin(), purge.blobs.end());
  plan.files = purge.files;
  plan.in_messages = purge.in_messages;
  plan.date = current_day();
  plan.filter_repo = find_filter_repo(session.environment());
  plan.remotes = choose_remotes(plan.findings, locator, location);
  plan.repository = location.work_tree.empty() ? location.git_dir : location.work_tree;
  return plan;
}

}  // namespace

ExitCode cmd_purge_plan(const Invocation& invocation) {
  Session session({}, invocation.environment, invocation.directory);
  const git::Location& location = session.require_repository(Caller::Person);
  session.prepare();
  const SearchResult search = find_findings(session, invocation.options.operands);
  PurgeValues purge;
  report::PurgePlan plan = make_plan(session, search, purge);
  plan.with_secrets = invocation.options.with_secrets;
  plan.directory = make_plan_directory(normal(location.common_dir));

  std::string said = "written to " + text::for_terminal(plan.directory) + ":\n";
  const auto write = [&](const char* name, const std::string& text, const char* what) {
    write_file(plan.directory + "/" + name, text, kPrivateFile);
    said += fmt::format("  {:18} {}\n", name, what);
  };
  write("paths.txt", report::path_lines(plan.paths),
        "the files that hold it, for --paths-from-file");
  if (!plan.blobs.empty()) {
    std::string ids;
    for (const std::string& id : plan.blobs) ids += id + "\n";
    write("blobs.txt", ids, "contents that cannot be edited, for --strip-blobs-with-ids");
  }
  if (!plan.files.empty())
    write("files.txt", report::path_lines(plan.files),
          "files that go as a whole, for --invert-paths --paths-from-file");
  if (plan.with_secrets && plan.values > 0)
    write("replacements.txt", report::replacement_lines(purge.values),
          "the SECRETS in full, for --replace-text: shred it when done");
  write("PLAN.md", report::purge_plan(plan), "what to do, step by step");
  write_output(said + "Next: make the value useless, then follow " +
               text::shell_quote(plan.directory + "/PLAN.md") + "\n");
  return say_incomplete(search);
}

}  // namespace veto::hook
