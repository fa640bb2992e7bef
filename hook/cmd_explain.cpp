#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "hook/about_finding.h"
#include "hook/output.h"
#include "report/explain.h"
#include "rules/builtin.h"
#include "text/escape.h"
#include "text/near_word.h"

namespace veto::hook {
namespace {

constexpr std::size_t kSuggestions = 3;

ExitCode explain(const rules::Rule& rule, const Options& options) {
  write_output(options.json ? report::explain_rule_json(rule) : report::explain_rule(rule));
  return ExitCode::Clean;
}

base::Error unknown_word(const Session& session, const std::string& word) {
  std::vector<std::string> ids;
  for (const rules::Rule* rule : session.rules()) ids.emplace_back(rule->id);
  std::string typed = word;
  std::transform(typed.begin(), typed.end(), typed.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '_' ? '-' : c;
  });
  std::string text = "there is no rule, finding or exit code " + text::for_terminal(word);
  const std::vector<std::string> meant = text::similar_words(typed, ids, kSuggestions);
  if (!meant.empty()) text += fmt::format("; did you mean {}?", fmt::join(meant, ", "));
  return base::usage_error(text + " (see git veto rules list)");
}

}  // namespace

ExitCode cmd_explain(const Invocation& invocation) {
  const std::string& word = invocation.options.operands.at(0);
  const bool json = invocation.options.json;
  if (const std::optional<report::ExitCodeWords> code = report::find_exit_code(word)) {
    write_output(json ? report::explain_exit_code_json(*code) : report::explain_exit_code(*code));
    return ExitCode::Clean;
  }
  // Whatever is wrong with the configuration here: the built-in rules are always explained.
  if (const rules::Rule* rule = rules::all_rules(rules::builtin_rules()).find(word))
    return explain(*rule, invocation.options);
  Session session({}, invocation.environment, invocation.directory);
  session.find_repository();
  session.prepare({PolicyWhere::WorkTree});
  if (const rules::Rule* rule = session.find_rule(word)) return explain(*rule, invocation.options);
  if (!looks_like_id(word)) throw unknown_word(session, word);
  const AboutFinding about = about_finding(session, word);
  write_output(json ? report::explain_finding_json(about.where)
                    : report::explain_finding(about.where));
  return about.code;
}

}  // namespace veto::hook
