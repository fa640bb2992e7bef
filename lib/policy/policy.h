// Policy: what a team has decided about findings. It marks and lowers; it never drops: the report
// decides what to show.
//
// The configuration is `.git-veto.toml`, read strictly:
//
//   [rules.RULE]          a rule's tier: block, warn, info or off
//   tier = "warn"
//
//   [[allow]]             an exception: findings that fit all of what it names may stay
//   paths = ["docs/**"]   in files that one of these globs matches, as in .gitignore
//   values = ["*-dummy"]  whose secret one of these globs matches
//   rules = ["jwt-token"] of one of these rules
//   reason = "..."        required, as is one of paths and values
//
//   provider = "..."      and [[rule]] tables: rules of one's own, see docs/RULES.md
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.h"
#include "policy/allow_file.h"
#include "rules/rule_set.h"
#include "text/glob.h"

namespace veto::policy {

inline constexpr std::string_view kConfigFileName = ".git-veto.toml";

/// A tier that a rule is given by configuration; nullopt switches the rule off.
using TierSetting = std::optional<rules::Tier>;

struct Exception {
  std::vector<text::Glob> paths;
  std::vector<text::Glob> values;  ///< over flat_value()
  std::vector<std::string> rules;
  std::string reason;
};

struct Config {
  std::map<std::string, TierSetting, std::less<>> tiers;  ///< by rule id
  std::vector<Exception> exceptions;
  rules::RuleCollection custom_rules;
};

/// A value, or a glob for values, with '/' made an ordinary byte: values are no paths.
[[nodiscard]] std::string flat_value(std::string_view value);

/// Parses a configuration; `known` are the built-in rules, for checking names. Throws Error(Usage).
[[nodiscard]] Config parse_config(std::string_view text, const std::string& name,
                                  const rules::RuleSet& known);

class Policy {
 public:
  Policy() = default;
  /// `today` is YYYY-MM-DD, for entries that expire.
  Policy(Config config, AllowFile allowed, std::string today)
      : config_(std::move(config)), allowed_(std::move(allowed)), today_(std::move(today)) {}

  /// Sets tier, state and allowance of a finding whose id and places are complete. A finding whose
  /// places are excused only in part loses those that are: they are returned as a finding of their
  /// own.
  [[nodiscard]] std::optional<model::Finding> apply(model::Finding& finding) const;

  [[nodiscard]] bool is_off(std::string_view rule) const;
  [[nodiscard]] const AllowFile& allow_file() const noexcept { return allowed_; }
  [[nodiscard]] const rules::RuleCollection& custom_rules() const noexcept {
    return config_.custom_rules;
  }

 private:
  /// What the configuration's exceptions excuse of a finding; returns as apply().
  [[nodiscard]] std::optional<model::Finding> apply_exceptions(model::Finding& finding) const;

  Config config_;
  AllowFile allowed_;
  std::string today_;
};

}  // namespace veto::policy
