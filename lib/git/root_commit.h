// The first commit of a line of history.
#pragma once

#include "git/object_store.h"
#include "git/oid.h"

namespace veto::git {

/// The commit without parents that following first parents from `head` leads to; in a shallow clone
/// the last commit that is here. Reads every commit on the way: 10 microseconds each. Throws
/// Error(Unreadable).
[[nodiscard]] Oid root_commit(ObjectStore& objects, const Oid& head);

}  // namespace veto::git
