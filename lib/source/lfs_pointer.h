// Git LFS keeps large files elsewhere and commits a pointer in their place: the text that a reader
// would expect is not in the repository.
#pragma once

#include <string_view>

namespace veto::source {

/// The reason to give for such a file in a report.
inline constexpr const char* kLfsPointer = "Git LFS pointer";

/// Whether `text` is a pointer and nothing else (Git LFS specification, version 1).
[[nodiscard]] bool is_lfs_pointer(std::string_view text);

}  // namespace veto::source
