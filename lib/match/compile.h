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

/// What CompiledRules hold: databases and tables of all rules. Throws Error(Usage) naming the rule
/// whose pattern the engine refuses, or that can match more than kMaxPatternWidth bytes.
[[nodiscard]] std::string compile_rules(const rules::RuleSet& set);

/// The same with images of the databases as they lie in memory, for a program with this engine in
/// it: it needs not even copy them, if it holds the bytes at a multiple of kSectionAlignment.
[[nodiscard]] std::string with_images(std::string_view compiled);

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
