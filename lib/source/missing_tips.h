// What refs and HEADs name although it is not here: after a crash or a lost pack no other object
// may tell of it. What only a reflog or an index (a shared one may be of long ago) names may be
// gone.
#pragma once

#include <functional>
#include <set>

#include "git/oid.h"
#include "source/staged.h"

namespace veto::source {

/// Those for which neither `is_here`, which knows what was there some time ago, nor the object
/// database itself has an object. Throws Error(Unreadable).
[[nodiscard]] std::set<git::Oid> missing_tips(
    const GitContext& context, const std::function<bool(const git::Oid& id)>& is_here);

/// The empty blob and the empty tree: git knows what they hold, here or not.
[[nodiscard]] bool is_empty_object(const git::Oid& id);

}  // namespace veto::source
