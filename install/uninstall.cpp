#include <algorithm>
#include <iterator>

#include "install/config_hooks.h"
#include "install/config_install.h"
#include "install/git_command.h"
#include "install/hook_directory.h"
#include "install/hooks.h"
#include "install/install.h"

namespace veto::install {
namespace {

/// What is set up for all repositories is not this one's to remove.
void note_what_is_left(const Target& target, const Repository& repository,
                       std::vector<std::string>& notes) {
  const ConfigHooks in_force = config_hooks_of(target, repository);
  for (const HookKind& hook : kHooks) {
    if (!is_live(in_force, hook.name)) continue;
    const std::string& scope = find_config_hook(in_force, hook.name)->scope;
    if (scope != "global" && scope != "system") continue;
    notes.push_back("git-veto goes on running here, by the " + scope +
                    " configuration; to end that, type: git veto uninstall --" + scope);
    return;
  }
}

}  // namespace

Report uninstall(const Target& target) {
  const Repository repository = find_repository(target);
  const GitCommand git(environment_at_home(target, repository), repository.home());
  Report report;
  report.hooks_directory = repository.hooks;
  for (const std::string& directory : own_directories(repository))
    std::ranges::move(uninstall_from(target, directory), std::back_inserter(report.outcomes));
  const ConfigFile file(git, repository.config_file());
  std::vector<Outcome> configured = uninstall_from_config(file);
  if (!configured.empty() && report.outcomes.empty())
    report.hooks_directory = file.path();
  else if (!configured.empty())
    report.notes.push_back("git-veto's hooks in " + file.path() + " are removed too");
  std::ranges::move(configured, std::back_inserter(report.outcomes));
  note_what_is_left(target, repository, report.notes);
  say_absent(target, report);
  return report;
}

}  // namespace veto::install
