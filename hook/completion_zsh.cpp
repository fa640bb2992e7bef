#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hook/completion.h"

namespace veto::hook {
namespace {

constexpr std::string_view kHead = R"zsh(#compdef git-veto
# zsh completion for git-veto and git veto: made by git-veto --generate zsh

__git_veto_rules() {
  local -a rules=(${(f)"$(git-veto rules list 2>/dev/null | cut -d ' ' -f 1)"})
  _describe -t rules 'rule' rules
}

__git_veto_revisions() {
  local -a refs=(${(f)"$(git for-each-ref --format='%(refname:short)' 2>/dev/null)"})
  _describe -t refs 'revision' refs
}

)zsh";

/// Inside single quotes, in a specification of _arguments or _describe.
std::string shell_quoted(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'')
      result += "'\\''";
    else if (c == '[' || c == ']' || c == ':' || c == '\\')
      (result += '\\') += c;
    else
      result += c;
  }
  return result;
}

std::string_view action(std::string_view name) {
  switch (value_kind(name)) {
    case ValueKind::File:
      return "_files";
    case ValueKind::Directory:
      return "_files -/";
    case ValueKind::Rule:
      return "__git_veto_rules";
    case ValueKind::Revision:
      return "__git_veto_revisions";
    case ValueKind::Free:
      return " ";
  }
  return " ";
}

std::string option_spec(const OptionInfo& option) {
  std::string spec = option.repeatable ? "*" : "";
  spec +=
      option.name + (option.value.empty() ? "" : "=") + "[" + shell_quoted(option.summary) + "]";
  if (!option.value.empty())
    spec += ":" + shell_quoted(option.value) + ":" +
            (option.choices.empty() ? std::string(action(option.value))
                                    : fmt::format("({})", fmt::join(option.choices, " ")));
  return "    '" + spec + "'";
}

std::string function_of(const CommandInfo& command) {
  std::string name = "_git-veto";
  if (!command.path.empty()) name += "_" + command.path;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

/// A command that has commands inside: its first operand is one of them.
std::string dispatcher(const CommandInfo& command, const std::string& specs) {
  std::string names;
  std::string branches;
  for (const CommandInfo& inner : command.commands) {
    names += fmt::format("    '{}:{}'\n", inner.name(), shell_quoted(inner.summary));
    branches += fmt::format("    {}) {} ;;\n", inner.name(), function_of(inner));
  }
  return fmt::format(
      "{}() {{\n  local context state state_descr line\n  typeset -A opt_args\n"
      "  local -a commands=(\n{}  )\n"
      "  _arguments -C \\\n{} \\\n    '1: :->command' '*:: :->rest'\n"
      "  case $state in\n  command) _describe -t commands 'command' commands ;;\n"
      "  rest)\n    case $line[1] in\n{}    esac ;;\n  esac\n}}\n\n",
      function_of(command), names, specs, branches);
}

std::string command_function(const CommandInfo& command) {
  std::vector<std::string> specs;
  for (const OptionInfo* option : all_options(command)) specs.push_back(option_spec(*option));
  if (!command.commands.empty())
    return dispatcher(command, fmt::format("{}", fmt::join(specs, " \\\n")));
  for (const OperandInfo& operand : command.operands)
    specs.push_back(fmt::format("    '{}:{}:{}'", operand.repeatable ? "*" : "",
                                shell_quoted(operand.name), action(operand.name)));
  return fmt::format("{}() {{\n  _arguments -s -S \\\n{}\n}}\n\n", function_of(command),
                     fmt::join(specs, " \\\n"));
}

}  // namespace

std::string zsh_completion(const CommandInfo& program) {
  std::string text(kHead);
  for (const CommandInfo* command : all_commands(program)) text += command_function(*command);
  return text + "if [[ $funcstack[1] == _git-veto ]]; then _git-veto \"$@\"; fi\n";
}

}  // namespace veto::hook
