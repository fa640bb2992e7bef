// Whose inline marks count.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "policy/config_sections.h"

namespace veto::policy {
namespace {

constexpr std::array<std::string_view, kMarkTools> kTools{"git-veto", "gitleaks", "detect-secrets",
                                                          "trufflehog", "secretlint"};

bool has_key(const rules::StrictTable& table, std::string_view key) {
  const std::vector<std::string> keys = table.keys();
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

void read_marks(rules::StrictTable& root, Layer& layer) {
  std::optional<rules::StrictTable> table = root.table("marks");
  if (!table) return;
  MarkSettings& settings = layer.config.marks;
  if (const std::optional<bool> own = table->boolean("own")) {
    settings.honoured.front() = *own;
    layer.record("marks.own", *own ? "true" : "false", table->line_of("own"), Merging::Replaces);
  }
  if (has_key(*table, "honour")) {
    const std::vector<std::string> names = table->texts("honour");
    std::fill(settings.honoured.begin() + 1, settings.honoured.end(), false);
    for (const std::string& name : names) {
      const auto* found = std::find(kTools.begin() + 1, kTools.end(), name);
      if (found == kTools.end())
        throw table->error("honour", fmt::format("honour takes {}", fmt::join(kTools.begin() + 1,
                                                                              kTools.end(), ", ")));
      settings.honoured[static_cast<std::size_t>(found - kTools.begin())] = true;
    }
    layer.record("marks.honour", shown_list(names), table->line_of("honour"), Merging::Replaces);
  }
  table->finish();
}

}  // namespace veto::policy
