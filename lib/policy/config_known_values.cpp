// Whether the user's own secrets are looked for, and which of them are not.
#include <iterator>

#include "policy/config_sections.h"

namespace veto::policy {

void read_known_values(rules::StrictTable& root, Layer& layer) {
  std::optional<rules::StrictTable> table = root.table("known_values");
  if (!table) return;
  KnownValueSettings& settings = layer.config.known_values;
  if (const std::optional<bool> enabled = table->boolean("enabled")) {
    settings.enabled = *enabled;
    layer.record("known_values.enabled", *enabled ? "true" : "false", table->line_of("enabled"),
                 Merging::Replaces);
  }
  std::vector<text::Glob> globs = read_globs(*table, "except");
  if (!globs.empty())
    layer.record("known_values.except", shown_list(table->texts("except")),
                 table->line_of("except"), Merging::Adds);
  std::move(globs.begin(), globs.end(), std::back_inserter(settings.except));
  table->finish();
}

}  // namespace veto::policy
