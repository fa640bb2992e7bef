#include "install/hook_directory.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/error.h"
#include "install/chain.h"
#include "install/hook_file.h"
#include "install/hooks.h"
#include "install/made_directory.h"
#include "install/other_tool.h"
#include "install/shell.h"
#include "install/shim.h"
#include "install/site.h"
#include "install/staged_file.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

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

/// `twin`: a hook of the directory that is the program already; set if there was none.
void install_program(const Site& site, const HookFile& present, std::string& twin,
                     Outcome& outcome) {
  const bool is_current = present.kind == HookFileKind::Program && present.genuine &&
                          present.runnable && !present.symbolic;
  if (!is_current) {
    outcome.result = present.kind == HookFileKind::Absent ? Result::Installed : Result::Updated;
    StagedFile::with_program(site.path, site.target.program, twin).commit();
  }
  if (twin.empty()) twin = site.path;
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

/// Hooks that a dispatcher of Debian's kind runs one by one.
void note_hook_parts(const Site& site, const HookFile& present, Outcome& outcome) {
  std::error_code ignored;
  const std::string parts = site.path + ".d";
  if (!fs::is_directory(parts, ignored)) return;
  const std::string name = fs::path(parts).filename().string();
  const HookFile runs =
      present.kind == HookFileKind::Foreign ? present : examine(site.kept, site.target.program);
  if (runs.kind == HookFileKind::Foreign && runs.runnable &&
      runs.text.find(".d") != std::string::npos)
    outcome.notes.push_back("the hooks in " + name + " go on running behind git-veto");
  else
    outcome.notes.push_back("nothing runs the hooks in " + name + ", now as before");
}

Outcome install_hook(const Site& site, Place place, std::string& twin,
                     std::vector<std::string>& notes) {
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
    install_program(site, present, twin, outcome);
  note_hook_parts(site, present, outcome);
  remove_moved_aside(site, outcome);
  if (tool != nullptr && outcome.result != Result::Current) {
    outcome.notes.push_back(std::string(tool->name) + " keeps hooks here");
    add_once(notes, std::string(tool->advice));
  }
  return outcome;
}

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

}  // namespace

std::vector<Outcome> install_into(const Target& target, const std::string& directory, Place place,
                                  std::vector<std::string>& notes) {
  const DirectoryLock lock(directory);
  std::vector<Outcome> outcomes;
  std::string twin;
  for (const HookKind& hook : hooks_to_install(target.side))
    outcomes.push_back(install_hook(site_of(target, directory, hook), place, twin, notes));
  lock.sync();
  return outcomes;
}

std::vector<Outcome> uninstall_from(const Target& target, const std::string& directory) {
  const DirectoryLock lock(directory);
  std::vector<Outcome> outcomes;
  for (const HookKind& hook : kHooks)
    outcomes.push_back(uninstall_hook(site_of(target, directory, hook)));
  lock.sync();
  remove_made_directory(directory);
  std::erase_if(outcomes, [](const Outcome& outcome) {
    return outcome.result == Result::Absent && outcome.notes.empty();
  });
  return outcomes;
}

void say_absent(const Target& target, Report& report) {
  if (!report.outcomes.empty()) return;
  for (const HookKind& hook : hooks_to_install(target.side))
    report.outcomes.push_back({std::string(hook.name), Result::Absent, {}, {}, {}});
}

}  // namespace veto::install
