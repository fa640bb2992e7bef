#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hook/completion.h"

namespace veto::hook {
namespace {

constexpr std::string_view kHead =
    R"fish(# fish completion for git-veto and git veto: made by git-veto --generate fish

# Whether the words before the cursor name this command of git-veto, and no command inside it.
function __git_veto_at
    set -l words (commandline -opc)
    set -l program (path basename -- $words[1] 2>/dev/null; or string replace -r '.*/' '' -- $words[1])
    set -e words[1]
    if test "$program" = git
        test "$words[1]" = veto; or return 1
        set -e words[1]
    end
    set -l wanted (string split -n ' ' -- $argv[1])
    set -l named
    for word in $words
        string match -q -- '-*' $word; or set -a named $word
    end
    for word in $wanted
        test "$named[1]" = "$word"; or return 1
        set -e named[1]
    end
    if test (count $argv) -gt 1
        for word in $argv[2..-1]
            contains -- $word $named; and return 1
        end
    end
    return 0
end

)fish";

std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

std::string_view source_of(std::string_view name) {
  switch (value_kind(name)) {
    case ValueKind::File:
      return "-r -F";
    case ValueKind::Directory:
      return "-x -a '(__fish_complete_directories)'";
    case ValueKind::Rule:
      return "-x -a '(git-veto rules list 2>/dev/null | string replace -r \" .*\" \"\")'";
    case ValueKind::Revision:
      return "-x -a '(git for-each-ref --format=\"%(refname:short)\" 2>/dev/null)'";
    case ValueKind::Free:
      return "-x";
  }
  return "-x";
}

/// The condition under which a command is being typed, and none inside it.
std::string condition(const CommandInfo& command) {
  std::string call = "__git_veto_at \"" + command.path + "\"";
  for (const CommandInfo& inner : command.commands) call += " " + inner.name();
  return shell_quoted(call);
}

std::string option_line(const OptionInfo& option) {
  std::string line = option.name.empty() ? "" : " -l " + option.name.substr(2);
  if (!option.short_name.empty()) line += " -s " + option.short_name.substr(1);
  if (!option.choices.empty())
    line += fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
  else if (!option.value.empty())
    line += fmt::format(" {}", source_of(option.value));
  return line + " -d " + shell_quoted(option.summary);
}

/// The same for both ways to call the program.
std::string lines(const std::string& when, const std::string& what) {
  std::string text;
  for (const char* program : {"git-veto", "git"})
    text += fmt::format("complete -c {} -n {}{}\n", program, when, what);
  return text;
}

}  // namespace

std::string fish_completion(const CommandInfo& program) {
  std::string text(kHead);
  text += "complete -c git -n '__fish_git_needs_command' -a veto -d " +
          shell_quoted(program.summary) + "\n";
  text += "complete -c git-veto -f\n";
  for (const CommandInfo* command : all_commands(program)) {
    const std::string when = condition(*command);
    for (const CommandInfo& inner : command->commands)
      text +=
          lines(when, fmt::format(" -f -a {} -d {}", inner.name(), shell_quoted(inner.summary)));
    for (const OptionInfo* option : all_options(*command))
      text += lines(when, option_line(*option));
    for (const OperandInfo& operand : command->operands) {
      if (value_kind(operand.name) != ValueKind::Free)
        text += lines(when, fmt::format(" {}", source_of(operand.name)));
    }
  }
  return text;
}

}  // namespace veto::hook
