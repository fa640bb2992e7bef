// Directories that git-veto makes for hooks, and takes away again when nobody uses them.
#pragma once

#include <string>

namespace veto::install {

/// Name of the file in a directory that git-veto made itself: it holds how many directories it
/// made for it.
inline constexpr const char* kMadeDirectoryMark = ".made-by-git-veto";

/// Makes `directory` and what is missing above it, and remembers how much that was. Throws
/// Error(Unreadable).
void make_directory(const std::string& directory);

/// Removes `directory` and those above it that git-veto made, as far as they are empty now.
void remove_made_directory(const std::string& directory);

}  // namespace veto::install
