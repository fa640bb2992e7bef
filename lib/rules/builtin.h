// The built-in rules: patterns/*.toml, turned at build time into constant tables and compiled
// databases that are part of the program. Nothing is parsed, compiled or read from disk when they
// are used.
#pragma once

#include <string_view>

#include "rules/rule_set.h"

namespace veto::rules {

struct BuiltinRules {
  RuleSet set;                ///< those with a pattern
  RuleSet others;             ///< those without: files by name, known values
  std::string_view compiled;  ///< what lib/match made of them (match/compiled_rules.h)
  std::string_view digest;    ///< SHA-256 over the rules, hexadecimal: names the set in reports
};

/// All of them are one row: `set`, then `others`.
[[nodiscard]] inline RuleSet all_rules(const BuiltinRules& builtin) noexcept {
  return {{builtin.set.rules.data(), builtin.set.rules.size() + builtin.others.rules.size()}};
}

[[nodiscard]] const BuiltinRules& builtin_rules() noexcept;

}  // namespace veto::rules
