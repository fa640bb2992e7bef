#include "match/mark_odds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "match/token_runs.h"

namespace veto::match {
namespace {

enum Case : std::size_t { kOther, kUpper, kLower, kCases };

/// Chances of what a run's last two bytes are, how many letters of one case it ends in, and how
/// often its case has changed oddly: all that the marking rules remember of a run without a digit.
using State =
    std::array<std::array<std::array<std::array<double, kMinOddCases>, kMinSameCase>, kCases>,
               kCases>;

/// The chance that the next byte is of a case; what is missing to 1 are digits.
std::array<double, kCases> case_odds(const PatternItem& item) {
  std::array<double, kCases> odds{};
  const auto all = static_cast<double>(item.set.count());
  // A literal of either case is no random byte: somebody writes it one way.
  if (item.is_literal && item.set.count() > 1) {
    odds[kOther] = 1.0;
    return odds;
  }
  for (std::size_t c = 0; c < item.set.size(); ++c) {
    if (!item.set.test(c) || (c >= '0' && c <= '9')) continue;
    const Case kind = c >= 'A' && c <= 'Z' ? kUpper : c >= 'a' && c <= 'z' ? kLower : kOther;
    odds[kind] += 1.0 / all;
  }
  return odds;
}

State next_state(const State& now, const std::array<double, kCases>& odds) {
  State next{};
  for (std::size_t before = 0; before < kCases; ++before) {
    for (std::size_t last = 0; last < kCases; ++last) {
      for (std::size_t row = 0; row < kMinSameCase; ++row) {
        for (std::size_t odd = 0; odd < kMinOddCases; ++odd) {
          const double chance = now[before][last][row][odd];
          if (chance <= 0.0) continue;
          for (std::size_t kind = 0; kind < kCases; ++kind) {
            const bool is_odd = (kind == kUpper && last == kLower && before == kUpper) ||
                                (kind == kLower && last == kUpper && before == kUpper);
            const std::size_t new_odd = odd + (is_odd ? 1 : 0);
            const std::size_t new_row = kind == kOther ? 0 : kind == last ? row + 1 : 1;
            if (new_odd < kMinOddCases && new_row < kMinSameCase)
              next[last][kind][new_row][new_odd] += chance * odds[kind];
          }
        }
      }
    }
  }
  return next;
}

double total(const State& state) {
  double sum = 0.0;
  for (const auto& by_last : state) {
    for (const auto& by_row : by_last) {
      for (const auto& by_odd : by_row) {
        for (const double chance : by_odd) sum += chance;
      }
    }
  }
  return sum;
}

}  // namespace

double miss_odds(std::span<const PatternItem> items) {
  constexpr double kNone = 1e-12;
  State state{};
  state[kOther][kOther][0][0] = 1.0;
  for (const PatternItem& item : items) {
    const std::array<double, kCases> odds = case_odds(item);
    for (std::size_t i = 0; i < item.min; ++i) {
      state = next_state(state, odds);
      if (total(state) < kNone) return 0.0;
    }
  }
  return total(state);
}

double one_case_odds(std::span<const PatternItem> items) {
  double no_upper = 1.0;
  double no_lower = 1.0;
  for (const PatternItem& item : items) {
    const std::array<double, kCases> odds = case_odds(item);
    const auto times = static_cast<double>(item.min);
    no_upper *= std::pow(odds[kOther] + odds[kLower], times);
    no_lower *= std::pow(odds[kOther] + odds[kUpper], times);
  }
  return std::min(no_upper + no_lower, 1.0);
}

}  // namespace veto::match
