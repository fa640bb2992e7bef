// A rule's pattern for RE2, over bytes: what finds the start and the secret of a match whose end
// the pattern database has reported.
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

#include "model/verdict.h"
#include "rules/rule.h"

namespace re2 {
class RE2;
}

namespace veto::match {

/// Safe from all threads.
class RuleExpression {
 public:
  /// Throws Error(Usage) when RE2 refuses the pattern or it has not exactly one capture group.
  /// `rule` must outlive this.
  explicit RuleExpression(const rules::Rule& rule);
  ~RuleExpression();
  RuleExpression(const RuleExpression&) = delete;
  RuleExpression& operator=(const RuleExpression&) = delete;

  /// The leftmost start of a match that ends where `text` ends.
  [[nodiscard]] std::optional<std::size_t> find_start(std::string_view text) const;

  /// The match that begins where `text` begins, and its capture; false if there is none.
  bool match_at(std::string_view text, model::Range& match, model::Range& capture) const;

  /// Every match in `text`, leftmost first, by a plain forward search.
  [[nodiscard]] std::vector<model::Range> find_all(std::string_view text) const;

 private:
  std::unique_ptr<re2::RE2> forward_;
  bool captures_all_ = false;  // then the match need not be searched for the capture: much cheaper
  const rules::Rule& rule_;
  mutable std::once_flag at_end_compiled_;  // rules by words never ask for it
  mutable std::unique_ptr<re2::RE2> at_end_;
};

}  // namespace veto::match
