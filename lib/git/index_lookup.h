// Single files of the index, looked up by path. Entries are sorted, so that names that begin with
// a dot are found, or missed, within the first few; nothing else is read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/oid.h"

namespace veto::git {

enum class IndexState : std::uint8_t {
  Absent,    ///< also what `git add -N` only announces
  File,      ///< its id is known
  Link,      ///< a symbolic link
  Unmerged,  ///< in conflict
};

struct IndexFinding {
  IndexState state = IndexState::Absent;
  Oid id;
};

/// What the index holds at these paths, in their order. Where only git reads the index (split,
/// SHA-256) it is asked. Throws Error(Unreadable).
[[nodiscard]] std::vector<IndexFinding> find_in_index(const Location& location,
                                                      const base::Environment& environment,
                                                      const std::vector<std::string>& paths);

}  // namespace veto::git
