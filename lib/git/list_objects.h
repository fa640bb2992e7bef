// Every object of a repository, reachable or not: the object database listed group by group, so
// that one damaged pack does not hide the others.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/environment.h"
#include "git/library.h"
#include "git/location.h"
#include "git/oid.h"

namespace veto::git {

/// The packed objects of one pack, or the loose objects of one object directory.
struct ObjectGroup {
  enum class Kind { Pack, Loose, Unlistable };
  Kind kind = Kind::Pack;
  std::string path;  ///< of the pack's index, or of the object directory
};

/// The groups of these object directories, packs first, in a stable order. Never fails: a directory
/// that cannot be listed becomes a group that cannot be listed.
[[nodiscard]] std::vector<ObjectGroup> object_groups(const std::vector<std::string>& directories);

/// The ids of a group; those of a pack in the order of their offsets, which is the fastest to read.
/// Throws Error(Unreadable).
[[nodiscard]] std::vector<Oid> list_group(const Library& library, const ObjectGroup& group);

/// All ids at once, from git, for formats that libgit2 does not know. When git complains, what it
/// lists all the same is given to `use` before Error(Unreadable) is thrown.
void list_through_git(const Location& location, const base::Environment& environment,
                      const std::function<void(const Oid&)>& use);

}  // namespace veto::git
