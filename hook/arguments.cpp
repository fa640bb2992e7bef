#include "hook/arguments.h"

#include <algorithm>
#include <map>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "hook/completion.h"
#include "hook/help.h"
#include "hook/man_page.h"
#include "hook/version.h"
#include "policy/allow_file.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

const std::map<std::string, Format> kFormats{
    {"human", Format::Human}, {"json", Format::Json}, {"jsonl", Format::JsonLines}};
const std::map<std::string, ColorChoice> kColors{
    {"auto", ColorChoice::Auto}, {"always", ColorChoice::Always}, {"never", ColorChoice::Never}};

constexpr const char* kSettingUp = "Setting up";
constexpr const char* kScanning = "Scanning";
constexpr const char* kDeciding = "Deciding";
constexpr const char* kAsking = "Asking";
constexpr std::size_t kHelpWidth = 80;

/// What CLI11 fills: words, turned into values once everything is known to be well-formed.
struct Words {
  std::string format = "human";
  std::vector<std::string> reports;
  std::string tier = "block";
  std::string color = "auto";
  std::string deadline;
  std::string on_timeout;
};

void add_scan_flags(CLI::App& command, ScanFlags& flags, Words& words) {
  command.option_defaults()->group(kSharedGroup);
  command.add_option("--format", words.format, "what to print")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"human", "json", "jsonl"}));
  command
      .add_option("--report", words.reports,
                  "also write a report, as FORMAT=FILE (mode 0600); may be repeated")
      ->type_name("FORMAT=FILE");
  command.add_option("--tier", words.tier, "the lowest tier that fails the run")
      ->type_name("TIER")
      ->check(CLI::IsMember({"block", "warn", "info"}));
  command.add_option("--rule", flags.rules, "only this rule; may be repeated")->type_name("RULE");
  command.add_flag("--no-config", flags.no_config,
                   "ignore .git-veto.toml, .git-veto-allow and what they allow");
  command.add_option("--config", flags.config, "read this file instead of .git-veto.toml")
      ->type_name("FILE");
  command.add_option("--threads", flags.threads, "how many threads work (default: all processors)")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command
      .add_option("--max-memory", flags.max_memory,
                  "take no more than this (512M, 2G); what does not fit is reported as not read")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
  command.add_option("--color", words.color, "whether to use colours")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  command.add_flag("--quiet", flags.quiet, "print nothing when there is nothing to report");
  command.add_flag("--trace", flags.trace, "say on standard error what is done and why");
  command.add_flag("--reveal", flags.reveal, "print secrets in full");
  command.option_defaults()->group("Options");
}

ReportFile parse_report(const std::string& word) {
  const std::size_t equals = word.find('=');
  const auto format = kFormats.find(word.substr(0, equals));
  if (equals == std::string::npos || format == kFormats.end() || equals + 1 == word.size())
    throw base::usage_error("--report takes FORMAT=FILE with human, json or jsonl, not " +
                            text::for_terminal(word));
  return {format->second, word.substr(equals + 1)};
}

class Parser {
 public:
  Parser() : app_("Stops secrets at the commit.", "git-veto") {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "git-veto " + std::string(kVersion) + "\n",
                          "print the version");
    app_.set_help_flag("-h", "help in short");
    app_.set_help_all_flag("--help", "help in full");
    app_.option_defaults()->always_capture_default(false);
    add_installer();
    add_scans();
    add_decisions();
    add_rules();
    add_questions();
    add_generators();
  }

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
    options_.scan.format = kFormats.at(words_.format);
    options_.scan.color = kColors.at(words_.color);
    options_.scan.tier = *rules::parse_tier(words_.tier);
    for (const std::string& word : words_.reports)
      options_.scan.reports.push_back(parse_report(word));
    if (!options_.expires.empty() && !policy::is_date(options_.expires))
      throw base::usage_error("--expires takes a date as YYYY-MM-DD, not " +
                              text::for_terminal(options_.expires));
    check_installer_operands();
    return {std::move(options_), ""};
  }

 private:
  CLI::App& add(CLI::App& parent, const char* name, const char* text, Verb verb) {
    CLI::App& command = *parent.add_subcommand(name, text);
    command.callback([this, verb] { options_.verb = verb; });
    return command;
  }

  CLI::App& add_scan(const char* name, const char* text, Verb verb) {
    CLI::App& command = add(app_, name, text, verb);
    command.group(kScanning);
    add_scan_flags(command, options_.scan, words_);
    return command;
  }

  void add_scans() {
    add_scan("staged", "scan what the next commit would add", Verb::Staged);
    CLI::App& history = add_scan("history", "scan every object of a repository", Verb::History);
    history.add_option("REPOSITORY", options_.operands,
                       "default: the one of this directory; behind it perhaps ranges of commits "
                       "(A..B): only what these add is reported");
    history.add_flag("--reachable", options_.reachable,
                     "report only what branches, tags and other refs reach");
    add_scan("range", "scan what ranges of commits add", Verb::Range)
        .add_option("RANGE", options_.operands, "A..B, A...B, or A ^B; perhaps several")
        ->required();
    add_scan("ci", "scan what the CI job at hand is about, by the CI system's variables", Verb::Ci);
    add_scan("files", "scan files and directories", Verb::Files)
        .add_option("PATH", options_.operands, "default: this directory");
    add_scan("stdin", "scan standard input", Verb::Stdin)
        .add_option("--path", options_.stdin_path, "the name to report it under")
        ->type_name("NAME");
    CLI::App& hook = add(app_, "hook", "run as the git hook NAME", Verb::Hook);
    hook.group(kScanning);
    hook.add_option("NAME", options_.operands, "the hook's name, then what git gives it")
        ->required();
    // Read by the hook itself (hook_call.h): what git gives it looks like anything.
    hook.add_option("--deadline", words_.deadline,
                    "pre-receive and update: seconds after which the push is decided on")
        ->type_name("SECONDS");
    hook.add_option("--on-timeout", words_.on_timeout,
                    "what that decision is: block (the default) or allow")
        ->type_name("POLICY");
    hook.allow_extras();
    hook.prefix_command();
  }

  void add_extent(CLI::App& command, const char* flag, const char* text, Extent extent) {
    command.add_flag_callback(
        flag,
        [this, extent] {
          if (options_.extent != Extent::Repository)
            throw CLI::ValidationError("give one of --each, --global, --system and --template");
          options_.extent = extent;
        },
        text);
  }

  CLI::App& add_installer_verb(const char* name, const char* text, Verb verb) {
    CLI::App& command = add(app_, name, text, verb);
    command.group(kSettingUp);
    command.add_option("DIRECTORY", options_.operands, "default: this repository");
    add_extent(command, "--each", "every repository below the DIRECTORIES, with a table",
               Extent::Each);
    command.add_flag("--server", options_.server, "the side that is pushed to: pre-receive");
    return command;
  }

  void add_installer() {
    CLI::App& install =
        add_installer_verb("install", "set up the hooks of a repository", Verb::Install);
    install.add_flag("--files", options_.files,
                     "hook files, also where git can have hooks in its configuration");
    CLI::App& uninstall =
        add_installer_verb("uninstall", "take the hooks out again", Verb::Uninstall);
    for (CLI::App* command : {&install, &uninstall}) {
      add_extent(*command, "--global", "all repositories of this user", Extent::User);
      add_extent(*command, "--system", "all repositories of this machine", Extent::System);
      add_extent(*command, "--template",
                 "repositories yet to be made: init.templateDir, or the DIRECTORY",
                 Extent::Template);
    }
    add_installer_verb("doctor", "check that commits are scanned", Verb::Doctor)
        .add_flag("--json", options_.json, "print what was found for programs");
  }

  /// Which directories an installer's verb takes depends on its flags.
  void check_installer_operands() const {
    const bool installer = options_.verb == Verb::Install || options_.verb == Verb::Uninstall ||
                           options_.verb == Verb::Doctor;
    if (!installer) return;
    const std::size_t count = options_.operands.size();
    switch (options_.extent) {
      case Extent::Each:
        if (count == 0) throw base::usage_error("--each takes the directories to look below");
        return;
      case Extent::Repository:
      case Extent::Template:
        if (count > 1)
          throw base::usage_error("more than one directory: for several repositories type --each");
        return;
      case Extent::User:
      case Extent::System:
        if (count > 0)
          throw base::usage_error("--global and --system are for all repositories: name none");
        return;
    }
  }

  void add_rules() {
    CLI::App& rules = *app_.add_subcommand("rules", "look at the rules and test them");
    rules.group(kAsking);
    rules.require_subcommand(1);
    add(rules, "list", "one line a rule", Verb::RulesList);
    add(rules, "show", "everything about a rule", Verb::RulesShow)
        .add_option("RULE", options_.operands)
        ->required();
    add(rules, "test", "check rules against their own examples", Verb::RulesTest)
        .add_option("FILE", options_.operands, "rule files; default: the built-in rules");
    add(rules, "cost", "measure what each rule costs on the text of some files", Verb::RulesCost)
        .add_option("PATH", options_.operands, "default: this directory");
  }

  void add_decisions() {
    CLI::App& allow = add(app_, "allow", "record that findings may stay", Verb::Allow);
    allow.group(kDeciding);
    allow.add_option("ID", options_.operands, "as the report shows it")->required();
    allow.add_option("--reason", options_.reason, "why, for whoever reviews it")
        ->required()
        ->type_name("TEXT");
    allow.add_option("--expires", options_.expires, "the last day on which it counts")
        ->type_name("YYYY-MM-DD");
  }

  void add_questions() {
    add(app_, "explain", "what a rule finds and what to do about it", Verb::Explain)
        .group(kAsking)
        ->add_option("WORD", options_.operands, "a rule, or an exit code")
        ->required()
        ->expected(1);
    add(app_, "version", "print the version", Verb::Version).group(kAsking);
  }

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
};

}  // namespace

CommandInfo describe_arguments() {
  return Parser().description();
}

Parsed parse_arguments(const std::vector<std::string>& arguments) {
  return Parser().parse(arguments);
}

}  // namespace veto::hook
