// Turning rules into pattern databases: at build time for the built-in rules, once per change for
// custom ones. Databases are compiled for the generic platform, so that one file serves every CPU
// that the engine runs on; host tuning gains nothing measurable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rules/rule_set.h"

namespace veto::match {

enum class Mode : std::uint8_t {
  Block,   ///< for text in memory
  Stream,  ///< for text that comes in pieces
};

/// The serialized database of all rules; pattern number = position in the set.
/// Throws Error(Usage) naming the rule whose pattern the engine refuses.
[[nodiscard]] std::string compile_database(const rules::RuleSet& set, Mode mode);

/// Length limits of a pattern's matches, in bytes; `max` is nullopt when unbounded.
struct PatternWidth {
  std::size_t min = 0;
  std::optional<std::size_t> max;
};

/// Throws Error(Usage) when the engine refuses the pattern.
[[nodiscard]] PatternWidth pattern_width(std::string_view pattern);

/// Names the engine's version: databases of one do not fit another.
[[nodiscard]] std::string engine_version();

}  // namespace veto::match
