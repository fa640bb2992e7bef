#include "policy/config.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "policy/config_sections.h"
#include "text/near_word.h"

namespace veto::policy {
namespace {

std::vector<std::string> all_ids(const Layer& layer) {
  std::vector<std::string> ids;
  for (const rules::Rule& rule : layer.builtin.rules) ids.emplace_back(rule.id);
  for (const rules::Rule& rule : layer.config.custom_rules.rules) ids.emplace_back(rule.id);
  return ids;
}

/// Gives rules their further context words. A built-in rule is a constant: a copy stands for it.
void apply_contexts(Config& config, const rules::RuleSet& builtin) {
  std::vector<rules::Rule>& own = config.custom_rules.rules;
  for (const auto& [id, setting] : config.contexts) {
    auto rule = std::find_if(own.begin(), own.end(),
                             [&id = id](const rules::Rule& each) { return each.id == id; });
    if (rule == own.end()) rule = own.insert(own.end(), *builtin.find(id));
    std::vector<std::string_view> words(rule->confirm.context.begin(), rule->confirm.context.end());
    for (const std::string& word : setting.words)
      words.push_back(config.custom_rules.storage.keep(word));
    rule->confirm.context = config.custom_rules.storage.keep(std::move(words));
    if (setting.distance) rule->confirm.context_distance = *setting.distance;
  }
}

}  // namespace

const rules::Rule& Layer::require_rule(const rules::StrictTable& table, std::string_view key,
                                       const std::string& id) const {
  if (const rules::Rule* rule = builtin.find(id)) return *rule;
  if (const rules::Rule* rule = config.custom_rules.view().find(id)) return *rule;
  const std::string near = text::near_word(id, all_ids(*this));
  throw table.error(key, near.empty()
                             ? fmt::format("there is no rule {}", id)
                             : fmt::format("there is no rule {}, did you mean {}?", id, near));
}

std::string flat_value(std::string_view value) {
  std::string flat(value);
  std::replace(flat.begin(), flat.end(), '/', '\x01');
  return flat;
}

std::vector<text::Glob> read_globs(rules::StrictTable& table, std::string_view key) {
  std::vector<text::Glob> globs;
  for (const std::string& pattern : table.texts(key)) {
    globs.emplace_back(key == "values" ? flat_value(pattern) : pattern);
    if (!globs.back().valid())
      throw table.error(key,
                        fmt::format("malformed pattern {} (an open [ or a final \\)", pattern));
  }
  return globs;
}

std::vector<std::string> read_rule_ids(rules::StrictTable& table, const Layer& layer) {
  std::vector<std::string> ids = table.texts("rules");
  for (const std::string& id : ids) layer.require_rule(table, "rules", id);
  return ids;
}

std::string shown_list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "\"" : ", \"") + word + "\"";
  return "[" + text + "]";
}

void ConfigReader::read(std::string_view text, const std::string& name) {
  const rules::StrictDocument document(text, name);
  rules::StrictTable root = document.root();
  Layer layer{config_, builtin_, name, ++layers_};
  read_own_rules(root, layer);  // first: the other sections may name them
  read_rule_settings(root, layer);
  read_path_tiers(root, layer);
  read_exceptions(root, layer);
  read_limits(root, layer);
  read_marks(root, layer);
  read_files(root, layer);
  read_known_values(root, layer);
  root.finish();
}

Config ConfigReader::finish() {
  apply_contexts(config_, builtin_);
  return std::move(config_);
}

Config parse_config(std::string_view text, const std::string& name, const rules::RuleSet& builtin) {
  ConfigReader reader(builtin);
  reader.read(text, name);
  return reader.finish();
}

}  // namespace veto::policy
