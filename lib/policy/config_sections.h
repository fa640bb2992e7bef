// The sections of a configuration file, each read by a function of its own: it asks the file's root
// for its keys, puts what they say into the layer's Config and records it for `git veto config`.
//
// A new section is a member of Config, a function here in a file config_<section>.cpp, and a line
// in ConfigReader::read().
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "policy/config.h"
#include "rules/strict_toml.h"

namespace veto::policy {

/// The file that is being read, and what it is read into.
struct Layer {
  Config& config;
  const rules::RuleSet& builtin;
  const std::string& name;
  std::size_t number;  ///< from 1, in the order of reading

  [[nodiscard]] std::string origin(std::size_t line) const {
    return name + ":" + std::to_string(line);
  }
  void record(std::string key, std::string value, std::size_t line, Merging merging) const {
    config.values.push_back({std::move(key), std::move(value), origin(line), merging});
  }
  /// The rule, built in or of a layer so far. Throws the table's error at `key` if there is none.
  const rules::Rule& require_rule(const rules::StrictTable& table, std::string_view key,
                                  const std::string& id) const;
};

/// `provider`, `references`, `explain` and `[[rule]]`: rules of one's own (docs/RULES.md).
void read_own_rules(rules::StrictTable& root, Layer& layer);
/// `[rules.ID]`: tier, context words, lock.
void read_rule_settings(rules::StrictTable& root, Layer& layer);
/// `[[paths]]`: tiers by place.
void read_path_tiers(rules::StrictTable& root, Layer& layer);
/// `[[allow]]`: exceptions.
void read_exceptions(rules::StrictTable& root, Layer& layer);
/// `[limits]`: memory and threads.
void read_limits(rules::StrictTable& root, Layer& layer);

/// `[marks]`: whose inline marks count.
void read_marks(rules::StrictTable& root, Layer& layer);
/// `[files]`: which files their names alone keep out.
void read_files(rules::StrictTable& root, Layer& layer);
/// `[known_values]`: whether the user's own secrets are looked for.
void read_known_values(rules::StrictTable& root, Layer& layer);

// What several sections have.

/// The globs of a key; those of "values" are made flat.
[[nodiscard]] std::vector<text::Glob> read_globs(rules::StrictTable& table, std::string_view key);
/// The ids of `rules`, all of which exist.
[[nodiscard]] std::vector<std::string> read_rule_ids(rules::StrictTable& table, const Layer& layer);
/// ["a", "b"], for showing a list.
[[nodiscard]] std::string shown_list(const std::vector<std::string>& words);

}  // namespace veto::policy
