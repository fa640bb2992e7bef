// Blobs that trees show under names of interest, as far as single names tell: each different name
// of an index is asked about once, and nothing is read but trees that the index lacks.
//
// What is found may stand elsewhere under other names as well, and a path may not be meant though
// its last name is: whoever asks looks at the paths.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "git/object_store.h"
#include "git/oid.h"
#include "git/tree_index.h"

namespace veto::git {

/// Which files are meant. A path that is meant has a last name that `file` is true of, or stands
/// somewhere below a directory whose name `directory` is true of.
struct MeantNames {
  std::function<bool(std::string_view name)> file;
  std::function<bool(std::string_view name)> directory;
  std::function<bool(std::string_view path)> path;
};

class NamedBlobs {
 public:
  /// All must outlive this.
  NamedBlobs(ObjectStore& objects, const TreeIndex& index, const MeantNames& meant);

  /// All trees of the index. Like all that follow, throws Error(Unreadable) for a damaged tree.
  void add_index();
  /// A tree that the index lacks.
  void add_tree(const Oid& tree);
  /// What stands in directories of interest; behind the others.
  void add_below();

  using Ids = std::unordered_set<Oid, OidHash>;
  [[nodiscard]] const Ids& ids() const noexcept { return ids_; }
  /// A tree that has a name of interest.
  [[nodiscard]] const std::optional<Oid>& tree() const noexcept { return tree_; }

 private:
  /// Calls `use(name, kind, id)` for each entry that is no submodule and not missing.
  template <class Use>
  void for_each_entry(const Oid& tree, const Use& use);
  [[nodiscard]] bool is_of_interest(const RecordedEntry& entry) const;
  void add(RecordedEntry::Kind kind, const Oid& id);

  ObjectStore& objects_;
  const TreeIndex& index_;
  const MeantNames& meant_;
  std::vector<bool> files_;  // by number of the name
  std::vector<bool> directories_;
  Ids ids_;
  Ids below_;  // trees
  std::vector<Oid> pending_;
  std::optional<Oid> tree_;
};

}  // namespace veto::git
