#include "hook/completion.h"

namespace veto::hook {

ValueKind value_kind(std::string_view name) {
  if (name == "DIRECTORY" || name == "REPOSITORY") return ValueKind::Directory;
  if (name == "PATH" || name.ends_with("FILE")) return ValueKind::File;
  if (name == "RULE") return ValueKind::Rule;
  if (name == "RANGE" || name == "REF") return ValueKind::Revision;
  return ValueKind::Free;
}

std::vector<const CommandInfo*> all_commands(const CommandInfo& program) {
  std::vector<const CommandInfo*> commands{&program};
  for (const CommandInfo& command : program.commands) {
    const std::vector<const CommandInfo*> inner = all_commands(command);
    commands.insert(commands.end(), inner.begin(), inner.end());
  }
  return commands;
}

std::vector<const OptionInfo*> all_options(const CommandInfo& command) {
  std::vector<const OptionInfo*> options;
  for (const OptionInfo& option : command.options) options.push_back(&option);
  for (const OptionInfo& option : command.shared) options.push_back(&option);
  return options;
}

}  // namespace veto::hook
