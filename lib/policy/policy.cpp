#include "policy/policy.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "text/digest.h"

namespace veto::policy {
namespace {

bool names_rule(const std::vector<std::string>& rules, std::string_view rule) {
  return rules.empty() || std::find(rules.begin(), rules.end(), rule) != rules.end();
}

bool covers_value(const Exception& exception, const std::string& value) {
  const std::string flat = flat_value(value);
  return exception.values.empty() ||
         std::any_of(exception.values.begin(), exception.values.end(),
                     [&](const text::Glob& glob) { return glob.matches(flat); });
}

bool covers_value(const Config& config, std::size_t number, const model::Finding& finding) {
  const Exception& exception = config.exceptions[number];
  if (!finding.fits) return covers_value(exception, finding.secret.reveal());
  return exception.values.empty() ||
         std::find(finding.fits->begin(), finding.fits->end(), number) != finding.fits->end();
}

/// A place without a known path is covered by no glob.
bool covers_path(const std::vector<text::Glob>& globs, const std::string& path) {
  return !path.empty() && std::any_of(globs.begin(), globs.end(),
                                      [&](const text::Glob& glob) { return glob.covers(path); });
}

void allow(model::Finding& finding, model::Allowance allowance) {
  finding.state = model::State::Allowed;
  finding.allowed_by = std::move(allowance);
}

}  // namespace

std::vector<std::size_t> Policy::fitting(const base::Secret& secret) const {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < config_.exceptions.size(); ++i) {
    const Exception& exception = config_.exceptions[i];
    if (!exception.values.empty() && covers_value(exception, secret.reveal())) numbers.push_back(i);
  }
  return numbers;
}

std::string Policy::hash_of_values(std::string_view salt) const {
  std::string text;
  for (std::size_t i = 0; i < config_.exceptions.size(); ++i) {
    const Exception& exception = config_.exceptions[i];
    if (!exception.values.empty())
      text += std::to_string(i) + '\n' + exception.written.reveal() + '\0';
  }
  return text.empty() ? "" : text::slow_hash(text, salt);
}

bool Policy::is_off(std::string_view rule) const {
  const auto setting = config_.tiers.find(rule);
  return setting != config_.tiers.end() && !setting->second;
}

std::optional<model::Finding> Policy::apply(model::Finding& finding) const {
  const rules::Tier ceiling = finding.tier < finding.rule->tier ? finding.tier : rules::Tier::Block;
  const auto setting = config_.tiers.find(finding.rule->id);
  // A tier set by hand replaces the rule's own; what a check lowered (an expired token) stays
  // lowered.
  if (setting != config_.tiers.end() && setting->second && finding.tier == finding.rule->tier)
    finding.tier = *setting->second;

  std::optional<model::Finding> part;
  if (finding.state != model::State::Open) {
    // An inline mark came first.
  } else if (const AllowEntry* entry = allowed_.find(finding.id, today_)) {
    allow(finding, {model::AllowedHow::AllowFile, entry->reason, entry->expires});
  } else {
    part = apply_exceptions(finding);
  }
  if (finding.state == model::State::Open) apply_baseline(finding);
  if (part) part->tier = tier_by_place(*part, ceiling);
  finding.tier = tier_by_place(finding, ceiling);
  return part;
}

rules::Tier Policy::tier_by_place(const model::Finding& finding, rules::Tier ceiling) const {
  if (config_.path_tiers.empty()) return finding.tier;
  rules::Tier highest = rules::Tier::Info;
  for (const model::Place& place : finding.places) {
    const auto entry = std::find_if(
        config_.path_tiers.rbegin(), config_.path_tiers.rend(), [&](const PathTier& each) {
          return names_rule(each.rules, finding.rule->id) && covers_path(each.paths, place.path) &&
                 !is_locked_for(each.layer, finding.rule->id);
        });
    const bool is_set = entry != config_.path_tiers.rend();
    highest = std::max(highest, is_set ? std::min(entry->tier, ceiling) : finding.tier);
  }
  return highest;
}

bool Policy::is_locked_for(std::size_t layer, std::string_view rule) const {
  const auto lock = config_.locks.find(rule);
  return lock != config_.locks.end() && lock->second.layer < layer;
}

bool Policy::is_replaced(const rules::Rule& rule) const {
  if (!config_.contexts.contains(rule.id)) return false;
  const std::vector<rules::Rule>& own = config_.custom_rules.rules;
  return std::none_of(own.begin(), own.end(),
                      [&rule](const rules::Rule& each) { return &each == &rule; });
}

void Policy::apply_baseline(model::Finding& finding) const {
  const BaselineEntry* entry = baseline_.find(finding.id);
  if (entry == nullptr) return;
  finding.state = model::State::Baselined;
  finding.allowed_by = {model::AllowedHow::Baseline, "in the baseline since " + entry->since, ""};
}

std::optional<model::Finding> Policy::apply_exceptions(model::Finding& finding) const {
  std::vector<std::string> reasons;
  std::vector<model::Place> excused;
  std::vector<model::Place> open = finding.places;
  for (std::size_t i = 0; i < config_.exceptions.size(); ++i) {
    const Exception& exception = config_.exceptions[i];
    if (!names_rule(exception.rules, finding.rule->id) ||
        is_locked_for(exception.layer, finding.rule->id) || !covers_value(config_, i, finding))
      continue;
    const auto covered =
        std::stable_partition(open.begin(), open.end(), [&](const model::Place& place) {
          return !exception.paths.empty() && !covers_path(exception.paths, place.path);
        });
    if (covered == open.end()) continue;
    reasons.push_back(exception.reason);
    excused.insert(excused.end(), covered, open.end());
    open.erase(covered, open.end());
  }
  if (excused.empty()) return std::nullopt;
  const model::Allowance allowance{model::AllowedHow::Config,
                                   fmt::format("{}", fmt::join(reasons, "; ")), ""};
  if (open.empty()) {
    allow(finding, allowance);
    return std::nullopt;
  }
  model::Finding part = finding;
  part.places = std::move(excused);
  finding.places = std::move(open);
  allow(part, allowance);
  return part;
}

}  // namespace veto::policy
