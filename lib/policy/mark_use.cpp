#include "policy/mark_use.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "text/escape.h"

namespace veto::policy {
namespace {

constexpr std::size_t kLastLine = std::numeric_limits<std::size_t>::max();
constexpr const char* kNoBeginning = "ends no block";

bool is_block(MarkScope scope) {
  return scope == MarkScope::Begin || scope == MarkScope::End;
}

std::size_t lines_of(const model::LineRange& range) {
  return range.last - range.first + 1;
}

/// provider-kind, as ids are: no other word that stands behind a mark in prose.
bool looks_like_rule(std::string_view word) {
  const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  return plain && word.find('-', 1) != std::string_view::npos;
}

/// "@secretlint/secretlint-rule-github" means our rules of that provider; "privatekey" is written
/// without the dash.
bool means_rule(std::string_view foreign, std::string_view id) {
  constexpr std::string_view kRule = "secretlint-rule-";
  const std::size_t at = foreign.rfind(kRule);
  if (at == std::string_view::npos) return false;
  const std::string_view name = foreign.substr(at + kRule.size());
  std::size_t matched = 0;
  for (const char c : id) {
    if (matched == name.size()) break;
    if (c == name[matched])
      ++matched;
    else if (c != '-')
      return false;
  }
  return !name.empty() && matched == name.size();
}

}  // namespace

bool is_on_long_line(std::string_view text, const model::Range& match, char line_end) {
  constexpr std::size_t kLook = kMaxMarkedLine + 1;
  const std::size_t from = match.begin - std::min(match.begin, kLook);
  const std::string_view front = text.substr(from, match.begin - from);
  const std::string_view behind = text.substr(match.end, kLook);
  const std::size_t before = front.size() - std::min(front.rfind(line_end) + 1, front.size());
  return before + std::min(behind.find(line_end), behind.size()) > kMaxMarkedLine;
}

MarkUse::MarkUse(std::vector<Mark> marks) : marks_(std::move(marks)) {
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    if (marks_[i].scope == MarkScope::End)
      end_blocks(i);
    else
      add_covers(i);
  }
  while (!open_.empty()) {
    const bool is_own = marks_[open_.front().mark].tool == MarkTool::Own;
    if (is_own) open_.front().broken = "never ends (git-veto:allow-end)";
    end_block(0, kLastLine);
  }
}

void MarkUse::add_covers(std::size_t number) {
  const Mark& mark = marks_[number];
  const std::size_t line = mark.line + (mark.scope == MarkScope::NextLine ? 1 : 0);
  std::vector<Cover>& list = mark.scope == MarkScope::Begin ? open_ : covers_;
  for (const std::string& rule : mark.rules) list.push_back({number, rule, {line, line}});
  if (mark.rules.empty()) list.push_back({number, "", {line, line}});
}

/// With rules, the last block of each; without, for a mark of our own all of the last block, for
/// one of another tool all blocks.
void MarkUse::end_blocks(std::size_t number) {
  const Mark& end = marks_[number];
  bool found = false;
  std::size_t last_mark = kLastLine;
  std::set<std::string> ended;
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (marks_[open_[i].mark].tool != end.tool) continue;
    if (last_mark == kLastLine) last_mark = open_[i].mark;
    const bool named =
        std::find(end.rules.begin(), end.rules.end(), open_[i].rule) != end.rules.end();
    const bool meant = end.rules.empty() ? end.tool != MarkTool::Own || open_[i].mark == last_mark
                                         : named && ended.insert(open_[i].rule).second;
    if (!meant) continue;
    found = true;
    end_block(i, end.line);
  }
  if (!found && end.tool == MarkTool::Own)
    covers_.push_back({number, "", {end.line, end.line}, kNoBeginning});
}

void MarkUse::end_block(std::size_t position, std::size_t line) {
  Cover cover = std::move(open_[position]);
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(position));
  cover.lines.last = line;
  const bool is_own = marks_[cover.mark].tool == MarkTool::Own;
  if (is_own && cover.broken == nullptr && lines_of(cover.lines) > kMaxBlockLines)
    cover.broken = "is longer than 1000 lines";
  covers_.push_back(std::move(cover));
}

MarkUse::Allowances MarkUse::apply(std::span<const MarkTarget> targets) {
  allowances_.assign(targets.size(), std::nullopt);
  shorten_reasons(targets);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (std::size_t line = targets[i].lines.first; line <= targets[i].lines.last; ++line)
      entries.emplace_back(line, i);
  }
  std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
    return std::pair(a.first, targets[a.second].match.begin) <
           std::pair(b.first, targets[b.second].match.begin);
  });
  const auto on_lines_of = [&entries](const Cover& cover) -> std::span<const Entry> {
    const auto first =
        std::lower_bound(entries.begin(), entries.end(), cover.lines.first,
                         [](const Entry& entry, std::size_t line) { return entry.first < line; });
    auto last = first;
    while (last != entries.end() && last->first <= cover.lines.last) ++last;
    return {first, last};
  };
  for (Cover& cover : covers_) use(cover, targets, on_lines_of(cover));
  for (Cover& cover : covers_) {
    const std::span<const Entry> there = on_lines_of(cover);
    cover.is_needed = std::any_of(there.begin(), there.end(), [&](const Entry& entry) {
      return !allowances_[entry.second].has_value();
    });
  }
  return allowances_;
}

/// A reason ends before what may be a secret.
void MarkUse::shorten_reasons(std::span<const MarkTarget> targets) {
  std::vector<std::size_t> begins;
  for (const MarkTarget& target : targets) begins.push_back(target.match.begin);
  std::sort(begins.begin(), begins.end());
  for (Mark& mark : marks_) {
    if (mark.tool != MarkTool::Own) continue;
    const auto next = std::lower_bound(begins.begin(), begins.end(), mark.at);
    if (next == begins.end() || *next >= mark.reason_at + mark.reason.size()) continue;
    mark.reason.resize(*next - std::min(*next, mark.reason_at));
    while (mark.reason.ends_with(' ') || mark.reason.ends_with('\t')) mark.reason.pop_back();
  }
}

bool MarkUse::fits(const Cover& cover, const MarkTarget& target) const {
  const Mark& mark = marks_[cover.mark];
  const bool in_block =
      cover.lines.first <= target.lines.first && target.lines.last <= cover.lines.last;
  if (cover.broken != nullptr || (is_block(mark.scope) && !in_block)) return false;
  if (mark.tool == MarkTool::Own) return cover.rule == target.rule->id;
  return cover.rule.empty() || means_rule(cover.rule, target.rule->id);
}

/// `there`: the targets on the lines of the cover, by line and place.
void MarkUse::use(Cover& cover, std::span<const MarkTarget> targets, std::span<const Entry> there) {
  const Mark& mark = marks_[cover.mark];
  const auto excuse = [&](std::size_t number) {
    cover.used = true;
    if (!allowances_[number]) allowances_[number] = allowance_of(mark);
  };
  std::optional<std::size_t> nearest;  // on the long line that is being looked at
  std::size_t line = 0;
  for (const auto& [at_line, number] : there) {
    const MarkTarget& target = targets[number];
    if (at_line != line && nearest) excuse(*std::exchange(nearest, std::nullopt));
    line = at_line;
    if (!fits(cover, target)) continue;
    if (!target.on_long_line) {
      excuse(number);
    } else if (mark.scope != MarkScope::Line) {
      if (!nearest && target.lines.first == at_line) nearest = number;
    } else if (target.match.end <= mark.at && mark.at - target.match.end < kMarkReach &&
               (!nearest || targets[*nearest].match.end <= target.match.end)) {
      nearest = number;
    }
  }
  if (nearest) excuse(*nearest);
}

model::Allowance MarkUse::allowance_of(const Mark& mark) const {
  return {model::AllowedHow::Mark, mark.reason, ""};
}

std::string MarkUse::problem_of(const Cover& cover, const AskRule& ask) const {
  const Mark& mark = marks_[cover.mark];
  const bool is_meant = mark.opens_comment && !mark.is_quoted;
  if (cover.broken == kNoBeginning) return is_meant ? "ends no block" : "";
  if (cover.rule.empty()) {
    return is_meant || cover.is_needed ? "names no rule: git-veto:allow RULE why" : "";
  }
  switch (ask(cover.rule)) {
    case RuleState::Off:
      return "";
    case RuleState::Unknown: {
      const bool said = cover.is_needed || (is_meant && looks_like_rule(cover.rule));
      return said ? "there is no rule " + text::for_terminal(cover.rule) : "";
    }
    case RuleState::On:
      break;
  }
  if (mark.is_quoted && !cover.is_needed) return "";
  if (cover.broken != nullptr) return fmt::format("the block for {} {}", cover.rule, cover.broken);
  const std::string_view where = mark.scope == MarkScope::Line       ? "on this line"
                                 : mark.scope == MarkScope::NextLine ? "on the next line"
                                                                     : "in this block";
  return fmt::format("nothing {} is a {}", where, cover.rule);
}

std::vector<MarkProblem> MarkUse::problems(const AskRule& ask) const {
  std::vector<MarkProblem> problems;
  for (const Cover& cover : covers_) {
    const Mark& mark = marks_[cover.mark];
    if (mark.tool != MarkTool::Own || cover.used) continue;
    const std::string text = problem_of(cover, ask);
    if (text.empty()) continue;
    const bool unused = text.starts_with("nothing");
    problems.push_back(
        {mark.line, unused ? "unused-mark" : "broken-mark",
         fmt::format("line {}: {} mark: {}", mark.line, unused ? "unused" : "broken", text)});
  }
  std::stable_sort(problems.begin(), problems.end(),
                   [](const MarkProblem& a, const MarkProblem& b) { return a.line < b.line; });
  if (problems.size() > kMaxProblems) problems.resize(kMaxProblems);
  return problems;
}

}  // namespace veto::policy
