#include "scan/file_rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include "rules/file_names.h"
#include "scan/file_content.h"

namespace veto::scan {
namespace {

using confirm::ValueIs;
using rules::Tier;

bool has_tier(const FileSeen& file, Tier tier) {
  return std::any_of(file.detections.begin(), file.detections.end(),
                     [tier](const Detection& detection) { return detection.tier >= tier; });
}

/// Of the lines that are added.
ValueIs new_settings(const FileSeen& file) {
  return classify_settings(file.head, [&](std::size_t line) {
    if (file.added == nullptr) return true;
    return std::any_of(file.added->begin(), file.added->end(),
                       [line](const model::LineRange& range) {
                         return range.first <= line && line <= range.last;
                       });
  });
}

/// A file with one that is not plainly public blocks from then on, whatever is changed in it.
Tier tier_of_settings(const rules::Rule& rule, const FileSeen& file) {
  const bool secret = has_tier(file, Tier::Warn) || classify_settings(file.head, [](std::size_t) {
                                                      return true;
                                                    }) != ValueIs::Public;
  return secret ? rule.tier : std::min(rule.tier, Tier::Warn);
}

}  // namespace

std::vector<const rules::Rule*> FileRules::find(std::string_view path) const {
  std::vector<const rules::Rule*> found;
  if (path.empty()) return found;
  for (const rules::Rule& rule : rules_) {
    if (rule.kind != rules::RuleKind::File) continue;
    const bool meant = rule.file.content == rules::FileContent::Configured
                           ? settings_.is_forbidden(path)
                           : rules::names_file(rule.file, path);
    if (meant) found.push_back(&rule);
  }
  if (!found.empty() && settings_.is_exempt(path)) found.clear();
  return found;
}

std::optional<Tier> FileRules::tier_of(const rules::Rule& rule, const FileSeen& file) const {
  const auto when = [&rule](bool reported) {
    return reported ? std::optional(rule.tier) : std::nullopt;
  };
  // Of a file that is merely there, what was found in it says enough.
  const bool is_there = file.origin.kind == model::OriginKind::File;
  const bool has_block = has_tier(file, Tier::Block);
  if (is_there && has_block) return std::nullopt;
  if (settings_.strict && rule.file.strict) return rule.tier;
  switch (rule.file.content) {
    case rules::FileContent::Configured:
      return rule.tier;
    case rules::FileContent::Any:
      // A warning about the whole file says nothing more than what was found in it.
      return when(!file.is_empty && (rule.tier == Tier::Block || file.detections.empty()));
    case rules::FileContent::Settings:
      return tier_of_settings(rule, file);
    case rules::FileContent::Credentials:
      return when(has_tier(file, Tier::Warn) || new_settings(file) != ValueIs::Public);
    case rules::FileContent::Example:
      return when(!has_block && new_settings(file) == ValueIs::Strong);
    case rules::FileContent::PrivateKey:
      // A key store has no place here, whatever password it is under.
      if (is_key_store(file.head)) return when(has_tier(file, Tier::Warn) && !has_block);
      return when(file.detections.empty() && is_bare_private_key(file.head));
  }
  return std::nullopt;
}

std::optional<Detection> FileRules::judge(std::span<const rules::Rule* const> rules,
                                          const FileSeen& file) const {
  const rules::Rule* found = nullptr;
  std::optional<Tier> tier;
  for (const rules::Rule* rule : rules) {
    const std::optional<Tier> own = tier_of(*rule, file);
    if (!own || (tier && *own <= *tier)) continue;
    tier = own;
    found = rule;
  }
  if (found == nullptr) return std::nullopt;
  Detection detection;
  detection.rule = found;
  detection.tier = *tier;
  detection.shown_as = "(file)";
  detection.canonical = base::Secret(file.origin.path);
  detection.place.kind = file.origin.kind;
  detection.place.path = file.origin.path;
  detection.place.object = file.origin.object;
  detection.place.commit = file.origin.commit;
  detection.place.line = detection.place.column = 1;
  detection.place.end_line = detection.place.end_column = 1;
  detection.place.in_head = file.added != nullptr;
  detection.place.tier = *tier;
  return detection;
}

}  // namespace veto::scan
