// Compiled databases of custom rules, kept in the user's cache directory: compiling takes some
// hundred milliseconds, which a hook does not have at every commit.
//
// A cache file is used only when it belongs to the user, nobody else may write to it, and its hash
// is right; else it is made anew. Nothing that lies in a repository is ever loaded. Losing the
// cache costs time only.
#pragma once

#include <string>

#include "base/log.h"
#include "match/compiled_rules.h"
#include "rules/rule_set.h"

namespace veto::match {

struct CustomDatabases {
  std::string bytes;

  /// Views of this object and of `set`.
  [[nodiscard]] CompiledRules compiled(rules::RuleSet set) const { return {set, bytes}; }
};

/// The databases of `set`, from the cache if it has them. `directory` is created when missing;
/// empty: no cache. Throws Error(Usage) for a rule whose pattern the engines refuse or that matches
/// without bound.
[[nodiscard]] CustomDatabases load_or_compile(const rules::RuleSet& set,
                                              const std::string& directory, const base::Log& log);

}  // namespace veto::match
