// What Engine holds, for Scanner; not for other folders.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "match/anchors.h"
#include "match/compiled_rules.h"
#include "match/engine.h"
#include "match/expression.h"
#include "match/handles.h"
#include "match/rule_extent.h"
#include "match/short_words.h"

namespace veto::match {

/// A database of the program itself, or one that was loaded.
class Database {
 public:
  Database() = default;
  /// Uses `image` where it lies if this engine made it, else loads `serialized`. Throws
  /// Error(Unreadable) when that does not fit this engine or CPU.
  Database(std::string_view serialized, std::string_view image, std::string_view version);

  /// nullptr if there is none.
  [[nodiscard]] const hs_database_t* get() const noexcept { return database_; }
  [[nodiscard]] bool is_loaded() const noexcept { return loaded_ != nullptr; }

 private:
  DatabaseHandle loaded_;
  const hs_database_t* database_ = nullptr;
};

/// Rules that were compiled together.
struct EnginePart {
  explicit EnginePart(const CompiledRules& compiled);

  CompiledView view;
  std::size_t first_rule = 0;
  Database everywhere;
  Database near_runs;
  Database by_words;
  Database far_across;
  ShortWordFinder short_words;
  /// Where all databases are the program's own: what scratch for them is cloned from.
  const hs_scratch_t* scratch = nullptr;

  [[nodiscard]] std::array<const Database*, 4> databases() const noexcept {
    return {&everywhere, &near_runs, &by_words, &far_across};
  }
};

class Engine::Impl {
 public:
  explicit Impl(const std::vector<CompiledRules>& parts);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] const std::vector<std::unique_ptr<EnginePart>>& parts() const noexcept {
    return parts_;
  }
  /// Of all parts.
  [[nodiscard]] const Anchors& anchors() const noexcept { return anchors_; }
  /// Of all rules, found out when first asked for. Safe from all threads.
  [[nodiscard]] const RuleExtents& extents() const;
  /// The rule's regular expression, compiled when first asked for. Safe from all threads.
  [[nodiscard]] const RuleExpression& expression(std::size_t rule) const;

  [[nodiscard]] std::size_t rule_count() const noexcept { return rule_count_; }
  [[nodiscard]] const rules::Rule& rule(std::size_t number) const {
    const EnginePart& part = *parts_[part_number(number)];
    return part.view.set.rules[number - part.first_rule];
  }
  [[nodiscard]] const RulePlan& plan(std::size_t number) const {
    const EnginePart& part = *parts_[part_number(number)];
    return part.view.rules[number - part.first_rule];
  }
  [[nodiscard]] std::size_t max_width(std::size_t number) const { return plan(number).max_width; }
  /// Which part a rule belongs to.
  [[nodiscard]] std::size_t part_number(std::size_t rule) const;

 private:
  using ExpressionSlot = std::atomic<const RuleExpression*>;

  std::vector<std::unique_ptr<EnginePart>> parts_;
  std::size_t rule_count_ = 0;
  std::unique_ptr<ExpressionSlot[]> expressions_;  // by rule; owned, made when first asked for
  Anchors anchors_;
  mutable std::once_flag extents_known_;
  mutable std::unique_ptr<const RuleExtents> extents_;
};

/// Throws Error(Unreadable) "`doing`: ..." unless `code` is HS_SUCCESS.
void check_engine(hs_error_t code, std::string_view doing);

/// hs_scan, checked. The callback ends a scan only for want of memory.
void scan_block(const hs_database_t* database, std::string_view text, hs_scratch_t* scratch,
                match_event_handler on_match, void* context);

}  // namespace veto::match
