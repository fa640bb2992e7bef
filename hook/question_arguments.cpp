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

}  // namespace

void add_questions(const ParserParts& parts) {
  Options& options = parts.options;
  CLI::App& explain = add_command(
      parts.app, {"explain", "what a rule finds and what to do about it"}, Verb::Explain, options);
  explain.group(kGroup);
  explain.add_option("WORD", options.operands, "a rule, or an exit code")->required()->expected(1);
  add_report(parts);
  add_rules(parts);
  add_command(parts.app, {"version", "print the version"}, Verb::Version, options).group(kGroup);
}

}  // namespace veto::hook
