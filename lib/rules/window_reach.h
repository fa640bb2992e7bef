// How much text around a match the checks of its rule look at: the window that a candidate gets.
//
// Most look at its line and some lines around. What structures read that a match only introduces (a
// key's body, the members beside a member) may stand further away. A text that changes beyond a
// match's window cannot change what the checks say of it (match/changed_text.h).
#pragma once

#include <cstddef>

#include "rules/rule.h"

namespace veto::rules {

struct WindowReach {
  std::size_t before = 0;  ///< bytes before the match
  std::size_t behind = 0;
};

/// The widest: the longest private key stands within it.
inline constexpr WindowReach kWidestReach{8 * 1024, 64 * 1024};

[[nodiscard]] inline WindowReach window_reach(const Rule& rule) noexcept {
  // A value of 512 bytes, 1 KiB of lines around it (confirm/assignment.cpp), and what follows it.
  constexpr std::size_t kNear = 1600;
  constexpr std::size_t kWord = 64;
  const bool is_near = rule.confirm.structure.empty() || rule.confirm.structure == "generic-value";
  const std::size_t words = rule.confirm.context_distance + kWord;
  if (!is_near || words > kNear) return kWidestReach;
  return {kNear, kNear};
}

}  // namespace veto::rules
