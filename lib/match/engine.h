// The rules ready to match: pattern databases loaded, regular expressions compiled when first
// needed. Constant after construction and shared by all threads; each thread has a Scanner of its
// own.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "match/compiled_rules.h"
#include "model/verdict.h"
#include "rules/rule_set.h"
#include "rules/window_reach.h"

namespace veto::match {

/// No pattern may match more than this many bytes: it bounds every window.
inline constexpr std::size_t kMaxPatternWidth = 4096;
/// How much text before a match a window holds at most, and behind it.
inline constexpr std::size_t kWindowBefore = rules::kWidestReach.before;
inline constexpr std::size_t kWindowBehind = rules::kWidestReach.behind;

class Engine {
 public:
  /// Built-in rules first, then custom ones. Throws Error(Unreadable) when a database does not fit
  /// this engine or CPU.
  explicit Engine(std::vector<CompiledRules> parts);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// All rules, in one numbering.
  [[nodiscard]] std::size_t rule_count() const noexcept;
  [[nodiscard]] const rules::Rule& rule(std::size_t number) const;
  /// Where a rule is looked for.
  [[nodiscard]] Layer layer(std::size_t number) const;

  /// The databases are used where they lie, none had to be loaded.
  [[nodiscard]] bool uses_images() const;

  /// For this folder.
  class Impl;
  [[nodiscard]] const Impl& impl() const noexcept { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace veto::match
