// Refs read from their files: HEAD, loose and packed refs, reflogs, those of linked worktrees
// included. Where refs are kept otherwise (reftable) git itself is asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/oid.h"

namespace veto::git {

/// The commit that HEAD names; nullopt on an unborn branch. Throws Error(Unreadable) when HEAD or
/// the ref is malformed.
[[nodiscard]] std::optional<Oid> resolve_head(const Location& location,
                                              const base::Environment& environment);

/// The commits that the commit being made will have as further parents: MERGE_HEAD, or in
/// pre-merge-commit (where it does not exist yet) the GITHEAD_<id> variables.
[[nodiscard]] std::vector<Oid> merge_heads(const Location& location,
                                           const base::Environment& environment);

/// How an object is reached, strongest first.
enum class Reach : std::uint8_t { Branch, Tag, Notes, Stash, Reflog, Index, Replace, Unreachable };

[[nodiscard]] std::string_view to_string(Reach reach) noexcept;

/// A starting point of reachability.
struct Tip {
  Reach reach = Reach::Branch;
  Oid id;                 ///< of any type
  std::string name = {};  ///< in full, if it is a ref
  std::string path = {};  ///< of an index entry
};

/// All refs, pseudo refs (MERGE_HEAD, ORIG_HEAD ...), HEADs and reflogs of the repository and of
/// all its worktrees, and the entries of their indexes (git/index_tips.h). Throws
/// Error(Unreadable).
[[nodiscard]] std::vector<Tip> list_tips(const Location& location,
                                         const base::Environment& environment);

}  // namespace veto::git
