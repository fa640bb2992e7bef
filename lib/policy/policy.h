// Policy: what has been decided about findings, by the configuration (policy/config.h), the allow
// file and inline marks. It marks and lowers; it never drops: the report decides what to show.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/finding.h"
#include "policy/allow_file.h"
#include "policy/baseline.h"
#include "policy/config.h"

namespace veto::policy {

class Policy {
 public:
  Policy() = default;
  /// `today` is YYYY-MM-DD, for entries that expire.
  Policy(Config config, AllowFile allowed, std::string today, Baseline baseline = {})
      : config_(std::move(config)),
        allowed_(std::move(allowed)),
        baseline_(std::move(baseline)),
        today_(std::move(today)) {}

  /// Sets tier, state and allowance of a finding whose id and places are complete. A finding whose
  /// places are excused only in part loses those that are: they are returned as a finding of their
  /// own.
  [[nodiscard]] std::optional<model::Finding> apply(model::Finding& finding) const;

  /// Which of the configuration's exceptions a value fits, of those that ask for one: what may be
  /// kept of a finding whose secret is not (Finding::fits).
  [[nodiscard]] std::vector<std::size_t> fitting(const base::Secret& secret) const;
  /// What fitting() depends on, as a hash that takes 10 ms, for values may be secrets; empty when
  /// no exception asks for a value. `salt` has text::kSlowHashSalt bytes.
  [[nodiscard]] std::string hash_of_values(std::string_view salt) const;

  [[nodiscard]] bool is_off(std::string_view rule) const;
  /// A built-in rule that a copy among the custom rules stands for: what it finds does not count.
  [[nodiscard]] bool is_replaced(const rules::Rule& rule) const;
  [[nodiscard]] const Config& config() const noexcept { return config_; }
  [[nodiscard]] const AllowFile& allow_file() const noexcept { return allowed_; }
  [[nodiscard]] const Baseline& baseline() const noexcept { return baseline_; }
  /// What the two files say that guessable values' fingerprints are salted with; empty: nothing.
  [[nodiscard]] const std::string& salt() const noexcept {
    return allowed_.salt.empty() ? baseline_.salt : allowed_.salt;
  }
  [[nodiscard]] const MarkSettings& marks() const noexcept { return config_.marks; }
  [[nodiscard]] const FileSettings& files() const noexcept { return config_.files; }
  [[nodiscard]] const KnownValueSettings& known_values() const noexcept {
    return config_.known_values;
  }
  [[nodiscard]] const rules::RuleCollection& custom_rules() const noexcept {
    return config_.custom_rules;
  }

 private:
  /// What the configuration's exceptions excuse of a finding; returns as apply().
  [[nodiscard]] std::optional<model::Finding> apply_exceptions(model::Finding& finding) const;
  /// The highest tier of its places, of which each may have one of its own, up to `ceiling`: what a
  /// check lowered is not raised.
  [[nodiscard]] rules::Tier tier_by_place(const model::Finding& finding, rules::Tier ceiling) const;
  /// Whether a layer before this one has locked the rule, so that it cannot excuse or lower it.
  [[nodiscard]] bool is_locked_for(std::size_t layer, std::string_view rule) const;
  void apply_baseline(model::Finding& finding) const;

  Config config_;
  AllowFile allowed_;
  Baseline baseline_;
  std::string today_;
};

}  // namespace veto::policy
