// Rules of one's own, and settings of rules.
#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "policy/config_sections.h"
#include "rules/lint.h"
#include "rules/loader.h"
#include "text/escape.h"

namespace veto::policy {
namespace {

constexpr std::string_view kOff = "off";
constexpr std::size_t kMinWord = 3;
constexpr std::size_t kMaxWord = 64;
constexpr std::int64_t kMaxContextDistance = 2000;

/// "rule.ID": how a rule of one's own is recorded.
std::string own_rule_key(std::string_view id) {
  return "rule." + std::string(id);
}

/// Throws when an id is taken: by a built-in rule or one of an earlier layer.
void require_new_ids(rules::StrictTable& root, const Layer& layer) {
  for (rules::StrictTable& table : root.tables("rule")) {
    const std::string id = table.text("id").value_or("");
    if (layer.builtin.find(id) != nullptr)
      throw table.error("id", fmt::format("rule {} exists already, built in", id));
    if (layer.config.custom_rules.view().find(id) == nullptr) continue;
    const auto first = std::find_if(
        layer.config.values.begin(), layer.config.values.end(),
        [key = own_rule_key(id)](const ConfigValue& value) { return value.key == key; });
    throw table.error("id", fmt::format("rule {} exists already, in {}", id, first->origin));
  }
}

void read_tier(rules::StrictTable& table, const std::string& id, const Layer& layer) {
  const std::optional<std::string> word = table.text("tier");
  if (!word) return;
  const std::optional<rules::Tier> tier = rules::parse_tier(*word);
  if (!tier && *word != kOff) throw table.error("tier", "tier must be block, warn, info or off");
  layer.config.tiers[id] = tier;
  layer.record("rules." + id + ".tier", *word, table.line_of("tier"), Merging::Replaces);
}

bool is_context_word(const std::string& word) {
  return word.size() >= kMinWord && word.size() <= kMaxWord &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("-_. ").find(c) != std::string_view::npos;
         });
}

void read_context(rules::StrictTable& table, const rules::Rule& rule, const Layer& layer) {
  const std::vector<std::string> words = table.texts("context");
  const std::optional<std::int64_t> distance =
      table.integer("context_distance", 1, kMaxContextDistance);
  if (words.empty() && !distance) return;
  const std::string id(rule.id);
  const char* key = words.empty() ? "context_distance" : "context";
  if (rule.confirm.context.empty())
    throw table.error(key, fmt::format("rule {} looks for no context words", id));
  for (const std::string& word : words) {
    if (!is_context_word(word))
      throw table.error(key, fmt::format("a context word has {} to {} letters, digits, blanks and "
                                         "-_. and is not {}",
                                         kMinWord, kMaxWord, word));
  }
  ContextSetting& setting = layer.config.contexts[id];
  setting.words.insert(setting.words.end(), words.begin(), words.end());
  if (!words.empty())
    layer.record("rules." + id + ".context", shown_list(words), table.line_of("context"),
                 Merging::Adds);
  if (!distance) return;
  setting.distance = static_cast<std::uint16_t>(*distance);
  layer.record("rules." + id + ".context_distance", std::to_string(*distance),
               table.line_of("context_distance"), Merging::Replaces);
}

void read_lock(rules::StrictTable& table, const std::string& id, const Layer& layer) {
  const std::optional<bool> locked = table.boolean("locked");
  if (!locked) return;
  const std::size_t line = table.line_of("locked");
  if (*locked) layer.config.locks[id] = {layer.number, layer.origin(line)};
  layer.record("rules." + id + ".locked", *locked ? "true" : "false", line, Merging::Replaces);
}

}  // namespace

void read_own_rules(rules::StrictTable& root, Layer& layer) {
  require_new_ids(root, layer);
  std::vector<rules::Rule>& own = layer.config.custom_rules.rules;
  const std::size_t before = own.size();
  rules::load_rules(layer.config.custom_rules, root);
  if (const std::vector<rules::Rule>& others = layer.config.custom_rules.others; !others.empty())
    throw base::usage_error(fmt::format(
        "{}: rule {}: rules of one's own have a pattern; for files: [files] names = [...]",
        text::for_terminal(layer.name), text::for_terminal(others.front().id)));
  std::vector<rules::StrictTable> tables = root.tables("rule");
  for (std::size_t i = before; i < own.size(); ++i) {
    const std::vector<std::string> problems = rules::lint_definition(own[i]);
    if (!problems.empty())
      throw base::usage_error(fmt::format("{}: rule {}: {}", text::for_terminal(layer.name),
                                          text::for_terminal(own[i].id), problems.front()));
    layer.record(own_rule_key(own[i].id), std::string(own[i].title),
                 tables[i - before].line_of("id"), Merging::Adds);
  }
}

void read_rule_settings(rules::StrictTable& root, Layer& layer) {
  std::optional<rules::StrictTable> settings = root.table("rules");
  if (!settings) return;
  for (const std::string& id : settings->keys()) {
    rules::StrictTable table = *settings->table(id);
    const rules::Rule& rule = layer.require_rule(*settings, id, id);
    const auto lock = layer.config.locks.find(id);
    if (lock != layer.config.locks.end() && lock->second.layer < layer.number)
      throw settings->error(id, fmt::format("rule {} is locked by {}", id, lock->second.origin));
    if (table.keys().empty()) throw table.error("tier", "tier is missing");
    read_tier(table, id, layer);
    read_context(table, rule, layer);
    read_lock(table, id, layer);
    table.finish();
  }
}

}  // namespace veto::policy
