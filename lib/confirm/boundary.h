// Boundary: a secret must not be a piece of a longer word.
//
// Only the sides on which the pattern itself says nothing are looked at: the byte before the match
// when the match starts with the secret, and the byte behind it when it ends with the secret. A
// letter or digit that belongs to an escape (`\n`, `\u0022`, `%3D`, a colour sequence) is no part
// of a word.
#pragma once

#include <string_view>

#include "model/verdict.h"

namespace veto::confirm {

enum class Sides : unsigned char { Both, LeftOnly };

/// The reason for which the candidate has no boundary; empty if it has. `sides`: LeftOnly for
/// secrets that may be longer than the match.
[[nodiscard]] std::string_view find_boundary_fault(const model::Candidate& candidate,
                                                   Sides sides) noexcept;

/// Whether the text before `at` ends with an escape that stands for something that is no letter or
/// digit.
[[nodiscard]] bool ends_with_escape(std::string_view text, std::size_t at) noexcept;

}  // namespace veto::confirm
