#include "hook/policy_text.h"

#include <utility>

#include "hook/session.h"
#include "rules/builtin.h"

namespace veto::hook {

const std::array<OwnFile, 3>& own_files() {
  static const std::array<OwnFile, 3> files{{{policy::kConfigFileName, &PolicyText::config},
                                             {policy::kAllowFileName, &PolicyText::allowed},
                                             {policy::kBaselineName, &PolicyText::baseline}}};
  return files;
}

policy::Policy parse_policy(const PolicyText& text, const std::string& today) {
  policy::ConfigReader reader(rules::all_rules(rules::builtin_rules()));
  for (const PolicyFile& layer : text.layers) reader.read(*layer.text, layer.name);
  if (text.config.text) reader.read(*text.config.text, text.config.name);
  policy::AllowFile allowed;
  if (text.allowed.text) allowed = policy::parse_allow_file(*text.allowed.text, text.allowed.name);
  policy::Baseline baseline;
  if (text.baseline.text)
    baseline = policy::parse_baseline(*text.baseline.text, text.baseline.name);
  policy::require_one_salt(allowed, baseline, text.baseline.name);
  return {reader.finish(), std::move(allowed), today, std::move(baseline)};
}

std::vector<model::PolicyOrigin> origins_of(const PolicyText& text) {
  std::vector<model::PolicyOrigin> origins;
  const auto add = [&origins](const char* kind, const PolicyFile& file) {
    if (file.text) origins.push_back({kind, file.name});
  };
  for (const PolicyFile& layer : text.layers) add("config", layer);
  add("config", text.config);
  add("allow-file", text.allowed);
  add("baseline", text.baseline);
  return origins;
}

}  // namespace veto::hook
