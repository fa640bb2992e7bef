#include "install/config_install.h"

#include <algorithm>
#include <string>
#include <utility>

#include "install/config_hooks.h"
#include "install/hooks.h"
#include "install/shell.h"

namespace veto::install {
namespace {

std::string key_of(std::string_view hook) {
  return "hook." + config_name(hook);
}

Outcome outcome_for(std::string_view hook, Result result) {
  return {std::string(hook), result, key_of(hook), {}, {}};
}

/// A command that git-veto wrote for some program, or none at all.
bool is_genuine(const std::vector<std::string>& commands, std::string_view hook) {
  return commands.empty() || (commands.size() == 1 && program_of(commands.back(), hook));
}

std::string command_to_remove(const ConfigFile& file, std::string_view hook) {
  return "git config --file " + shell_quote(file.path()) + " --remove-section " + key_of(hook);
}

Outcome install_hook(const Target& target, const ConfigHooks& in_force, const ConfigFile& file,
                     std::string_view hook) {
  Outcome outcome = outcome_for(hook, Result::Current);
  const std::vector<std::string> commands = file.values(key_of(hook) + ".command");
  const ConfigHook* present = find_config_hook(in_force, hook);
  if (commands.empty() && present != nullptr && is_live(in_force, hook) &&
      program_of(present->command, hook)) {
    outcome.notes.push_back("set in the " + present->scope + " configuration, " + present->origin);
    return outcome;
  }
  if (!is_genuine(commands, hook)) {
    outcome.result = Result::Left;
    outcome.notes.push_back("edited since git-veto wrote it; to have it written anew, type: " +
                            command_to_remove(file, hook) + " and install again");
    return outcome;
  }
  if (write_config_hook(file, target.program, hook))
    outcome.result = commands.empty() ? Result::Installed : Result::Updated;
  return outcome;
}

}  // namespace

std::vector<Outcome> install_in_config(const Target& target, const GitCommand& git,
                                       const ConfigFile& file) {
  const ConfigHooks before = read_config_hooks(git);
  std::vector<Outcome> outcomes;
  for (const HookKind& hook : hooks_to_install(target.side))
    outcomes.push_back(install_hook(target, before, file, hook.name));
  const ConfigHooks after = read_config_hooks(git);
  for (Outcome& outcome : outcomes) {
    if (is_live(after, outcome.hook) || outcome.result == Result::Left) continue;
    const ConfigHook* hook = find_config_hook(after, outcome.hook);
    // A file that git does not read here is for the self-test to tell.
    if (hook == nullptr) continue;
    outcome.result = Result::Left;
    outcome.notes.push_back("git does not run it: " + key_of(outcome.hook) + ".enabled or hook." +
                            outcome.hook + ".enabled is false, or another file resets its event");
  }
  return outcomes;
}

std::vector<Outcome> uninstall_from_config(const ConfigFile& file) {
  std::vector<Outcome> outcomes;
  for (const HookKind& hook : kHooks) {
    const std::string key = key_of(hook.name);
    const std::vector<std::string> commands = file.values(key + ".command");
    if (commands.empty() && file.values(key + ".event").empty()) continue;
    outcomes.push_back(outcome_for(hook.name, Result::Removed));
    if (is_genuine(commands, hook.name)) continue;
    outcomes.back().result = Result::Left;
    outcomes.back().notes.push_back(
        "edited since git-veto wrote it; to remove it all the same, type: " +
        command_to_remove(file, hook.name));
  }
  const bool genuine = std::none_of(outcomes.begin(), outcomes.end(), [](const Outcome& outcome) {
    return outcome.result == Result::Left;
  });
  if (genuine) file.remove_hooks();
  for (const Outcome& outcome : outcomes)
    if (!genuine && outcome.result == Result::Removed) remove_config_hook(file, outcome.hook);
  return outcomes;
}

}  // namespace veto::install
