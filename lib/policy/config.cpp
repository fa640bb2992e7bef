#include <fmt/format.h>

#include "base/error.h"
#include "policy/policy.h"
#include "rules/lint.h"
#include "rules/loader.h"
#include "rules/strict_toml.h"
#include "text/escape.h"

namespace veto::policy {
namespace {

constexpr std::string_view kOff = "off";

TierSetting parse_setting(rules::StrictTable& table) {
  const std::string word = table.required_text("tier");
  const std::optional<rules::Tier> tier = rules::parse_tier(word);
  if (!tier && word != kOff) throw table.error("tier", "tier must be block, warn, info or off");
  table.finish();
  return tier;
}

std::vector<text::Glob> parse_globs(rules::StrictTable& table, std::string_view key) {
  std::vector<text::Glob> globs;
  for (const std::string& pattern : table.texts(key)) {
    globs.emplace_back(key == "values" ? flat_value(pattern) : pattern);
    if (!globs.back().valid())
      throw table.error(key,
                        fmt::format("malformed pattern {} (an open [ or a final \\)", pattern));
  }
  return globs;
}

Exception parse_exception(rules::StrictTable& table) {
  Exception exception;
  exception.paths = parse_globs(table, "paths");
  exception.values = parse_globs(table, "values");
  exception.rules = table.texts("rules");
  exception.reason = table.required_text("reason");
  table.finish();
  if (exception.paths.empty() && exception.values.empty())
    throw table.error("reason", "an exception needs paths or values");
  return exception;
}

}  // namespace

Config parse_config(std::string_view text, const std::string& name, const rules::RuleSet& known) {
  const rules::StrictDocument document(text, name);
  rules::StrictTable root = document.root();
  Config config;
  rules::load_rules(config.custom_rules, root);
  const auto is_known = [&](std::string_view id) {
    return known.find(id) != nullptr || config.custom_rules.view().find(id) != nullptr;
  };
  if (std::optional<rules::StrictTable> settings = root.table("rules")) {
    for (const std::string& id : settings->keys()) {
      std::optional<rules::StrictTable> setting = settings->table(id);
      if (!is_known(id)) throw settings->error(id, fmt::format("there is no rule {}", id));
      config.tiers[id] = parse_setting(*setting);
    }
  }
  for (rules::StrictTable& table : root.tables("allow")) {
    config.exceptions.push_back(parse_exception(table));
    for (const std::string& id : config.exceptions.back().rules) {
      if (!is_known(id)) throw table.error("rules", fmt::format("there is no rule {}", id));
    }
  }
  root.finish();
  for (const rules::Rule& rule : config.custom_rules.rules) {
    if (known.find(rule.id) != nullptr)
      throw base::usage_error(fmt::format("{}: rule {} exists already", name, rule.id));
    const std::vector<std::string> problems = rules::lint_definition(rule);
    if (!problems.empty())
      throw base::usage_error(fmt::format("{}: rule {}: {}", text::for_terminal(name),
                                          text::for_terminal(rule.id), problems.front()));
  }
  return config;
}

}  // namespace veto::policy
