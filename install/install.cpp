#include "install/install.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "base/error.h"
#include "install/chain.h"
#include "install/git_command.h"
#include "install/hook_file.h"
#include "install/hooks.h"
#include "install/other_tool.h"
#include "install/repository.h"
#include "install/shell.h"
#include "install/shim.h"
#include "install/site.h"
#include "install/staged_file.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

void require_program(const Target& target) {
  std::error_code failure;
  const fs::path program = target.program;
  if (!program.is_absolute() || !fs::is_regular_file(program, failure))
    throw base::usage_error("the program " + target.program +
                            " is not a file any more; run git-veto from where it is installed");
}

/// Makes `directory` and what is missing above it, and remembers how much that was.
void make_directory(const std::string& directory) {
  int made = 0;
  fs::path missing = directory;
  std::error_code failure;
  for (; !fs::exists(missing, failure) && missing.has_relative_path(); ++made)
    missing = missing.parent_path();
  if (made == 0) return;
  fs::create_directories(directory, failure);
  if (failure) throw base::unreadable("making " + directory + ": " + failure.message());
  std::ofstream mark(fs::path(directory) / kMadeDirectoryMark);
  mark << made << '\n';
}

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

/// Makes room for the present hook under the kept name, where an earlier one stands: that one has
/// not been run since another tool replaced git-veto's hook, but it is somebody's.
void put_by_older(const Site& site, Outcome& outcome) {
  if (!exists(site.kept)) return;
  if (interchangeable(site.path, site.kept)) {
    remove_file(site.kept);
    return;
  }
  int number = 2;
  while (exists(site.kept + "." + std::to_string(number))) ++number;
  const std::string older = site.kept + "." + std::to_string(number);
  rename_file(site.kept, older);
  outcome.notes.push_back("a hook kept earlier did not run any more; it is now " +
                          fs::path(older).filename().string());
}

/// The shell script for `site` with the hook `kept` behind it.
Shim shim_for(const Site& site, const HookFile& kept, Outcome& outcome) {
  ChainPlan plan = plan_chain(site.hook, kept);
  if (!plan.note.empty()) outcome.notes.push_back(std::move(plan.note));
  if (plan.chain == Chain::Execute || plan.chain == Chain::Source)
    outcome.chained = kept_name(site.hook.name);
  return {site.hook, site.target.program, site.target.version, plan.chain,
          std::move(plan.interpreter)};
}

void install_shim(const Site& site, const HookFile& present, Outcome& outcome) {
  const bool foreign = present.kind == HookFileKind::Foreign;
  const HookFile kept = foreign ? present : examine(site.kept, site.target.program);
  const std::string text = shim_text(shim_for(site, kept, outcome));
  if (present.kind == HookFileKind::Shim && present.text == text && present.runnable &&
      !present.symbolic)
    return;
  outcome.result = present.kind == HookFileKind::Shim || present.kind == HookFileKind::Program
                       ? Result::Updated
                       : Result::Installed;
  StagedFile staged = StagedFile::with_text(site.path, text);
  if (foreign) {
    put_by_older(site, outcome);
    keep_as(site.path, site.kept);
  }
  staged.commit();
}

void install_program(const Site& site, const HookFile& present, Outcome& outcome) {
  if (present.kind == HookFileKind::Program && present.genuine && present.runnable &&
      !present.symbolic)
    return;
  outcome.result = present.kind == HookFileKind::Absent ? Result::Installed : Result::Updated;
  StagedFile::with_program(site.path, site.target.program).commit();
}

/// Why git-veto must keep its hands off the present hook; empty when it need not.
std::string reason_to_leave(const Site& site, const HookFile& present, const OtherTool* tool) {
  if (present.kind == HookFileKind::Shim && !present.genuine)
    return "edited since git-veto wrote it; to have it written anew, type: rm " +
           shell_quote(site.path) + " and install again";
  if (present.kind == HookFileKind::Foreign && tool != nullptr) return std::string(tool->instead);
  return {};
}

void add_once(std::vector<std::string>& notes, std::string note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
}

Outcome install_hook(const Site& site, Place place, std::vector<std::string>& notes) {
  Outcome outcome{std::string(site.hook.name), Result::Current, site.path, {}, {}};
  const HookFile present = examine(site.path, site.target.program);
  if (present.kind == HookFileKind::Unusable)
    throw base::usage_error(site.path + " is not a file; move it away and install again");
  const OtherTool* tool = find_other_tool(site.directory, present.text);
  if (std::string reason = reason_to_leave(site, present, tool); !reason.empty()) {
    outcome.result = Result::Left;
    outcome.notes.push_back(std::move(reason));
    return outcome;
  }
  if (present.kind == HookFileKind::Foreign || exists(site.kept) || place == Place::WorkTree)
    install_shim(site, present, outcome);
  else
    install_program(site, present, outcome);
  remove_moved_aside(site, outcome);
  if (tool != nullptr && outcome.result != Result::Current) {
    outcome.notes.push_back(std::string(tool->name) + " keeps hooks here");
    add_once(notes, std::string(tool->advice));
  }
  return outcome;
}

}  // namespace

Report install(const Target& target) {
  require_program(target);
  const Repository repository = find_repository(target);
  if (const auto objection = objection_to(repository)) throw *objection;
  make_directory(repository.hooks);
  const DirectoryLock lock(repository.hooks);

  Report report;
  report.hooks_directory = repository.hooks;
  report.notes = notes_on_directory(target, repository);
  for (const HookKind& hook : kHooks)
    report.outcomes.push_back(
        install_hook(site_of(target, repository.hooks, hook), repository.place, report.notes));
  lock.sync();
  return report;
}

}  // namespace veto::install
