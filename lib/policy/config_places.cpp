// What is decided by place or by value: tiers of paths, and exceptions.
#include <utility>

#include <fmt/format.h>

#include "policy/config_sections.h"

namespace veto::policy {
namespace {

/// `key = [...], ` for those keys that are there.
std::string shown_lists(rules::StrictTable& table, const std::vector<std::string_view>& keys) {
  std::string text;
  for (const std::string_view key : keys) {
    const std::vector<std::string> words = table.texts(key);
    if (!words.empty()) text += fmt::format("{} = {}, ", key, shown_list(words));
  }
  return text;
}

}  // namespace

void read_path_tiers(rules::StrictTable& root, Layer& layer) {
  for (rules::StrictTable& table : root.tables("paths")) {
    PathTier entry;
    entry.layer = layer.number;
    entry.paths = read_globs(table, "paths");
    entry.rules = read_rule_ids(table, layer);
    const std::string word = table.required_text("tier");
    const std::optional<rules::Tier> tier = rules::parse_tier(word);
    if (!tier)
      throw table.error("tier", "tier must be block, warn or info; what may stay is [[allow]]");
    entry.tier = *tier;
    table.finish();
    if (entry.paths.empty()) throw table.error("paths", "paths is missing");
    layer.record("paths",
                 fmt::format("{{ {}tier = \"{}\" }}", shown_lists(table, {"paths", "rules"}), word),
                 table.line_of("tier"), Merging::Adds);
    layer.config.path_tiers.push_back(std::move(entry));
  }
}

void read_exceptions(rules::StrictTable& root, Layer& layer) {
  for (rules::StrictTable& table : root.tables("allow")) {
    Exception exception;
    exception.layer = layer.number;
    exception.paths = read_globs(table, "paths");
    exception.values = read_globs(table, "values");
    std::string written;
    for (const std::string& value : table.texts("values")) written += value + '\n';
    exception.written = base::Secret(std::move(written));
    exception.rules = table.texts("rules");
    exception.reason = table.required_text("reason");
    table.finish();
    if (exception.paths.empty() && exception.values.empty())
      throw table.error("reason", "an exception needs paths or values");
    static_cast<void>(read_rule_ids(table, layer));
    // A value may be a secret in clear: only their number is shown.
    std::string shown = shown_lists(table, {"paths", "rules"});
    if (!exception.values.empty())
      shown += fmt::format("values = [{} of them], ", exception.values.size());
    layer.record("allow", fmt::format("{{ {}reason = \"{}\" }}", shown, exception.reason),
                 table.line_of("reason"), Merging::Adds);
    layer.config.exceptions.push_back(std::move(exception));
  }
}

}  // namespace veto::policy
