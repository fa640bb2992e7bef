#include "scan/file_rules.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
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

/// A token of a known form that is meant to be seen: by its rule, or since it may be and stands
/// under a name whose value is put into pages.
bool is_published(const TokenSeen& token, std::string_view name) {
  if (token.tier == Tier::Info) return token.rule->kind == rules::RuleKind::Token;
  return token.tier == Tier::Warn && confirm::is_published_name(name);
}

/// Reads the settings of a file, and tells what was found in it from what they publish.
class Settings {
 public:
  explicit Settings(const FileSeen& file) : file_(file) {
    for (const TokenSeen& token : file.tokens) by_begin_.emplace(token.range.begin, &token);
  }

  ValueIs of_added_lines() {
    return classify([this](std::size_t line) {
      if (file_.added == nullptr) return true;
      return std::any_of(file_.added->begin(), file_.added->end(),
                         [line](const model::LineRange& range) {
                           return range.first <= line && line <= range.last;
                         });
    });
  }

  ValueIs of_all_lines() {
    return classify([](std::size_t) { return true; });
  }

  /// Whether something was found that is no published value. What a name alone makes a secret is
  /// left to the settings.
  [[nodiscard]] bool has_other_token() const {
    return std::any_of(file_.tokens.begin(), file_.tokens.end(), [this](const TokenSeen& token) {
      if (token.tier < Tier::Warn) return false;
      if (token.rule->kind == rules::RuleKind::Generic && token.tier == Tier::Warn) return false;
      return !published_.contains(&token);
    });
  }

 private:
  ValueIs classify(std::function<bool(std::size_t)> counts) {
    return classify_settings(file_.head, {std::move(counts), [this](auto name, auto value) {
                                            return publishes(name, value);
                                          }});
  }

  bool publishes(std::string_view name, std::string_view value) {
    const auto begin = static_cast<std::size_t>(value.data() - file_.head.data());
    const auto [first, last] = by_begin_.equal_range(begin);
    const auto found = std::find_if(first, last, [&](const auto& at) {
      return at.second->range.size() == value.size() && is_published(*at.second, name);
    });
    return found != last && (published_.insert(found->second), true);
  }

  const FileSeen& file_;
  std::unordered_multimap<std::size_t, const TokenSeen*> by_begin_;
  std::unordered_set<const TokenSeen*> published_;
};

/// A file with one that is not plainly public blocks from then on, whatever is changed in it.
Tier tier_of_settings(const rules::Rule& rule, const FileSeen& file) {
  Settings settings(file);
  const bool secret = settings.of_all_lines() != ValueIs::Public || settings.has_other_token();
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
      return when(has_tier(file, Tier::Warn) || Settings(file).of_added_lines() != ValueIs::Public);
    case rules::FileContent::Example:
      return when(!has_block && Settings(file).of_added_lines() == ValueIs::Strong);
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
