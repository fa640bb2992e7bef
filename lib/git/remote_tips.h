// What a remote is known to have: the remote-tracking refs of it.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/oid.h"

namespace veto::git {

struct RemoteState {
  std::vector<Oid> tips;     ///< of refs/remotes/NAME/
  bool is_promisor = false;  ///< it has whatever this partial clone does not
};

/// Of the remote that is pushed to, named or given by its URL: then of all remotes with this URL.
/// Throws Error(Unreadable).
[[nodiscard]] RemoteState find_remote(const Location& location,
                                      const base::Environment& environment,
                                      const std::string& remote, const std::string& url);

}  // namespace veto::git
