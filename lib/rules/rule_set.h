// A set of rules and the text that they view.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace veto::rules {

/// Owns text and arrays for rules that are read from files. Addresses stay valid as it grows.
class RuleStorage {
 public:
  [[nodiscard]] std::string_view keep(std::string text) {
    return texts_.emplace_back(std::move(text));
  }
  [[nodiscard]] std::span<const std::string_view> keep(std::vector<std::string_view> list) {
    return lists_.emplace_back(std::move(list));
  }
  [[nodiscard]] std::span<const NegativeExample> keep(std::vector<NegativeExample> list) {
    return negatives_.emplace_back(std::move(list));
  }

 private:
  std::deque<std::string> texts_;
  std::deque<std::vector<std::string_view>> lists_;
  std::deque<std::vector<NegativeExample>> negatives_;
};

/// Rules in a fixed order; a rule's position is its number in the pattern database. A view.
struct RuleSet {
  std::span<const Rule> rules;

  /// nullptr if there is none of that id.
  [[nodiscard]] const Rule* find(std::string_view id) const noexcept;
};

/// Rules that were read from files, with their text.
struct RuleCollection {
  std::vector<Rule> rules;   ///< those with a pattern
  std::vector<Rule> others;  ///< those without
  RuleStorage storage;

  /// Valid until a rule is added.
  [[nodiscard]] RuleSet view() const noexcept { return {rules}; }
};

}  // namespace veto::rules
