#include "hook/help.h"

#include <algorithm>

#include <fmt/format.h>

#include "hook/manual.h"

namespace veto::hook {
namespace {

constexpr std::size_t kTermIndent = 2;
constexpr std::size_t kTextColumn = 26;
constexpr std::size_t kLongIndent = 6;

std::string term_of(const OptionInfo& option) {
  std::string term = option.short_name.empty() ? option.name : option.short_name;
  if (!option.short_name.empty() && !option.name.empty()) term += ", " + option.name;
  if (!option.value.empty()) term += " " + option.value;
  return option.repeatable ? term + "..." : term;
}

/// One line in the short form, if it fits; a paragraph of its own with all details in the long one.
std::string entry(const std::string& term, const std::string& summary, std::string_view details,
                  const HelpForm& form) {
  if (form.length == HelpLength::Long) {
    std::string text = fmt::format("\n{:{}}{}\n", "", kTermIndent, term);
    text += wrapped(summary, kLongIndent, form.width);
    for (const std::string& paragraph : paragraphs(details))
      text += "\n" + wrapped(plain(paragraph), kLongIndent, form.width);
    return text;
  }
  const std::string text = wrapped(summary, kTextColumn, form.width);
  if (kTermIndent + term.size() + 2 > kTextColumn)
    return fmt::format("{:{}}{}\n{}", "", kTermIndent, term, text);
  return fmt::format("{:{}}{:<{}}{}", "", kTermIndent, term, kTextColumn - kTermIndent,
                     text.substr(std::min(kTextColumn, text.size())));
}

std::string choices_of(const OptionInfo& option) {
  std::string text;
  for (const std::string& choice : option.choices) text += (text.empty() ? "" : ", ") + choice;
  return text.empty() ? option.summary : option.summary + " [" + text + "]";
}

std::string option_list(const CommandInfo& command, const std::vector<OptionInfo>& options,
                        const HelpForm& form) {
  std::string text;
  for (const OptionInfo& option : options) {
    text += entry(term_of(option), choices_of(option), details_of(command.path, option.name), form);
  }
  return text;
}

std::string command_list(const CommandInfo& command, const HelpForm& form) {
  std::string text;
  std::vector<std::string> groups;
  for (const CommandInfo& inner : command.commands) {
    if (std::find(groups.begin(), groups.end(), inner.group) == groups.end())
      groups.push_back(inner.group);
  }
  for (const std::string& group : groups) {
    text += "\n" + group + ":\n";
    for (const CommandInfo& inner : command.commands) {
      if (inner.group == group)
        text += entry(inner.name(), inner.summary, details_of(inner.path, ""), form);
    }
  }
  return text;
}

std::string heading(const CommandInfo& command, const HelpForm& form) {
  std::string text = fmt::format("git veto {}{}{}\n", command.path,
                                 command.path.empty() ? "" : ": ", command.summary);
  if (command.path.empty()) text = fmt::format("git-veto: {}\n", command.summary);
  if (form.length == HelpLength::Long) {
    for (const std::string& paragraph : paragraphs(details_of(command.path, "")))
      text += "\n" + wrapped(plain(paragraph), 0, form.width);
  }
  return text + fmt::format("\nUsage: git veto{}{} {}\n", command.path.empty() ? "" : " ",
                            command.path, usage_of(command));
}

}  // namespace

std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
  std::string result;
  std::string line;
  const auto end_line = [&] {
    if (!line.empty()) result += std::string(indent, ' ') + line + "\n";
    line.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!line.empty() && indent + line.size() + 1 + word.size() > width) end_line();
    line += (line.empty() ? "" : " ") + word;
  }
  end_line();
  return result;
}

std::string help_text(const CommandInfo& command, const HelpForm& form) {
  std::string text = heading(command, form);
  text += command_list(command, form);
  if (!command.operands.empty()) {
    text += "\nOperands:\n";
    for (const OperandInfo& operand : command.operands)
      text += entry(operand.name + (operand.repeatable ? "..." : ""), operand.summary,
                    details_of(command.path, operand.name), form);
  }
  text += "\nOptions:\n" + option_list(command, command.options, form);
  if (!command.shared.empty())
    text += fmt::format("\n{}:\n", kSharedGroup) + option_list(command, command.shared, form);
  if (form.length == HelpLength::Short)
    text +=
        fmt::format("\nMore: git veto{}{} --help\n", command.path.empty() ? "" : " ", command.path);
  return text;
}

}  // namespace veto::hook
