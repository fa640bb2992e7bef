#include "policy/policy.h"

#include <algorithm>
#include <iterator>

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
  const auto allow = [](model::Finding& target, model::AllowedHow how, std::string reason,
                        std::string expires) {
    target.state = model::State::Allowed;
    target.allowed_by = model::Allowance{how, std::move(reason), std::move(expires)};
  };
  if (const AllowEntry* entry = allowed_.find(finding.id, today_)) {
    allow(finding, model::AllowedHow::AllowFile, entry->reason, entry->expires);
    return std::nullopt;
  }
  for (const Exception& exception : config_.exceptions) {
    if (!covers_rule(exception, finding.rule->id) ||
        !covers_value(exception, finding.secret.reveal()))
      continue;
    const auto excused = std::stable_partition(
        finding.places.begin(), finding.places.end(),
        [&](const model::Place& place) { return !covers_path(exception, place.path); });
    if (excused == finding.places.end()) continue;
    if (excused == finding.places.begin()) {
      allow(finding, model::AllowedHow::Config, exception.reason, "");
      return std::nullopt;
    }
    model::Finding part = finding;
    part.places.assign(std::make_move_iterator(excused),
                       std::make_move_iterator(finding.places.end()));
    finding.places.erase(excused, finding.places.end());
    allow(part, model::AllowedHow::Config, exception.reason, "");
    return part;
  }
  return std::nullopt;
}

}  // namespace veto::policy
