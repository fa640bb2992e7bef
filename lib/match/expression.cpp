#include "match/expression.h"

#include <array>
#include <cstdint>
#include <string>

#include <re2/re2.h>

#include "base/error.h"

namespace veto::match {
namespace {

/// For the states of an expression's automata. The usual 8 MiB are not enough for those of long
/// bounded repeats, which are then built again and again.
constexpr std::int64_t kMaxMemory = 32 << 20;

re2::StringPiece piece_of(std::string_view text) {
  return {text.data(), text.size()};
}

model::Range range_of(const re2::StringPiece& piece, std::string_view text) {
  const auto begin = static_cast<std::size_t>(piece.data() - text.data());
  return {begin, begin + piece.size()};
}

std::unique_ptr<re2::RE2> compile(const std::string& pattern, const rules::Rule& rule) {
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(kMaxMemory);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);  // bytes, as for the databases
  auto expression = std::make_unique<re2::RE2>(pattern, options);
  if (!expression->ok())
    throw base::usage_error("rule " + std::string(rule.id) +
                            ": the pattern does not compile: " + expression->error());
  return expression;
}

}  // namespace

RuleExpression::RuleExpression(const rules::Rule& rule)
    : rule_(rule), backtracker_(Backtracker::of(rule.pattern)) {}

RuleExpression::~RuleExpression() = default;

const re2::RE2& RuleExpression::forward() const {
  std::call_once(forward_compiled_, [this] {
    forward_ = compile(std::string(rule_.pattern), rule_);
    if (forward_->NumberOfCapturingGroups() != 1)
      throw base::usage_error("rule " + std::string(rule_.id) +
                              ": the pattern must have exactly one capture group");
  });
  return *forward_;
}

const re2::RE2& RuleExpression::at_end() const {
  std::call_once(at_end_compiled_,
                 [this] { at_end_ = compile("(?:" + std::string(rule_.pattern) + ")\\z", rule_); });
  return *at_end_;
}

std::optional<std::size_t> RuleExpression::find_start(std::string_view text) const {
  if (backtracker_) {
    std::size_t at = 0;
    const Backtracker::Result result = backtracker_->find_start(text, at);
    if (result == Backtracker::Result::Match) return at;
    if (result == Backtracker::Result::None) return std::nullopt;
  }
  re2::StringPiece match;
  if (!at_end().Match(piece_of(text), 0, text.size(), re2::RE2::UNANCHORED, &match, 1))
    return std::nullopt;
  return range_of(match, text).begin;
}

bool RuleExpression::match_at(std::string_view text, model::Range& match,
                              model::Range& capture) const {
  if (backtracker_) {
    Backtracker::Match found;
    const Backtracker::Result result = backtracker_->match_at(text, found);
    match = {0, found.end};
    capture = found.capture;
    if (result != Backtracker::Result::Unknown) return result == Backtracker::Result::Match;
  }
  std::array<re2::StringPiece, 2> groups;
  if (!forward().Match(piece_of(text), 0, text.size(), re2::RE2::ANCHOR_START, groups.data(), 2))
    return false;
  match = range_of(groups[0], text);
  capture = groups[1].data() == nullptr ? match : range_of(groups[1], text);
  return true;
}

std::vector<model::Range> RuleExpression::find_all(std::string_view text) const {
  std::vector<model::Range> matches;
  re2::StringPiece match;
  for (std::size_t at = 0;
       forward().Match(piece_of(text), at, text.size(), re2::RE2::UNANCHORED, &match, 1);
       at = matches.back().end)
    matches.push_back(range_of(match, text));
  return matches;
}

}  // namespace veto::match
