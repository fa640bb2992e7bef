#include "rules/rule.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rules/rule_set.h"

namespace veto::rules {
namespace {

// One table an enumeration, read in both directions.
template <class Enum, std::size_t Count>
using Names = std::array<std::pair<Enum, std::string_view>, Count>;

constexpr Names<Tier, 3> kTiers{
    {{Tier::Info, "info"}, {Tier::Warn, "warn"}, {Tier::Block, "block"}}};
constexpr Names<Severity, 4> kSeverities{{{Severity::Low, "low"},
                                          {Severity::Medium, "medium"},
                                          {Severity::High, "high"},
                                          {Severity::Critical, "critical"}}};
constexpr Names<RuleKind, 5> kKinds{{{RuleKind::File, "file"},
                                     {RuleKind::Known, "known"},
                                     {RuleKind::Generic, "generic"},
                                     {RuleKind::Context, "context"},
                                     {RuleKind::Token, "token"}}};
constexpr Names<FileContent, 6> kContents{{{FileContent::Any, "any"},
                                           {FileContent::Settings, "settings"},
                                           {FileContent::Credentials, "credentials"},
                                           {FileContent::Example, "example"},
                                           {FileContent::PrivateKey, "private-key"},
                                           {FileContent::Configured, "configured"}}};
constexpr Names<Strength, 2> kStrengths{
    {{Strength::Random, "random"}, {Strength::Guessable, "guessable"}}};
constexpr Names<ChecksumIs, 2> kMeanings{
    {{ChecksumIs::Proof, "proof"}, {ChecksumIs::Hint, "hint"}}};
constexpr Names<Stage, 9> kStages{{{Stage::Pattern, "pattern"},
                                   {Stage::Boundary, "boundary"},
                                   {Stage::Context, "context"},
                                   {Stage::Example, "example"},
                                   {Stage::Placeholder, "placeholder"},
                                   {Stage::Entropy, "entropy"},
                                   {Stage::Checksum, "checksum"},
                                   {Stage::Structure, "structure"},
                                   {Stage::Overlap, "overlap"}}};

template <class Enum, std::size_t Count>
std::string_view name_of(const Names<Enum, Count>& names, Enum value) noexcept {
  for (const auto& [candidate, name] : names) {
    if (candidate == value) return name;
  }
  return "";
}

template <class Enum, std::size_t Count>
std::optional<Enum> value_of(const Names<Enum, Count>& names, std::string_view word) noexcept {
  for (const auto& [value, name] : names) {
    if (name == word) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Tier tier) noexcept {
  return name_of(kTiers, tier);
}
std::string_view to_string(Severity severity) noexcept {
  return name_of(kSeverities, severity);
}
std::string_view to_string(RuleKind kind) noexcept {
  return name_of(kKinds, kind);
}
std::string_view to_string(Strength strength) noexcept {
  return name_of(kStrengths, strength);
}
std::string_view to_string(FileContent content) noexcept {
  return name_of(kContents, content);
}
std::string_view to_string(ChecksumIs meaning) noexcept {
  return name_of(kMeanings, meaning);
}
std::string_view to_string(Stage stage) noexcept {
  return name_of(kStages, stage);
}

std::optional<Tier> parse_tier(std::string_view word) noexcept {
  return value_of(kTiers, word);
}
std::optional<Severity> parse_severity(std::string_view word) noexcept {
  return value_of(kSeverities, word);
}
std::optional<RuleKind> parse_rule_kind(std::string_view word) noexcept {
  return value_of(kKinds, word);
}
std::optional<Strength> parse_strength(std::string_view word) noexcept {
  return value_of(kStrengths, word);
}
std::optional<FileContent> parse_file_content(std::string_view word) noexcept {
  return value_of(kContents, word);
}
std::optional<ChecksumIs> parse_checksum_is(std::string_view word) noexcept {
  return value_of(kMeanings, word);
}
std::optional<Stage> parse_stage(std::string_view word) noexcept {
  return value_of(kStages, word);
}

const Rule* RuleSet::find(std::string_view id) const noexcept {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [id](const Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace veto::rules
