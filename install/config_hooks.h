// Hooks that are configuration (git 2.54 and later): hook.<name>.command and hook.<name>.event.
//
// They run beside whatever stands in the hooks directory, wherever core.hooksPath points, so that
// nothing has to be chained and no other tool can put its hook in our place. The command does not
// learn which event it runs for: each hook has a name of its own, git-veto-<hook>.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "install/config_file.h"
#include "install/git_command.h"
#include "install/hooks.h"
#include "install/repository.h"
#include "install/target.h"

namespace veto::install {

[[nodiscard]] inline bool has_config_hooks(const GitVersion& version) noexcept {
  return version.at_least(2, 54);
}

/// The <name> under which `hook` is configured.
[[nodiscard]] std::string config_name(std::string_view hook);

/// What git runs, with a shell: the program, else the one on PATH, else what veto.onMissing says
/// (by default: block).
[[nodiscard]] std::string config_command(const std::string& program, std::string_view hook);

/// A hook.<name>, as all configuration files together have it.
struct ConfigHook {
  std::string command;
  std::vector<std::string> events;
  bool enabled = true;
  std::string scope;   ///< git's word for where the command is set: system, global, local ...
  std::string origin;  ///< git's words, such as "file:.git/config"
};

/// The program that a command of ours runs; nullopt when config_command() did not make it.
[[nodiscard]] std::optional<std::string> program_of(std::string_view command,
                                                    std::string_view hook);

/// All configured hooks by name. Where git can switch a whole event off (hook.<event>.enabled),
/// that stands under the event's name.
using ConfigHooks = std::map<std::string, ConfigHook>;
[[nodiscard]] ConfigHooks read_config_hooks(const GitCommand& git);

/// Those that git runs in `repository`: none where git is too old to run any.
[[nodiscard]] ConfigHooks config_hooks_of(const Target& target, const Repository& repository);

/// The entry by which git runs our `hook`, switched off or not; null when nothing is configured.
[[nodiscard]] const ConfigHook* find_config_hook(const ConfigHooks& hooks, std::string_view hook);

/// Whether git runs what `hook` is configured to run.
[[nodiscard]] bool is_live(const ConfigHooks& hooks, std::string_view hook);

/// Puts `hook` into `file`; returns whether that changed anything. Throws Error(Unreadable).
bool write_config_hook(const ConfigFile& file, const std::string& program, std::string_view hook);

/// Takes it out again; returns whether there was any. Throws Error(Unreadable).
bool remove_config_hook(const ConfigFile& file, std::string_view hook);

}  // namespace veto::install
