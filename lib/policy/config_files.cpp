// Which files their names alone keep out.
#include <iterator>

#include "policy/config_sections.h"

namespace veto::policy {
namespace {

void add_globs(rules::StrictTable& table, std::string_view key, const Layer& layer,
               std::vector<text::Glob>& globs) {
  std::vector<text::Glob> read = read_globs(table, key);
  if (read.empty()) return;
  std::move(read.begin(), read.end(), std::back_inserter(globs));
  layer.record("files." + std::string(key), shown_list(table.texts(key)), table.line_of(key),
               Merging::Adds);
}

}  // namespace

void read_files(rules::StrictTable& root, Layer& layer) {
  std::optional<rules::StrictTable> table = root.table("files");
  if (!table) return;
  FileSettings& settings = layer.config.files;
  if (const std::optional<bool> strict = table->boolean("strict_filenames")) {
    settings.strict = *strict;
    layer.record("files.strict_filenames", *strict ? "true" : "false",
                 table->line_of("strict_filenames"), Merging::Replaces);
  }
  add_globs(*table, "names", layer, settings.names);
  add_globs(*table, "except", layer, settings.except);
  table->finish();
}

}  // namespace veto::policy
