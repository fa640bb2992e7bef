#include <fmt/format.h>

#include "base/error.h"
#include "hook/commands.h"
#include "hook/output.h"
#include "hook/session.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

std::string_view explain_exit_code(std::string_view word) {
  if (word == "0")
    return "0: clean: everything that was to be read was read, and nothing was found.";
  if (word == "1")
    return "1: findings at or above the failing tier (--tier, by default block). A hook blocks.";
  if (word == "2")
    return "2: bad usage or configuration: the message names the place. A hook blocks.";
  if (word == "3")
    return "3: incomplete: something could not be read, so that \"clean\" is not proven. The "
           "lines\n"
           "   \"git-veto: incomplete:\" say what. A hook blocks.";
  return "";
}

std::string explain_rule(const rules::Rule& rule) {
  std::string text = fmt::format("{}   {}   tier: {}   severity: {}\n\n", rule.id, rule.title,
                                 rules::to_string(rule.tier), rules::to_string(rule.severity));
  text += fmt::format("What it opens     {}\n", rule.explain.opens);
  text += fmt::format(
      "\nIf it never left this machine\n"
      "  Take it out of the change and commit again: read it from the environment or a secret "
      "store.\n"
      "\nIf it was pushed, shared or logged\n"
      "  1. Make it useless:   {}\n",
      rule.explain.revoke);
  if (!rule.explain.misuse.empty())
    text += fmt::format("  2. Look for misuse:   {}\n", rule.explain.misuse);
  text +=
      "  Rewriting the history is no substitute: whoever fetched it has it.\n"
      "\nIf it is no secret\n"
      "  Allow one         git veto allow ID --reason \"why\"\n";
  text += fmt::format("  Mark the line     git-veto:allow {} why\n", rule.id);
  text +=
      fmt::format("  Tune the rule     .git-veto.toml:  [rules.{}]  tier = \"warn\"\n", rule.id);
  for (const std::string_view reference : rule.references)
    text += fmt::format("\nReference  {}", reference);
  return text + (rule.references.empty() ? "" : "\n");
}

}  // namespace

ExitCode cmd_explain(const Invocation& invocation) {
  const std::string& word = invocation.options.operands.at(0);
  if (const std::string_view text = explain_exit_code(word); !text.empty()) {
    write_output(std::string(text) + "\n");
    return ExitCode::Clean;
  }
  Session session({}, invocation.environment, invocation.directory);
  session.find_repository();
  session.prepare({PolicyWhere::WorkTree});
  for (std::size_t i = 0; i < session.engine().rule_count(); ++i) {
    const rules::Rule& rule = session.engine().rule(i);
    if (rule.id != word) continue;
    write_output(text::guard_terminal(explain_rule(rule)));
    return ExitCode::Clean;
  }
  throw base::usage_error("there is no rule or exit code " + text::for_terminal(word) +
                          " (see git veto rules list)");
}

}  // namespace veto::hook
