#include "install/install.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/error.h"
#include "install/config_hooks.h"
#include "install/config_install.h"
#include "install/git_command.h"
#include "install/hook_directory.h"
#include "install/hook_file.h"
#include "install/made_directory.h"
#include "install/site.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

bool tracked(const Target& target, const Repository& repository) {
  const GitCommand git(environment_at_home(target, repository), repository.home());
  const Answer answer = git.ask({"--literal-pathspecs", "ls-files", "--", repository.hooks});
  return answer.ok() && !answer.text.empty();
}

std::vector<std::string> notes_on_directory(const Target& target, const Repository& repository) {
  std::vector<std::string> notes;
  if (repository.hooks_path)
    notes.push_back("git runs the hooks of " + repository.hooks + ", as core.hooksPath says in " +
                    repository.hooks_path->origin);
  switch (repository.place) {
    case Place::GitDirectory:
      return notes;
    case Place::Elsewhere:
      notes.push_back(repository.hooks +
                      " is outside the repository: where others use it too, they are scanned too");
      return notes;
    case Place::WorkTree:
      break;
  }
  if (tracked(target, repository))
    notes.push_back(
        "the hooks in " + repository.hooks +
        " are committed files: git status now shows git-veto's changes there; do not commit "
        "them, they name a path of this machine");
  std::error_code ignored;
  const fs::path worktrees = fs::path(repository.common_dir) / "worktrees";
  if (repository.hooks_path && fs::path(repository.hooks_path->value).is_relative() &&
      fs::is_directory(worktrees, ignored) && !fs::is_empty(worktrees, ignored))
    notes.push_back(
        "core.hooksPath is relative, so each linked worktree has hooks of its own: install "
        "there too");
  return notes;
}

/// Takes hooks out that would scan a second time, and says so.
void drop_files(const Target& target, const Repository& repository, Report& report) {
  for (const std::string& directory : own_directories(repository))
    for (Outcome& outcome : uninstall_from(target, directory)) {
      if (outcome.result == Result::Removed)
        report.notes.push_back(
            "the file " + outcome.path + " was git-veto's and is no longer needed: " +
            (outcome.chained.empty() ? "removed" : "the hook before it is back"));
      if (outcome.result == Result::Left)
        for (const std::string& note : outcome.notes)
          report.notes.push_back(outcome.path + ": " + note);
    }
}

Report install_as_configuration(const Target& target, const Repository& repository,
                                const GitCommand& git) {
  Report report;
  const ConfigFile file(git, repository.config_file());
  report.hooks_directory = file.path();
  report.outcomes = install_in_config(target, git, file);
  if (complete(report)) drop_files(target, repository, report);
  return report;
}

/// Where a directory for all repositories has our hooks already, as `git veto install --global`
/// leaves it: nothing is to be done for this one.
std::optional<Report> installed_for_all(const Target& target, const Repository& repository) {
  Report report;
  report.hooks_directory = repository.hooks;
  for (const HookKind& hook : hooks_to_install(target.side)) {
    const Site site = site_of(target, repository.hooks, hook);
    const HookFile file = examine(site.path, target.program);
    if (!file.is_ours() || !file.runnable) return std::nullopt;
    report.outcomes.push_back({std::string(hook.name), Result::Current, site.path, {}, {}});
  }
  report.notes.push_back("git-veto is installed there for all repositories that use it");
  return report;
}

Report install_as_files(const Target& target, const Repository& repository, const GitCommand& git) {
  if (const auto objection = objection_to(repository)) {
    if (auto report = installed_for_all(target, repository)) return *std::move(report);
    throw *objection;
  }
  make_directory(repository.hooks);
  Report report;
  report.hooks_directory = repository.hooks;
  report.notes = notes_on_directory(target, repository);
  report.outcomes = install_into(target, repository.hooks, repository.place, report.notes);
  const ConfigFile file(git, repository.config_file());
  if (!uninstall_from_config(file).empty())
    report.notes.push_back("git-veto's hooks in " + file.path() +
                           " are no longer needed: removed, the files do the same");
  return report;
}

}  // namespace

void require_program(const Target& target) {
  std::error_code failure;
  const fs::path program = target.program;
  if (!program.is_absolute() || !fs::is_regular_file(program, failure))
    throw base::usage_error("the program " + target.program +
                            " is not a file any more; run git-veto from where it is installed");
}

std::vector<std::string> own_directories(const Repository& repository) {
  std::vector<std::string> directories;
  const std::string own = repository.common_dir + "/hooks";
  if (repository.hooks != own && !objection_to(repository)) directories.push_back(repository.hooks);
  directories.push_back(own);
  std::erase_if(directories, [](const std::string& directory) {
    std::error_code failure;
    return !fs::is_directory(directory, failure);
  });
  return directories;
}

Report install(const Target& target) {
  require_program(target);
  const Repository repository = find_repository(target);
  const GitCommand git(environment_at_home(target, repository), repository.home());
  const bool configured = target.way == Way::Preferred && has_config_hooks(git_version(git));
  Report report = configured ? install_as_configuration(target, repository, git)
                             : install_as_files(target, repository, git);
  if (repository.top.empty() && target.side == HookSide::Client)
    report.notes.push_back(
        "a bare repository: what is committed in its worktrees is scanned; to scan what is pushed "
        "to it, type: git veto install --server");
  return report;
}

}  // namespace veto::install
