#include "hook/command_info.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace veto::hook {
namespace {

// Two options to CLI11, one to people.
const OptionInfo kHelp{"--help", "-h", "", {}, "this help in full; -h: in short", false, false};

/// "FORMAT:{human,json}" names the value and lists what it may be.
void add_type(OptionInfo& info, const std::string& type) {
  info.value = type.substr(0, type.find(':'));
  const std::size_t open = type.find(":{");
  const std::size_t close = type.find('}');
  if (open == std::string::npos || close == std::string::npos) return;
  std::string choice;
  for (const char c : type.substr(open + 2, close - open - 1)) {
    if (c != ',' && c != '}') {
      choice += c;
      continue;
    }
    info.choices.push_back(choice);
    choice.clear();
  }
}

OptionInfo describe_option(const CLI::Option& option) {
  OptionInfo info;
  info.name = option.get_lnames().empty() ? "" : "--" + option.get_lnames().front();
  info.short_name = option.get_snames().empty() ? "" : "-" + option.get_snames().front();
  info.summary = option.get_description();
  info.required = option.get_required();
  if (option.get_items_expected_max() > 0) {
    add_type(info, option.get_type_name());
    info.repeatable = option.get_expected_max() > 1;
  }
  return info;
}

CommandInfo describe_below(const CLI::App& app, const std::string& path) {
  CommandInfo command;
  command.path = path;
  command.group = app.get_group();
  command.summary = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    if (option == app.get_help_ptr() || option == app.get_help_all_ptr()) continue;
    if (option->get_positional())
      command.operands.push_back({option->get_name(true), option->get_description(),
                                  option->get_required(), option->get_expected_max() > 1});
    else if (option->get_group() == kSharedGroup)
      command.shared.push_back(describe_option(*option));
    else
      command.options.push_back(describe_option(*option));
  }
  command.options.push_back(kHelp);
  std::vector<std::string> groups;
  for (const CLI::App* inner : app.get_subcommands([](const CLI::App*) { return true; })) {
    groups.push_back(inner->get_group());
    command.commands.push_back(
        describe_below(*inner, path.empty() ? inner->get_name() : path + " " + inner->get_name()));
  }
  // Groups in the order in which they begin.
  const auto place = [&](const CommandInfo& inner) {
    return std::find(groups.begin(), groups.end(), inner.group);
  };
  std::stable_sort(command.commands.begin(), command.commands.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return command;
}

std::string bracketed(const std::string& text, bool required) {
  return required ? text : "[" + text + "]";
}

}  // namespace

std::string CommandInfo::name() const {
  return path.substr(path.rfind(' ') + 1);
}

CommandInfo describe(const CLI::App& app) {
  return describe_below(app, "");
}

std::string usage_of(const CommandInfo& command) {
  std::string usage;
  for (const OptionInfo& option : command.options) {
    if (option.name == "--help" || option.name.empty()) continue;
    const std::string word = option.value.empty() ? option.name : option.name + " " + option.value;
    usage += " " + bracketed(word, option.required) + (option.repeatable ? "..." : "");
  }
  if (!command.shared.empty()) usage += " [OPTIONS]";
  if (!command.commands.empty()) usage += " COMMAND";
  for (const OperandInfo& operand : command.operands)
    usage += " " + bracketed(operand.name, operand.required) + (operand.repeatable ? "..." : "");
  return usage.empty() ? usage : usage.substr(1);
}

}  // namespace veto::hook
