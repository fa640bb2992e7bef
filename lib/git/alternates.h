// Lists of object directories, as GIT_ALTERNATE_OBJECT_DIRECTORIES and info/alternates hold them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace veto::git {

/// The entries between `separator`s: empty ones and comments ("#") left out, and those that git has
/// put in quotes, for the separator or a quote in them, as they are meant.
[[nodiscard]] std::vector<std::string> split_alternates(std::string_view list, char separator);

}  // namespace veto::git
