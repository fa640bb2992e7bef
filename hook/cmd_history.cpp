#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "git/location.h"
#include "git/read_file.h"
#include "hook/commands.h"
#include "hook/history_memory.h"
#include "hook/present.h"
#include "hook/scan_range.h"
#include "hook/session.h"
#include "source/history.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// The repository that the user names: the top of a work tree or a git directory. One that merely
/// lies above is another one. Empty for a word that may as well be a revision of the present one: a
/// branch may be called like a directory.
std::string named_repository(const std::string& name, const Invocation& invocation) {
  std::error_code failure;
  const std::string path =
      std::filesystem::canonical(git::absolute(name, invocation.directory), failure).string();
  if (failure) throw base::unreadable(text::for_terminal(name) + ": " + failure.message());
  if (git::repository_at(path)) return path;
  const bool is_path = name.starts_with('/') || name.starts_with('.') || name.ends_with('/');
  if (is_path || !git::find_repository(invocation.environment, invocation.directory))
    throw base::unreadable("not a git repository: " + text::for_terminal(name));
  return "";
}

}  // namespace

ExitCode cmd_history(const Invocation& invocation) {
  std::vector<std::string> ranges = invocation.options.operands;
  std::string directory = invocation.directory;
  base::Environment environment = invocation.environment;
  // The first operand is the repository if there is such a path.
  std::error_code failure;
  if (!ranges.empty() &&
      std::filesystem::exists(git::absolute(ranges.front(), directory), failure)) {
    if (std::string named = named_repository(ranges.front(), invocation); !named.empty()) {
      directory = std::move(named);
      ranges.erase(ranges.begin());
      // A repository that is named wins over the one that the environment means.
      for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
                               "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR"})
        environment.unset(name);
    }
  }
  Session session(invocation.options.scan, environment, directory);
  session.require_repository(Caller::Person);
  const Options& options = invocation.options;
  const source::Reported reported =
      options.reachable ? source::Reported::Reachable : source::Reported::All;
  if (!ranges.empty() || !options.branches.empty() || options.since)
    return scan_ranges(session, {ranges, options.branches, options.since, reported});
  session.prepare({PolicyWhere::WorkTree});
  source::HistorySource source(session.git_context(), reported);
  const std::unique_ptr<scan::HistoryMemory> memory = memory_for_report(session, source, options);
  const model::ScanResult result = session.scan(source, memory.get());
  return present(result, session.flags(), session.environment(), Occasion::Listing);
}

}  // namespace veto::hook
