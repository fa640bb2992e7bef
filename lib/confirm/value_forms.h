// What the value behind a secretish name is instead of a secret, by its own form, whatever stands
// around it: a hash, a version, a path, a colour, a text ...
#pragma once

#include <string_view>

namespace veto::confirm {

/// Why the value is no secret whatever its name; empty if it has no such form. Static text.
[[nodiscard]] std::string_view find_other_form(std::string_view value) noexcept;

}  // namespace veto::confirm
