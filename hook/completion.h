// Completion scripts for shells, each one file that completes `git-veto` and `git veto`: commands,
// options, their values, and operands that are files, rules or refs. Printed by
// git-veto --generate SHELL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hook/command_info.h"

namespace veto::hook {

/// What a value or an operand is, as its name in the help says.
enum class ValueKind : unsigned char { Free, File, Directory, Rule, Revision };

[[nodiscard]] ValueKind value_kind(std::string_view name);

/// The program and all commands below it, each before those inside it.
[[nodiscard]] std::vector<const CommandInfo*> all_commands(const CommandInfo& program);

/// The options of a command, shared ones too.
[[nodiscard]] std::vector<const OptionInfo*> all_options(const CommandInfo& command);

[[nodiscard]] std::string bash_completion(const CommandInfo& program);
[[nodiscard]] std::string zsh_completion(const CommandInfo& program);
[[nodiscard]] std::string fish_completion(const CommandInfo& program);

}  // namespace veto::hook
