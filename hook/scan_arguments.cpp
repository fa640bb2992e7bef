#include <map>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "hook/command_info.h"
#include "hook/parser_parts.h"
#include "hook/time_argument.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

constexpr const char* kGroup = "Scanning";

const std::map<std::string, ColorChoice> kColors{
    {"auto", ColorChoice::Auto}, {"always", ColorChoice::Always}, {"never", ColorChoice::Never}};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const report::Format& format : report::formats()) names.emplace_back(format.name);
  return names;
}

const report::Format* parse_format(const std::string& word) {
  if (const report::Format* format = report::find_format(word)) return format;
  std::string names;
  for (const std::string& name : format_names()) names += (names.empty() ? "" : ", ") + name;
  throw base::usage_error("there is no format " + text::for_terminal(word) +
                          "; there are: " + names);
}

ReportFile parse_report(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals + 1 == word.size())
    throw base::usage_error("--report takes FORMAT=FILE, not " + text::for_terminal(word));
  return {parse_format(word.substr(0, equals)), word.substr(equals + 1)};
}

void add_limits(CLI::App& command, ScanFlags& flags) {
  command.add_option("--threads", flags.threads, "how many threads work (default: all processors)")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command
      .add_option("--max-memory", flags.max_memory,
                  "take no more than this (512M, 2G); what does not fit is reported as not read")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
}

void add_scan_options(CLI::App& command, const ParserParts& parts) {
  ScanFlags& flags = parts.options.scan;
  add_report_options(command, parts);
  command.option_defaults()->group(kSharedGroup);
  command.add_option("--tier", parts.words.tier, "the lowest tier that fails the run")
      ->type_name("TIER")
      ->check(CLI::IsMember({"block", "warn", "info"}));
  command.add_option("--rule", flags.rules, "only this rule; may be repeated")
      ->allow_extra_args(false)
      ->type_name("RULE");
  add_policy_options(command, flags);
  command.add_flag("--no-config", flags.no_config,
                   "ignore all configuration, the allow file and the baseline");
  add_limits(command, flags);
  command
      .add_option_function<std::string>(
          "--as-of", [&flags](const std::string& word) { flags.as_of = parse_time(word); },
          "count expiries from this time (2026-11-22, 2026-11-22T01:23:45Z) and leave out "
          "durations: the same input gives the same report")
      ->type_name("TIME");
  command.add_flag("--trace", flags.trace, "say on standard error what is done and why");
  command.option_defaults()->group("Options");
}

CLI::App& add_scan(const ParserParts& parts, const CommandTitle& title, Verb verb) {
  CLI::App& command = add_command(parts.app, title, verb, parts.options);
  command.group(kGroup);
  add_scan_options(command, parts);
  return command;
}

void add_policy_ref(CLI::App& command, ScanFlags& flags) {
  command
      .add_option("--policy-ref", flags.policy_ref,
                  "read .git-veto.toml, .git-veto-allow and .git-veto-baseline from this commit "
                  "and nowhere else")
      ->type_name("REF");
}

void add_hook(const ParserParts& parts) {
  CLI::App& hook =
      add_command(parts.app, {"hook", "run as the git hook NAME"}, Verb::Hook, parts.options);
  hook.group(kGroup);
  hook.add_option("NAME", parts.options.operands, "the hook's name, then what git gives it")
      ->required();
  // Read by the hook itself (hook_call.h): what git gives it looks like anything.
  hook.add_option("--deadline", parts.words.deadline,
                  "pre-receive and update: seconds after which the push is decided on")
      ->type_name("SECONDS");
  hook.add_option("--on-timeout", parts.words.on_timeout,
                  "what that decision is: block (the default) or allow")
      ->type_name("POLICY");
  add_policy_ref(hook, parts.options.scan);
  hook.allow_extras();
  hook.prefix_command();
}

}  // namespace

void add_report_options(CLI::App& command, const ParserParts& parts) {
  ScanFlags& flags = parts.options.scan;
  command.option_defaults()->group(kSharedGroup);
  command.add_option("--format", parts.words.format, "what to print")
      ->type_name("FORMAT")
      ->check(CLI::IsMember(format_names()));
  command
      .add_option("--report", parts.words.reports,
                  "also write a report, as FORMAT=FILE (mode 0600); may be repeated")
      ->allow_extra_args(false)
      ->type_name("FORMAT=FILE");
  command.add_option("--color", parts.words.color, "whether to use colours")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  command.add_flag("--quiet", flags.quiet, "print nothing when there is nothing to report");
  command.add_flag("--reveal", flags.reveal, "print secrets in full");
  command.option_defaults()->group("Options");
}

void add_policy_options(CLI::App& command, ScanFlags& flags) {
  command.add_option("--config", flags.config, "read this file instead of .git-veto.toml")
      ->type_name("FILE");
  add_policy_ref(command, flags);
}

void read_scan_words(const Words& words, ScanFlags& flags) {
  if (!words.format.empty()) flags.format = parse_format(words.format);
  if (!words.color.empty()) flags.color = kColors.at(words.color);
  if (!words.tier.empty()) flags.tier = *rules::parse_tier(words.tier);
  if (!flags.config.empty() && !flags.policy_ref.empty())
    throw base::usage_error("--config and --policy-ref name two places: give one of them");
  for (const std::string& word : words.reports) flags.reports.push_back(parse_report(word));
}

void add_scans(const ParserParts& parts) {
  Options& options = parts.options;
  add_scan(parts, {"staged", "scan what the next commit would add"}, Verb::Staged);
  CLI::App& history =
      add_scan(parts, {"history", "scan every object of a repository"}, Verb::History);
  history.add_option("REPOSITORY", options.operands,
                     "default: the one of this directory; behind it perhaps ranges of commits "
                     "(A..B): only what these add is reported");
  history.add_flag("--reachable", options.reachable,
                   "report only what branches, tags and other refs reach");
  history
      .add_option("--since", options.since,
                  "only what commits since then add: a date as git log takes it, 2026-11-22 or "
                  "\"2 weeks ago\"")
      ->type_name("DATE");
  history
      .add_option("--branch", options.branches,
                  "only what is on this branch, local or of a remote (origin/main), or on those "
                  "that match ('release/*'); may be repeated")
      ->allow_extra_args(false)
      ->type_name("NAME");
  history.add_flag("--full", options.full, "read everything again, known from earlier runs or not");
  history.add_flag("--no-store", options.no_store,
                   "neither use nor keep what is known from earlier runs");
  add_scan(parts, {"range", "scan what ranges of commits add"}, Verb::Range)
      .add_option("RANGE", options.operands, "A..B, A...B, or A ^B; perhaps several")
      ->required();
  add_scan(parts, {"ci", "scan what the CI job at hand is about, by the CI system's variables"},
           Verb::Ci);
  add_scan(parts, {"files", "scan files and directories"}, Verb::Files)
      .add_option("PATH", options.operands, "default: this directory");
  add_scan(parts, {"stdin", "scan standard input"}, Verb::Stdin)
      .add_option("--path", options.stdin_path, "the name to report it under")
      ->type_name("NAME");
  add_hook(parts);
}

}  // namespace veto::hook
