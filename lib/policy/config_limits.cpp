// What a scan may take. Nothing here makes it leave a file out: what does not fit is reported.
#include <charconv>
#include <limits>

#include "policy/config_sections.h"

namespace veto::policy {
namespace {

constexpr std::int64_t kMaxThreads = 1024;

/// Bytes: a number with K, M or G (of 1024); nullopt for anything else.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t number = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<std::size_t>(stop - text.data()));
  unsigned shift = 0;
  if (unit == "K") shift = 10;
  if (unit == "M") shift = 20;
  if (unit == "G") shift = 30;
  const bool has_unit = unit.empty() || shift > 0;
  if (failure != std::errc() || !has_unit ||
      number > std::numeric_limits<std::uint64_t>::max() >> shift)
    return std::nullopt;
  return number << shift;
}

}  // namespace

void read_limits(rules::StrictTable& root, Layer& layer) {
  std::optional<rules::StrictTable> table = root.table("limits");
  if (!table) return;
  Limits& limits = layer.config.limits;
  if (const std::optional<std::string> word = table->text("max_memory")) {
    const std::optional<std::uint64_t> size = parse_size(*word);
    if (!size) throw table->error("max_memory", "max_memory must be a size such as 512M or 2G");
    if (*size < kLeastMemory) throw table->error("max_memory", "max_memory must be 64M or more");
    limits.max_memory = size;
    layer.record("limits.max_memory", *word, table->line_of("max_memory"), Merging::Replaces);
  }
  if (const std::optional<std::int64_t> count = table->integer("threads", 1, kMaxThreads)) {
    limits.threads = static_cast<unsigned>(*count);
    layer.record("limits.threads", std::to_string(*count), table->line_of("threads"),
                 Merging::Replaces);
  }
  table->finish();
}

}  // namespace veto::policy
