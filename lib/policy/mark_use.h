// What marks excuse, and which of ours do nothing.
//
// A mark excuses the findings of its rule that touch its line (or the next one); a block those that
// lie in it as a whole. On a line longer than kMaxMarkedLine, the finding itself not counted, a
// mark excuses one finding: the nearest that ends within kMarkReach before it; for the next line
// and in a block, the first one on that line. So a mark in a minified file does not excuse all of
// it.
//
// A mark without a rule or with one that does not exist, and a block that never ends or is longer
// than kMaxBlockLines, excuse nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/finding.h"
#include "model/segment.h"
#include "model/verdict.h"
#include "policy/mark.h"
#include "rules/rule.h"

namespace veto::policy {

inline constexpr std::size_t kMaxMarkedLine = 1000;
inline constexpr std::size_t kMarkReach = 200;
inline constexpr std::size_t kMaxBlockLines = 1000;

/// Whether the lines that the match touches hold more than kMaxMarkedLine bytes besides it.
[[nodiscard]] bool is_on_long_line(std::string_view text, const model::Range& match, char line_end);

/// What a mark may excuse.
struct MarkTarget {
  const rules::Rule* rule = nullptr;
  model::Range match;  ///< in the text
  model::LineRange lines;
  bool on_long_line = false;
};

/// What is known of a rule that a mark names.
enum class RuleState : std::uint8_t { Unknown, Off, On };
using AskRule = std::function<RuleState(std::string_view id)>;

/// Something that is wrong with a mark of ours.
struct MarkProblem {
  std::size_t line = 0;
  std::string code;  ///< of the diagnostic: "unused-mark" or "broken-mark"
  std::string text;
};

class MarkUse {
 public:
  /// `marks` are those of one text, in their order.
  explicit MarkUse(std::vector<Mark> marks);

  /// What excuses each of the targets, nullopt for nothing. Call it once.
  using Allowances = std::vector<std::optional<model::Allowance>>;
  [[nodiscard]] Allowances apply(std::span<const MarkTarget> targets);

  /// After apply(): our marks that excuse nothing, as far as they are likely to be meant to: not
  /// one that is quoted, or that shows what a mark looks like. In the order of the lines, at most
  /// kMaxProblems.
  [[nodiscard]] std::vector<MarkProblem> problems(const AskRule& ask) const;
  static constexpr std::size_t kMaxProblems = 100;

 private:
  /// A mark for one rule, with its lines.
  struct Cover {
    std::size_t mark = 0;
    std::string rule;  ///< empty: any, but of an own mark none
    model::LineRange lines;
    const char* broken = nullptr;  ///< why it excuses nothing
    bool used = false;
    bool is_needed = false;  ///< a finding is there that nothing excuses
  };
  /// A line and the number of a target on it.
  using Entry = std::pair<std::size_t, std::size_t>;

  void add_covers(std::size_t number);
  void end_blocks(std::size_t number);
  void end_block(std::size_t position, std::size_t line);
  void use(Cover& cover, std::span<const MarkTarget> targets, std::span<const Entry> there);
  void shorten_reasons(std::span<const MarkTarget> targets);
  [[nodiscard]] bool fits(const Cover& cover, const MarkTarget& target) const;
  [[nodiscard]] model::Allowance allowance_of(const Mark& mark) const;
  [[nodiscard]] std::string problem_of(const Cover& cover, const AskRule& ask) const;

  std::vector<Mark> marks_;
  std::vector<Cover> covers_;
  std::vector<Cover> open_;  // blocks that have not ended yet
  Allowances allowances_;
};

}  // namespace veto::policy
