// Small files of a git directory (HEAD, a loose ref, packed-refs), read whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veto::git {

/// nullopt when the file does not exist (or its path has a component that is no directory).
/// Throws Error(Unreadable) for every other failure.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);

/// Without trailing line ends and blanks.
[[nodiscard]] std::string_view trim_end(std::string_view text);

/// `path` if absolute, else below `base`.
[[nodiscard]] std::string absolute(const std::string& path, const std::string& base);

}  // namespace veto::git
