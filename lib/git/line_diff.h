// Which lines of a new text an old one does not have at that place: the lines that `git diff` marks
// '+'.
//
// Texts of ordinary length are compared as git compares them. That takes too long for hundreds of
// thousands of lines in another order, so longer texts are first cut at lines that occur once in
// each of them, and what still is too long counts as added: rather too many lines than one too few.
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

/// Lines of both texts together up to which the outcome is git's own.
inline constexpr std::size_t kExactLines = 50'000;

/// By line, whatever the bytes are: attributes, binary detection and white space settings do not
/// exist here. Sorted, not adjacent; what is not in the list is a subsequence of the old text.
/// Throws Error(Unreadable) beyond libgit2's limit of 1 GiB a side.
[[nodiscard]] std::vector<AddedLines> added_lines(const Library& library, std::string_view old_text,
                                                  std::string_view new_text);

}  // namespace veto::git
