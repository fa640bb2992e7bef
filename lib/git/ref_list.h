// Refs as git itself lists them, whatever the format that it keeps them in.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/oid.h"

namespace veto::git {

struct ListedRef {
  Oid id;            ///< of what it names, be it a tag
  std::string name;  ///< in full; raw bytes
};

/// What `git for-each-ref` lists with these further arguments. Throws Error(Unreadable).
[[nodiscard]] std::vector<ListedRef> list_refs(const Location& location,
                                               const base::Environment& environment,
                                               std::vector<std::string> arguments = {});

}  // namespace veto::git
