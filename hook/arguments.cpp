#include "hook/arguments.h"

#include <algorithm>
#include <map>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "hook/completion.h"
#include "hook/help.h"
#include "hook/man_page.h"
#include "hook/parser_parts.h"
#include "hook/version.h"
#include "policy/allow_file.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr std::size_t kHelpWidth = 80;

class Parser {
 public:
  Parser() : app_("Stops secrets at the commit.", "git-veto") {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "git-veto " + std::string(kVersion) + "\n",
                          "print the version");
    app_.set_help_flag("-h", "help in short");
    app_.set_help_all_flag("--help", "help in full");
    app_.option_defaults()->always_capture_default(false);
    add_installer(parts_);
    add_scans(parts_);
    add_decisions(parts_);
    add_questions(parts_);
    add_generators();
  }
  // The parts refer to the members.
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  [[nodiscard]] CommandInfo description() const { return describe(app_); }

  Parsed parse(const std::vector<std::string>& arguments) {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
      app_.parse(reversed);
    } catch (const CLI::CallForHelp&) {
      return {std::nullopt, selected_help(HelpLength::Short)};
    } catch (const CLI::CallForAllHelp&) {
      return {std::nullopt, selected_help(HelpLength::Long)};
    } catch (const CLI::CallForVersion& asked) {
      return {std::nullopt, asked.what()};
    } catch (const CLI::ParseError& failure) {
      throw base::usage_error(text::for_terminal(failure.what()) + " (see git veto --help)");
    }
    read_scan_words(words_, options_.scan);
    if (!options_.expires.empty() && !policy::is_date(options_.expires))
      throw base::usage_error("--expires takes a date as YYYY-MM-DD, not " +
                              text::for_terminal(options_.expires));
    check_installer_operands(options_);
    return {std::move(options_), ""};
  }

 private:
  /// Texts about the program itself: they end the parsing as --version does.
  void add_generators() {
    const std::map<std::string, std::string (*)(const CommandInfo&)> makers{
        {"man", man_page},
        {"bash", bash_completion},
        {"zsh", zsh_completion},
        {"fish", fish_completion}};
    app_.add_option_function<std::string>(
            "--generate",
            [this, makers](const std::string& kind) {
              throw CLI::CallForVersion(makers.at(kind)(description()), 0);
            },
            "print the manual page, or the completions for a shell")
        ->type_name("KIND")
        ->check(CLI::IsMember({"man", "bash", "zsh", "fish"}))
        ->trigger_on_parse();
  }

  /// Help for the innermost command that was named.
  std::string selected_help(HelpLength length) {
    const CLI::App* command = &app_;
    CommandInfo info = description();
    while (!command->get_subcommands().empty()) {
      command = command->get_subcommands().front();
      const auto inner =
          std::find_if(info.commands.begin(), info.commands.end(),
                       [&](const CommandInfo& each) { return each.name() == command->get_name(); });
      info = CommandInfo(*inner);
    }
    return help_text(info, {length, kHelpWidth});
  }

  CLI::App app_;
  Options options_;
  Words words_;
  const ParserParts parts_{app_, options_, words_};
};

}  // namespace

CLI::App& add_command(CLI::App& parent, const CommandTitle& title, Verb verb, Options& options) {
  CLI::App& command = *parent.add_subcommand(title.name, title.summary);
  command.callback([&options, verb] { options.verb = verb; });
  return command;
}

CommandInfo describe_arguments() {
  return Parser().description();
}

Parsed parse_arguments(const std::vector<std::string>& arguments) {
  return Parser().parse(arguments);
}

}  // namespace veto::hook
