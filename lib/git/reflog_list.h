// What the reflogs remember, as git itself lists them, whatever the format that it keeps them in;
// those of other worktrees' HEADs included.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/oid.h"

namespace veto::git {

struct ReflogEntry {
  Oid id;
  std::string ref;         ///< in full, or "HEAD", "worktrees/NAME/HEAD"; raw bytes
  std::size_t number = 0;  ///< as in REF@{number}
  std::int64_t time = 0;   ///< seconds since 1970
  std::string action;      ///< "commit: text", "fetch origin: fast-forward", "update by push"
};

/// All entries, newest first of each ref. Entries that git cannot read are left out: whether there
/// are any only git fsck tells.
[[nodiscard]] std::vector<ReflogEntry> list_reflogs(const Location& location,
                                                    const base::Environment& environment);

}  // namespace veto::git
