// The built-in rules: patterns/*.toml, turned at build time into constant tables and compiled
// databases that are part of the program. Nothing is parsed, compiled or read from disk when they
// are used.
#pragma once

#include <string_view>

#include "rules/rule_set.h"

namespace veto::rules {

struct BuiltinRules {
  RuleSet set;
  std::string_view compiled;  ///< what lib/match made of them (match/compiled_rules.h)
  std::string_view digest;  ///< SHA-256 over the rules, hexadecimal: names the set in reports
};

[[nodiscard]] const BuiltinRules& builtin_rules() noexcept;

}  // namespace veto::rules
