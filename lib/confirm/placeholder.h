// Placeholder: values that stand for a secret instead of being one ("ghp_your_token_here", a row of
// x, "abcdefghij..."), told from random bytes by evidence that random bytes hardly ever show.
//
// Budget: fewer than 1 in 10,000 random bodies of 30 base62 characters may look like a placeholder.
// Hence words of six letters count anywhere, shorter ones only in one case or delimited, and
// repeats and sequences must be the longer the smaller the alphabet is. placeholder_test.cpp
// measures it.
//
// Values that a person may have chosen are judged more leniently here (a weak password is a
// password); the structures that know where the value stands (URL, name = value) have their own
// checks.
#pragma once

#include <string_view>

#include "rules/rule.h"

namespace veto::confirm {

/// Why `body`, the secret behind its public prefix, is a placeholder; empty if it is none. Static
/// text.
[[nodiscard]] std::string_view find_placeholder(std::string_view body,
                                                rules::Strength strength) noexcept;

/// Whether `value` is masked: only x, *, dots, dashes, or one repeated character.
[[nodiscard]] bool is_mask(std::string_view value) noexcept;

}  // namespace veto::confirm
