#include <CLI/CLI.hpp>

#include "hook/parser_parts.h"

namespace veto::hook {
namespace {

constexpr const char* kGroup = "Asking";

void add_rules(const ParserParts& parts) {
  Options& options = parts.options;
  CLI::App& rules = *parts.app.add_subcommand("rules", "look at the rules and test them");
  rules.group(kGroup);
  rules.require_subcommand(1);
  add_command(rules, {"list", "one line a rule"}, Verb::RulesList, options);
  add_command(rules, {"show", "everything about a rule"}, Verb::RulesShow, options)
      .add_option("RULE", options.operands)
      ->required();
  add_command(rules, {"test", "check rules against their own examples"}, Verb::RulesTest, options)
      .add_option("FILE", options.operands, "rule files; default: the built-in rules");
  add_command(rules, {"cost", "measure what each rule costs on the text of some files"},
              Verb::RulesCost, options)
      .add_option("PATH", options.operands, "default: this directory");
}

void add_report(const ParserParts& parts) {
  CLI::App& report = add_command(
      parts.app, {"report", "turn a saved JSON report into other formats, without scanning again"},
      Verb::Report, parts.options);
  report.group(kGroup);
  add_report_options(report, parts);
  report.add_option("--from", parts.options.from, "the report (default: standard input)")
      ->type_name("FILE");
}

void add_explain(const ParserParts& parts) {
  Options& options = parts.options;
  CLI::App& explain = add_command(
      parts.app, {"explain", "what a rule, a finding or an exit code means, and what to do"},
      Verb::Explain, options);
  explain.group(kGroup);
  explain.add_option("WORD", options.operands, "a rule, a finding's id, or an exit code")
      ->required()
      ->expected(1);
  explain.add_flag("--json", options.json, "print the same for programs");
}

CLI::App& add_about_finding(const ParserParts& parts, const CommandTitle& title, Verb verb) {
  CLI::App& command = add_command(parts.app, title, verb, parts.options);
  command.group(kGroup);
  command.add_option("ID", parts.options.operands, "the finding, as the report shows it")
      ->required()
      ->expected(1);
  return command;
}

void add_incident(const ParserParts& parts) {
  Options& options = parts.options;
  add_about_finding(parts, {"trace", "which commits, branches, tags and remotes hold a finding"},
                    Verb::Trace)
      .add_flag("--json", options.json, "print the same for programs");
  add_about_finding(parts, {"incident", "print a redacted incident report to fill in"},
                    Verb::Incident)
      .add_option_function<std::string>(
          "--format", [&options](const std::string& word) { options.json = word == "json"; },
          "what to print; markdown if not given")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"markdown", "json"}));
  CLI::App& plan = add_command(
      parts.app, {"purge-plan", "write the steps and files that take findings out of the history"},
      Verb::PurgePlan, options);
  plan.group(kGroup);
  plan.add_option("ID", options.operands, "the findings, as the report shows them")->required();
  plan.add_flag("--with-secrets", options.with_secrets,
                "also write replacements.txt, which holds the secrets in full (mode 0600)");
}

}  // namespace

void add_questions(const ParserParts& parts) {
  Options& options = parts.options;
  add_explain(parts);
  add_incident(parts);
  add_report(parts);
  add_rules(parts);
  add_command(parts.app, {"version", "print the version"}, Verb::Version, options).group(kGroup);
}

}  // namespace veto::hook
