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

/// Where the class that begins at `at` ends: at its bracket.
std::size_t class_end(std::string_view pattern, std::size_t at) {
  at += pattern.substr(at).starts_with("[^") ? 2U : 1U;
  for (bool is_first = true; at < pattern.size() && (is_first || pattern[at] != ']');
       is_first = false)
    at += pattern[at] == '\\' ? 2U : 1U;
  return at;
}

/// Whether the one capture group is the whole pattern.
bool captures_all(std::string_view pattern) {
  if (!pattern.starts_with('(') || pattern.starts_with("(?")) return false;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    switch (pattern[at]) {
      case '\\':
        ++at;
        break;
      case '[':
        at = class_end(pattern, at);
        break;
      case '(':
        ++depth;
        break;
      case ')':
        if (--depth == 0) return at + 1 == pattern.size();
        break;
      default:
        break;
    }
  }
  return false;
}

}  // namespace

RuleExpression::RuleExpression(const rules::Rule& rule)
    : forward_(compile(std::string(rule.pattern), rule)), rule_(rule) {
  if (forward_->NumberOfCapturingGroups() != 1)
    throw base::usage_error("rule " + std::string(rule.id) +
                            ": the pattern must have exactly one capture group");
  captures_all_ = captures_all(rule.pattern);
}

RuleExpression::~RuleExpression() = default;

std::optional<std::size_t> RuleExpression::find_start(std::string_view text) const {
  std::call_once(at_end_compiled_,
                 [this] { at_end_ = compile("(?:" + std::string(rule_.pattern) + ")\\z", rule_); });
  re2::StringPiece match;
  if (!at_end_->Match(piece_of(text), 0, text.size(), re2::RE2::UNANCHORED, &match, 1))
    return std::nullopt;
  return range_of(match, text).begin;
}

bool RuleExpression::match_at(std::string_view text, model::Range& match,
                              model::Range& capture) const {
  std::array<re2::StringPiece, 2> groups;
  if (!forward_->Match(piece_of(text), 0, text.size(), re2::RE2::ANCHOR_START, groups.data(),
                       captures_all_ ? 1 : 2))
    return false;
  match = range_of(groups[0], text);
  capture = groups[1].data() == nullptr ? match : range_of(groups[1], text);
  return true;
}

std::vector<model::Range> RuleExpression::find_all(std::string_view text) const {
  std::vector<model::Range> matches;
  re2::StringPiece match;
  for (std::size_t at = 0;
       forward_->Match(piece_of(text), at, text.size(), re2::RE2::UNANCHORED, &match, 1);
       at = matches.back().end)
    matches.push_back(range_of(match, text));
  return matches;
}

}  // namespace veto::match
