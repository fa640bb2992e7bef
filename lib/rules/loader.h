// Reads rules from TOML text, strictly: an unknown, missing or ill-typed key is an error that shows
// the place. The format is docs/RULES.md.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule_set.h"
#include "rules/strict_toml.h"

namespace veto::rules {

/// Adds the rules of one file to `collection`. `name` stands for the file in messages.
/// Throws Error(Usage): "NAME:LINE:COLUMN: what was expected", the source line and a caret below
/// it.
void load_rules(RuleCollection& collection, std::string_view text, const std::string& name);

/// Adds the `[[rule]]` tables of a larger document (a configuration file); asks for `provider` and
/// `rule`.
void load_rules(RuleCollection& collection, StrictTable& table);

}  // namespace veto::rules
