// The slow twin of the scanner, by RE2 and plain loops alone.
#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "match/by_words.h"
#include "match/engine_impl.h"
#include "match/scanner.h"
#include "match/token_runs.h"

namespace veto::match {
namespace {

std::string with_line_end(std::string_view text) {
  std::string padded(text);
  if (!padded.empty() && padded.back() != '\n') padded += '\n';
  return padded;
}

/// Each window is a text of its own.
std::vector<model::Range> find_near_runs(const RuleExpression& expression,
                                         const LayerLimits& limits,
                                         const std::vector<model::Range>& runs,
                                         std::string_view text) {
  std::vector<bool> in_window(text.size() + 1, false);
  for (const model::Range& run : runs) {
    const std::size_t begin = run.begin - std::min<std::size_t>(run.begin, limits.near_before);
    const std::size_t end = std::min(run.end + limits.near_behind, text.size());
    std::fill(in_window.begin() + static_cast<std::ptrdiff_t>(begin),
              in_window.begin() + static_cast<std::ptrdiff_t>(end), true);
  }
  std::vector<model::Range> matches;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (in_window[end]) ++end;
    for (const model::Range& match : expression.find_all(text.substr(at, end - at)))
      matches.push_back({at + match.begin, at + match.end});
    at = end + 1;
  }
  return matches;
}

bool contains(std::string_view text, std::string_view word) {
  return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) ==
                  std::tolower(static_cast<unsigned char>(b));
         }) != text.end();
}

bool has_word(const rules::Confirm& confirm, std::string_view text, const model::Range& match) {
  const std::size_t distance = confirm.context_distance;
  const std::size_t reach = std::min(distance, match.begin);
  return std::any_of(confirm.context.begin(), confirm.context.end(), [&](std::string_view word) {
    return contains(text.substr(match.begin - reach, reach), word) ||
           contains(text.substr(match.end, distance), word);
  });
}

std::vector<model::Range> find_by_words(const RuleExpression& expression, const rules::Rule& rule,
                                        const Shape& shape, const std::vector<model::Range>& runs,
                                        std::string_view text) {
  std::vector<bool> in_reach(text.size(), false);
  for (const model::Range& run : runs) {
    if (run.size() >= kDataRun) continue;
    const std::size_t begin = run.begin - std::min<std::size_t>(run.begin, shape.before);
    std::fill(in_reach.begin() + static_cast<std::ptrdiff_t>(begin),
              in_reach.begin() + static_cast<std::ptrdiff_t>(run.end), true);
  }
  const HeldText held{text, 0};
  std::vector<model::Range> matches;
  for (std::size_t at = 0; at < text.size(); ++at) {
    model::Range match;
    model::Range secret;
    if (!in_reach[at] || (!matches.empty() && at < matches.back().end) ||
        !match::may_begin(held, at, shape) || !expression.match_at(text.substr(at), match, secret))
      continue;
    match = {at, at + match.end};
    if (may_end(held, match.end, shape) && has_word(rule.confirm, text, match))
      matches.push_back(match);
  }
  return matches;
}

}  // namespace

std::vector<model::Range> find_all(const Engine& engine, std::size_t rule, std::string_view text) {
  const Engine::Impl& impl = engine.impl();
  const std::string padded = with_line_end(text);
  const RuleExpression& expression = impl.expression(rule);
  const CompiledView& view = impl.parts()[impl.part_number(rule)]->view;
  const auto runs = [&] { return marked_runs(padded, RunReader::Plain, &impl.anchors()); };
  switch (impl.plan(rule).layer) {
    case Layer::Everywhere:
    case Layer::AtWords:
      break;
    case Layer::NearRuns:
      return find_near_runs(expression, view.limits, runs(), padded);
    case Layer::ByWords:
      return find_by_words(expression, impl.rule(rule), view.shapes[impl.plan(rule).shape], runs(),
                           padded);
  }
  return expression.find_all(padded);
}

std::vector<Occurrence> find_anywhere(const Engine& engine, std::size_t rule,
                                      std::string_view text) {
  const RuleExpression& expression = engine.impl().expression(rule);
  const std::string padded = with_line_end(text);
  std::vector<Occurrence> found;
  for (const model::Range& match : expression.find_all(padded)) {
    Occurrence& occurrence = found.emplace_back();
    static_cast<void>(expression.match_at(std::string_view(padded).substr(match.begin),
                                          occurrence.match, occurrence.secret));
    for (model::Range* range : {&occurrence.match, &occurrence.secret}) {
      range->begin += match.begin;
      range->end += match.begin;
    }
  }
  return found;
}

}  // namespace veto::match
