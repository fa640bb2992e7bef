// What kind of file some lines are from, told by the lines themselves: the path is not known yet
// while a history is read, or says nothing.
//
// Every whole line votes: how it begins and ends is that of a program, of settings, of data or of
// prose. Without a clear majority nothing is known.
#pragma once

#include <string_view>

#include "confirm/file_kind.h"

namespace veto::confirm {

[[nodiscard]] FileKind classify_text(std::string_view lines) noexcept;

/// Whether the lines are a test's: assertions and cases.
[[nodiscard]] bool is_test_text(std::string_view lines) noexcept;

/// By the path; where that says nothing, by the lines around.
[[nodiscard]] FileKind classify(std::string_view path, std::string_view lines) noexcept;

}  // namespace veto::confirm
