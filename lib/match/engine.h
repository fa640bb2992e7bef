// The rules ready to match: pattern databases loaded, regular expressions compiled when first
// needed. Constant after construction and shared by all threads; each thread has a Scanner of its
// own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "match/compile.h"
#include "model/verdict.h"
#include "rules/rule_set.h"

namespace veto::match {

/// Rules and their compiled databases. The views must outlive the Engine.
struct CompiledRules {
  rules::RuleSet set;
  std::string_view block;
  std::string_view stream;
  std::span<const std::uint32_t> max_widths;  ///< longest match of each rule, in bytes
};

/// The longest match of each rule, for CompiledRules. Throws Error(Usage) for an unbounded pattern.
[[nodiscard]] std::vector<std::uint32_t> max_widths(const rules::RuleSet& set);

/// No pattern may match more than this many bytes: it bounds every window.
inline constexpr std::size_t kMaxPatternWidth = 4096;
/// How much text before a match a window holds, and behind it: the reach of context words and of
/// structures (the longest private key).
inline constexpr std::size_t kWindowBefore = 8 * 1024;
inline constexpr std::size_t kWindowBehind = 64 * 1024;

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

 private:
  friend class MatchFinder;
  friend class Scanner;
  friend std::vector<model::Range> find_all(const Engine& engine, std::size_t rule,
                                            std::string_view text);
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace veto::match
