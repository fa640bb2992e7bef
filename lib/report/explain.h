// What a rule, a finding or an exit code means and what to do about it, as text and as JSON
// (`git-veto/explain/1`) with the same fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/advice.h"
#include "report/whereabouts.h"
#include "rules/rule.h"

namespace veto::report {

/// A rule in words, made from its data.
struct RuleWords {
  std::string matches;
  std::vector<std::string> ignores;
  std::vector<std::string> misses;  ///< what it is known not to find
  std::string if_local;             ///< what to do if it never left this machine
  std::vector<Step> if_pushed;
  std::string allow;  ///< a command
  std::string mark;   ///< a comment for the line
  std::string tune;   ///< two lines of the configuration
};
[[nodiscard]] RuleWords words_of(const rules::Rule& rule);

[[nodiscard]] std::string explain_rule(const rules::Rule& rule);
[[nodiscard]] std::string explain_rule_json(const rules::Rule& rule);

[[nodiscard]] std::string explain_finding(const Whereabouts& found);
[[nodiscard]] std::string explain_finding_json(const Whereabouts& found);

struct ExitCodeWords {
  std::string_view code;
  std::string_view name;
  std::string_view means;
  std::string_view next;  ///< what to do
};
/// nullopt: no run ends so.
[[nodiscard]] std::optional<ExitCodeWords> find_exit_code(std::string_view word);
[[nodiscard]] std::string explain_exit_code(const ExitCodeWords& words);
[[nodiscard]] std::string explain_exit_code_json(const ExitCodeWords& words);

}  // namespace veto::report
