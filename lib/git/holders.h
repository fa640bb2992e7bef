// Who holds a text: the branches, tags, stashes, worktrees and reflogs from which it is reached,
// and what the refs of remotes say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/environment.h"
#include "git/held_history.h"
#include "git/location.h"
#include "git/reflog_list.h"
#include "git/remotes.h"

namespace veto::git {

enum class HolderKind : std::uint8_t {
  Branch,
  RemoteBranch,  ///< a ref that stands for one of a remote
  Tag,
  Stash,
  Worktree,  ///< a linked worktree's HEAD, or a HEAD that is on no branch
  Notes,
  OtherRef,
  Reflog,
};

struct Holder {
  HolderKind kind = HolderKind::Branch;
  /// "main", "origin/main", "v1.0", "stash@{0}", a worktree's path, a full ref, a reflog's ref.
  std::string name;
  std::string remote = {};  ///< of a RemoteBranch
  std::string branch = {};  ///< of a Worktree: the branch that it is on
};

/// What there is to know of a repository besides its history.
struct RefFacts {
  std::vector<ReflogEntry> reflogs;
  std::vector<Remote> remotes;
};

/// Sorted by kind, then name; each once. Throws Error(Unreadable).
[[nodiscard]] std::vector<Holder> list_holders(const Location& location,
                                               const base::Environment& environment,
                                               const RefFacts& facts, HeldHistory& history);

}  // namespace veto::git
