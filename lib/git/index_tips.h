// The entries of a worktree's index as starting points of reachability, with their paths: what is
// staged, the sides of an unmerged path, and what shared files of split indexes still hold.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/refs.h"

namespace veto::git {

/// Adds the entries of the index in `git_dir`, the git directory of one of the repository's
/// worktrees. Where our reader cannot read it (SHA-256) or not all names stand in it (a split
/// index) git is asked. Throws Error(Unreadable).
void add_index_tips(const Location& location, const base::Environment& environment,
                    const std::string& git_dir, std::vector<Tip>& tips);

}  // namespace veto::git
