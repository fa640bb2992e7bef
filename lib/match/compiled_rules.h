// Rules and what was compiled of them: one row of bytes, embedded in the program for the built-in
// rules and kept in a file for custom ones. It holds the pattern databases of the layers
// (match/placement.h) and tables that are used where they lie, so that loading parses nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "match/placement.h"
#include "match/short_words.h"
#include "rules/builtin.h"
#include "rules/rule_set.h"

namespace veto::match {

/// Rules and their compiled form. The views must outlive whatever is made of this.
struct CompiledRules {
  rules::RuleSet set;
  std::string_view bytes;
};

[[nodiscard]] inline CompiledRules compiled(const rules::BuiltinRules& builtin) {
  return {builtin.set, builtin.compiled};
}

struct RulePlan {
  std::uint32_t max_width = 0;   ///< longest match, in bytes
  std::uint32_t expression = 0;  ///< the first rule of the set with the same pattern
  std::uint16_t shape = 0;       ///< ByWords: its number
  Layer layer = Layer::Everywhere;
  std::uint8_t unused = 0;
};

/// A word of rules at words or by words, and which rules have it: a part of the list of users.
struct WordPlan {
  std::uint32_t length = 0;
  std::uint32_t first_user = 0;
  std::uint32_t user_count = 0;
};

/// Widest matches and reaches of the rules of each layer.
struct LayerLimits {
  std::uint32_t everywhere_width = 0;  ///< first words of rules at words, too
  std::uint32_t near_width = 0;
  std::uint32_t near_before = 0;
  std::uint32_t near_behind = 0;
};

enum class Section : std::uint8_t {
  EngineVersion,  ///< of the engine that made the images
  Limits,         ///< one LayerLimits
  Rules,          ///< a RulePlan for each rule
  Anchors,        ///< literals, a line each
  FirstWords,
  FirstWordUsers,  ///< rules by number
  ShortWords,      ///< those of the first words that no database holds
  Shapes,
  ShapeChecks,
  Words,
  WordUsers,  ///< rules by number
  // Serialized databases, empty where a layer has no rules.
  Everywhere,
  NearRuns,
  ByWords,
  FarAcross,  ///< rules that RuleExtent::is_far_across says
  // The same as they lie in memory; empty if there are none.
  EverywhereImage,
  NearRunsImage,
  ByWordsImage,
  FarAcrossImage,
  ScratchImage,  ///< the front of a scratch for all of them, to be cloned
};
inline constexpr std::size_t kSections = 20;
inline constexpr std::size_t kSectionAlignment = 64;

using Sections = std::array<std::string, kSections>;
[[nodiscard]] inline std::string& section(Sections& sections, Section which) {
  return sections[static_cast<std::size_t>(which)];
}

/// One row of bytes of all; in it, every section lies at a multiple of kSectionAlignment.
[[nodiscard]] std::string pack(const Sections& sections);
/// Throws Error(Unreadable) when the bytes are no such row.
[[nodiscard]] Sections unpack(std::string_view bytes);

/// The tables and databases of a CompiledRules, where they lie.
class CompiledView {
 public:
  /// Throws Error(Unreadable) when the bytes are damaged or do not fit the set.
  explicit CompiledView(const CompiledRules& compiled);

  [[nodiscard]] std::string_view bytes(Section section) const {
    return sections_[static_cast<std::size_t>(section)];
  }

  rules::RuleSet set;
  LayerLimits limits;
  std::span<const RulePlan> rules;
  std::span<const WordPlan> first_words;
  std::span<const std::uint32_t> first_word_users;
  std::span<const ShortWord> short_words;
  std::span<const Shape> shapes;
  std::span<const ShapeCheck> checks;
  std::span<const WordPlan> words;
  std::span<const std::uint32_t> word_users;

 private:
  std::array<std::string_view, kSections> sections_;
};

}  // namespace veto::match
