#include "hook/man_page.h"

#include <algorithm>

#include <fmt/format.h>

#include "hook/manual.h"

namespace veto::hook {
namespace {

/// As roff wants it: a dash is a minus sign, a backslash stands for itself, and no line begins with
/// a control character. Backquoted words are bold.
std::string roff(std::string_view text) {
  std::string result;
  bool bold = false;
  for (const char c : text) {
    if (c == '`') {
      bold = !bold;
      result += bold ? "\\fB" : "\\fR";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '\\') {
      result += "\\e";
    } else {
      result += c;
    }
  }
  const bool is_control = result.starts_with('.') || result.starts_with('\'');
  return (is_control ? "\\&" : "") + result;
}

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + roff(text) + "\\fR";
}

/// A summary begins in lower case and has no full stop, as in a list.
std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

std::string text_below(const std::string& summary, std::string_view details) {
  std::string text = roff(sentence(summary)) + "\n";
  for (const std::string& paragraph : paragraphs(details)) text += ".sp\n" + roff(paragraph) + "\n";
  return text;
}

std::string option_entry(const CommandInfo& command, const OptionInfo& option) {
  std::string term = option.short_name.empty() ? "" : bold(option.short_name) + ", ";
  term += bold(option.name);
  if (!option.value.empty()) term += " " + italic(option.value);
  if (option.repeatable) term += "...";
  std::string summary = option.summary;
  if (!option.choices.empty()) summary += fmt::format(" [{}]", fmt::join(option.choices, ", "));
  return ".TP\n" + term + "\n" + text_below(summary, details_of(command.path, option.name));
}

std::string command_entry(const CommandInfo& command) {
  std::string text = ".TP\n" + bold("git veto " + command.path);
  for (const OperandInfo& operand : command.operands) {
    const std::string name = italic(operand.name) + (operand.repeatable ? "..." : "");
    text += operand.required ? " " + name : " [" + name + "]";
  }
  text += "\n" + text_below(command.summary, details_of(command.path, ""));
  std::string inner;
  for (const OperandInfo& operand : command.operands) {
    if (!operand.summary.empty())
      inner += ".TP\n" + italic(operand.name) + "\n" +
               text_below(operand.summary, details_of(command.path, operand.name));
  }
  for (const OptionInfo& option : command.options) {
    if (option.name != "--help") inner += option_entry(command, option);
  }
  if (!inner.empty()) text += ".RS\n" + inner + ".RE\n";
  for (const CommandInfo& below : command.commands) text += command_entry(below);
  return text;
}

/// The first command that takes the options that all scans share.
const CommandInfo* find_scan(const CommandInfo& program) {
  const auto found = std::find_if(program.commands.begin(), program.commands.end(),
                                  [](const CommandInfo& each) { return !each.shared.empty(); });
  return found == program.commands.end() ? nullptr : &*found;
}

std::string commands_section(const CommandInfo& program) {
  std::string text = ".SH COMMANDS\n";
  std::string group;
  for (const CommandInfo& command : program.commands) {
    if (command.group != group) text += ".SS " + roff(command.group) + "\n";
    group = command.group;
    text += command_entry(command);
  }
  return text;
}

std::string options_section(const CommandInfo& program) {
  std::string text = ".SH OPTIONS\n";
  for (const OptionInfo& option : program.options) text += option_entry(program, option);
  if (const CommandInfo* scan = find_scan(program)) {
    text += std::string(".SS ") + kSharedGroup + "\n";
    for (const OptionInfo& option : scan->shared) text += option_entry(*scan, option);
  }
  return text;
}

std::string topic_section(const Topic& topic) {
  std::string text = ".SH " + roff(topic.title) + "\n";
  bool first = true;
  for (const std::string& paragraph : paragraphs(topic.text)) {
    text += (first ? "" : ".PP\n") + roff(paragraph) + "\n";
    first = false;
  }
  for (const Topic::Entry& entry : topic.entries) {
    text += ".TP\n" + bold(entry.term) + "\n";
    first = true;
    for (const std::string& paragraph : paragraphs(entry.text)) {
      text += (first ? "" : ".sp\n") + roff(paragraph) + "\n";
      first = false;
    }
  }
  return text;
}

std::string synopsis_line(const CommandInfo& command) {
  const std::string usage = usage_of(command);
  return bold("git veto " + command.path) + (usage.empty() ? "" : " ") + roff(usage) + "\n";
}

}  // namespace

std::string man_page(const CommandInfo& program) {
  std::string text = ".TH GIT\\-VETO 1 \"\" \"git\\-veto\" \"User Commands\"\n";
  text += ".SH NAME\ngit\\-veto \\- stops secrets at the commit\n";
  text += ".SH SYNOPSIS\n";
  for (const CommandInfo& command : program.commands) text += synopsis_line(command);
  text += ".SH DESCRIPTION\n";
  bool first = true;
  for (const std::string& paragraph : paragraphs(details_of("", ""))) {
    text += (first ? "" : ".PP\n") + roff(paragraph) + "\n";
    first = false;
  }
  text += commands_section(program) + options_section(program);
  for (const Topic& topic : topics()) text += topic_section(topic);
  return text;
}

}  // namespace veto::hook
