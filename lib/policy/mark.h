// Inline marks: a comment beside a secret that says that it may stay.
//
//   git-veto:allow RULE reason      this rule, on this line
//   gitleaks:allow                  any rule; kept for who comes from there
//   pragma: allowlist secret        likewise (detect-secrets)
//
// A mark counts for findings that touch its line. On a line longer than kMaxMarkedLine it counts
// only for a finding that ends within kMarkReach bytes before it, so that a mark in a minified file
// does not excuse all of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "model/finding.h"
#include "model/verdict.h"
#include "rules/rule.h"

namespace veto::policy {

inline constexpr std::size_t kMaxMarkedLine = 1000;
inline constexpr std::size_t kMarkReach = 200;

/// The mark that excuses a finding of `rule` at `match`, a range of `window`; nullopt without one.
[[nodiscard]] std::optional<model::Allowance> find_mark(std::string_view window,
                                                        const model::Range& match,
                                                        const rules::Rule& rule);

}  // namespace veto::policy
