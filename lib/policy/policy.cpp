#include "policy/policy.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace veto::policy {
namespace {

bool covers_rule(const Exception& exception, std::string_view rule) {
  return exception.rules.empty() ||
         std::find(exception.rules.begin(), exception.rules.end(), rule) != exception.rules.end();
}

bool covers_value(const Exception& exception, const std::string& value) {
  const std::string flat = flat_value(value);
  return exception.values.empty() ||
         std::any_of(exception.values.begin(), exception.values.end(),
                     [&](const text::Glob& glob) { return glob.matches(flat); });
}

bool covers_path(const Exception& exception, const std::string& path) {
  return exception.paths.empty() ||
         (!path.empty() && std::any_of(exception.paths.begin(), exception.paths.end(),
                                       [&](const text::Glob& glob) { return glob.covers(path); }));
}

void allow(model::Finding& finding, model::Allowance allowance) {
  finding.state = model::State::Allowed;
  finding.allowed_by = std::move(allowance);
}

}  // namespace

std::string flat_value(std::string_view value) {
  std::string flat(value);
  std::replace(flat.begin(), flat.end(), '/', '\x01');
  return flat;
}

bool Policy::is_off(std::string_view rule) const {
  const auto setting = config_.tiers.find(rule);
  return setting != config_.tiers.end() && !setting->second;
}

std::optional<model::Finding> Policy::apply(model::Finding& finding) const {
  const auto setting = config_.tiers.find(finding.rule->id);
  // A tier set by hand replaces the rule's own; what a check lowered (an expired token) stays
  // lowered.
  if (setting != config_.tiers.end() && setting->second && finding.tier == finding.rule->tier)
    finding.tier = *setting->second;

  if (finding.state != model::State::Open) return std::nullopt;  // an inline mark came first
  if (const AllowEntry* entry = allowed_.find(finding.id, today_)) {
    allow(finding, {model::AllowedHow::AllowFile, entry->reason, entry->expires});
    return std::nullopt;
  }
  return apply_exceptions(finding);
}

std::optional<model::Finding> Policy::apply_exceptions(model::Finding& finding) const {
  std::vector<std::string> reasons;
  std::vector<model::Place> excused;
  std::vector<model::Place> open = finding.places;
  for (const Exception& exception : config_.exceptions) {
    if (!covers_rule(exception, finding.rule->id) ||
        !covers_value(exception, finding.secret.reveal()))
      continue;
    const auto covered = std::stable_partition(
        open.begin(), open.end(),
        [&](const model::Place& place) { return !covers_path(exception, place.path); });
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
