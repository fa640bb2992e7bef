#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "install/hook_file.h"
#include "install/hooks.h"
#include "install/install.h"
#include "install/repository.h"
#include "install/shell.h"
#include "install/site.h"
#include "install/staged_file.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

/// Puts the kept hook back, or nothing where nothing was.
void restore(const Site& site, Outcome& outcome) {
  outcome.result = Result::Removed;
  if (exists(site.kept)) {
    rename_file(site.kept, site.path);
    outcome.chained = fs::path(site.kept).filename().string();
  } else {
    remove_file(site.path);
  }
}

void leave(Outcome& outcome, std::string reason) {
  outcome.result = Result::Left;
  outcome.notes.push_back(std::move(reason));
}

/// Kept hooks that another one replaced are the user's to sort out.
void note_older(const Site& site, Outcome& outcome) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(site.directory, ignored))
    if (entry.path().string().starts_with(site.kept + "."))
      outcome.notes.push_back("left: " + entry.path().filename().string() +
                              ", a hook that was replaced while git-veto was installed");
}

Outcome uninstall_hook(const Site& site) {
  Outcome outcome{std::string(site.hook.name), Result::Absent, site.path, {}, {}};
  StagedFile::remove_leftover(site.path);
  const HookFile present = examine(site.path, site.target.program);
  const std::string kept = fs::path(site.kept).filename().string();
  switch (present.kind) {
    case HookFileKind::Absent:
      if (exists(site.kept)) restore(site, outcome);
      break;
    case HookFileKind::Program:
      restore(site, outcome);
      break;
    case HookFileKind::Shim:
      if (present.genuine)
        restore(site, outcome);
      else
        leave(outcome, "edited since git-veto wrote it; to remove it all the same, type: rm " +
                           shell_quote(site.path) + " and uninstall again" +
                           (exists(site.kept) ? ", which puts " + kept + " back" : ""));
      break;
    case HookFileKind::Foreign:
    case HookFileKind::Unusable:
      if (exists(site.kept))
        leave(outcome,
              "another hook stands in git-veto's place; the one that was there before is " + kept);
      break;
  }
  remove_moved_aside(site, outcome);
  note_older(site, outcome);
  return outcome;
}

/// Removes the directory and those above it that git-veto made, as far as they are empty now.
void remove_made_directory(const fs::path& directory) {
  const fs::path mark = directory / kMadeDirectoryMark;
  std::error_code failure;
  int made = 0;
  if (!(std::ifstream(mark) >> made)) return;
  const auto entries = std::distance(fs::directory_iterator(directory, failure), {});
  if (failure || entries != 1) return;
  remove_file(mark.string());
  fs::path empty = directory;
  for (; made > 0 && fs::remove(empty, failure) && !failure; --made) empty = empty.parent_path();
}

}  // namespace

Report uninstall(const Target& target) {
  const Repository repository = find_repository(target);
  Report report;
  report.hooks_directory = repository.hooks;
  const std::string own = repository.common_dir + "/hooks";
  const std::array directories = {objection_to(repository) ? own : repository.hooks, own};
  for (const std::string& directory : directories) {
    std::error_code failure;
    if (!fs::is_directory(directory, failure)) continue;
    const DirectoryLock lock(directory);
    for (const HookKind& hook : kHooks) {
      Outcome outcome = uninstall_hook(site_of(target, directory, hook));
      if (directory == repository.hooks || outcome.result != Result::Absent)
        report.outcomes.push_back(std::move(outcome));
    }
    lock.sync();
    remove_made_directory(directory);
    if (directories[0] == directories[1]) break;
  }
  if (report.outcomes.empty())
    for (const HookKind& hook : kHooks)
      report.outcomes.push_back({std::string(hook.name), Result::Absent, {}, {}, {}});
  return report;
}

}  // namespace veto::install
