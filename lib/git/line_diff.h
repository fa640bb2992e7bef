// Which lines of a new text an old one does not have at that place: the lines that `git diff` marks
// '+'.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "git/library.h"

namespace veto::git {

/// 1-based, inclusive.
struct AddedLines {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// By line, whatever the bytes are: attributes, binary detection and white space settings do not
/// exist here. Sorted, not adjacent. Throws Error(Unreadable) beyond libgit2's limit of 1 GiB a
/// side.
[[nodiscard]] std::vector<AddedLines> added_lines(const Library& library, std::string_view old_text,
                                                  std::string_view new_text);

}  // namespace veto::git
