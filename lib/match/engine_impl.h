// What Engine holds, for Scanner; not for other folders.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "match/engine.h"
#include "match/expression.h"
#include "match/handles.h"

namespace veto::match {

class Engine::Impl {
 public:
  explicit Impl(std::vector<CompiledRules> parts);

  /// One database per part; those for streams are loaded when first asked for. Safe from all
  /// threads.
  [[nodiscard]] const std::vector<DatabaseHandle>& databases(Mode mode);
  /// The rule's regular expression, compiled when first asked for. Safe from all threads.
  [[nodiscard]] const RuleExpression& expression(std::size_t rule);

  [[nodiscard]] std::size_t rule_count() const noexcept { return rules_.size(); }
  [[nodiscard]] const rules::Rule& rule(std::size_t number) const { return *rules_[number].rule; }
  [[nodiscard]] std::size_t max_width(std::size_t number) const { return rules_[number].max_width; }
  /// The number of a part's first rule.
  [[nodiscard]] std::size_t first_rule(std::size_t part) const { return first_rules_[part]; }
  /// Patterns beyond this many of a part stand for no rule (the stride guard).
  [[nodiscard]] std::size_t rules_of(std::size_t part) const {
    return parts_[part].set.rules.size();
  }

 private:
  struct RuleEntry {
    const rules::Rule* rule = nullptr;
    std::size_t max_width = 0;
    std::once_flag compiled;
    std::unique_ptr<RuleExpression> expression;
  };

  std::vector<CompiledRules> parts_;
  std::vector<std::size_t> first_rules_;
  std::vector<RuleEntry> rules_;
  std::vector<DatabaseHandle> block_;
  std::once_flag stream_loaded_;
  std::vector<DatabaseHandle> stream_;
};

/// Throws Error(Unreadable) "`doing`: ..." unless `code` is HS_SUCCESS.
void check_engine(hs_error_t code, std::string_view doing);

}  // namespace veto::match
