// What the value behind a secretish name may be instead of a secret, and whether it looks random.
#pragma once

#include <cstddef>
#include <string_view>

#include "confirm/assignment.h"

namespace veto::confirm {

/// Why the value is no secret whatever its name: code, a path, a number, a reference ...; empty if
/// nothing of that kind. Static text.
[[nodiscard]] std::string_view find_other_meaning(const Assignment& assignment) noexcept;

[[nodiscard]] bool is_uuid(std::string_view value) noexcept;

/// Whether letters, digits, cases and entropy are those of `shortest` or more random characters.
[[nodiscard]] bool looks_random(std::string_view value, std::size_t shortest) noexcept;

/// Whether a program may have that as the name of something: identifiers may have digits, too (a
/// version, an index, a size), but not three separate numbers among capitals.
[[nodiscard]] bool could_be_identifier(std::string_view value) noexcept;

}  // namespace veto::confirm
