// Which blobs of a range stand at more than one path, as far as new trees tell: git lists each
// object under one name only. Made of all trees that the range brings, in any order.
//
// A tree is seen under the name that it is listed by; where a whole directory stands twice, all
// below it does. git ends the name that it lists at a line feed: what has one in its name counts as
// standing elsewhere, too.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "git/object_store.h"
#include "git/oid.h"

namespace veto::source {

class SeveralNames {
 public:
  /// `path` is empty for the tree of a commit.
  void add_tree(const git::Oid& id, std::string_view path, std::string_view bytes);
  /// What another one has seen.
  void merge(SeveralNames&& other);

  using Ids = std::unordered_set<git::Oid, git::OidHash>;
  /// The blobs; those below directories are read. Throws Error(Unreadable).
  [[nodiscard]] Ids blobs(git::ObjectStore& objects) const;

 private:
  using Paths = std::unordered_map<git::Oid, std::size_t, git::OidHash>;

  static void note(const git::Oid& id, std::size_t path, Paths& paths, Ids& several);

  // The first path of each, as a hash: a collision at worst hides a name.
  Paths blobs_;
  Paths trees_;
  Ids several_blobs_;
  Ids several_trees_;
};

}  // namespace veto::source
