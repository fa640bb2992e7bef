// The commits that a CI job is about: what its variables say, looked up in the repository that the
// CI system has fetched.
//
// Without a commit to begin behind (a new branch, or a forced push over one that nobody has any
// more) it is what the head has and the default branch has not; on the default branch itself, what
// no other remote branch has that does not hold the head.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/new_objects.h"
#include "hook/ci_job.h"
#include "source/staged.h"

namespace veto::hook {

struct CiRange {
  git::Selection selection;        ///< of commits; nothing reached: the job deletes something
  std::optional<git::Oid> base;    ///< the one commit that it begins behind, if it does
  std::string name;                ///< "BEFORE..HEAD"
  std::vector<std::string> notes;  ///< where the variables were not followed, and why
};

/// Throws Error(Unreadable) when what the range begins with is not in this clone.
[[nodiscard]] CiRange find_ci_range(const source::GitContext& context, const CiJob& job);

}  // namespace veto::hook
