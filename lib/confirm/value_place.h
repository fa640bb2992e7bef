// What the value behind a secretish name is instead of a secret, by the place where it stands: an
// entry of a list, an argument of another name, markup, a sentence, a translation ...
#pragma once

#include <string_view>

#include "confirm/assignment.h"

namespace veto::confirm {

/// Why what stands around the value says that it is no secret; empty if nothing does. Static text.
[[nodiscard]] std::string_view find_other_place(const Assignment& assignment) noexcept;

/// Whether that is the text of a debugger's or a program's file.
[[nodiscard]] bool is_binary(std::string_view text) noexcept;

}  // namespace veto::confirm
