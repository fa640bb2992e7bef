// A rule's pattern over bytes: what finds the start and the secret of a match whose end the pattern
// database has reported. A few steps of trying tell nearly always (match/backtracker.h); else RE2
// is asked, which is linear on any text.
//
// Searching forwards for a match with long bounded repeats makes RE2 build a new state for nearly
// every byte. Backwards from the known end, and forwards from the known start, both searches are
// anchored.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "match/backtracker.h"
#include "model/verdict.h"
#include "rules/rule.h"

namespace re2 {
class RE2;
}

namespace veto::match {

/// Safe from all threads.
class RuleExpression {
 public:
  /// `rule` must outlive this. All others throw what check() throws, if they have to ask RE2.
  explicit RuleExpression(const rules::Rule& rule);
  ~RuleExpression();
  RuleExpression(const RuleExpression&) = delete;
  RuleExpression& operator=(const RuleExpression&) = delete;

  /// Throws Error(Usage) when RE2 refuses the pattern or it has not exactly one capture group.
  void check() const { static_cast<void>(forward()); }

  /// The leftmost start of a match that ends where `text` ends.
  [[nodiscard]] std::optional<std::size_t> find_start(std::string_view text) const;

  /// The match that begins where `text` begins, and its capture; false if there is none.
  bool match_at(std::string_view text, model::Range& match, model::Range& capture) const;

  /// Every match in `text`, leftmost first, by a plain forward search of RE2.
  [[nodiscard]] std::vector<model::Range> find_all(std::string_view text) const;

 private:
  [[nodiscard]] const re2::RE2& forward() const;
  [[nodiscard]] const re2::RE2& at_end() const;

  const rules::Rule& rule_;
  std::optional<Backtracker> backtracker_;
  // RE2's, compiled when first needed.
  mutable std::once_flag forward_compiled_;
  mutable std::unique_ptr<re2::RE2> forward_;
  mutable std::once_flag at_end_compiled_;
  mutable std::unique_ptr<re2::RE2> at_end_;
};

}  // namespace veto::match
