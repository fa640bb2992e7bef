// Where blobs of a range of commits came in: which commit put each of them at which path, and what
// the parents have there instead.
//
// A commit adds a blob at a path when no parent has it at that path. A blob that a parent has
// elsewhere is renamed or copied as a whole, which adds nothing.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "git/commit.h"
#include "git/object_store.h"
#include "git/oid.h"
#include "git/wanted_trees.h"

namespace veto::git {

struct Addition {
  Oid blob;
  std::string path;           ///< raw bytes; empty when the blob has no name
  std::optional<Oid> commit;  ///< nullopt for what a tag names without a commit
  std::vector<Oid> old;       ///< the blobs that the commit's parents have at this path
};

/// The trees of the parents that are here; `find_tree` gives the tree of a commit, nullopt when the
/// commit is not here.
using FindTree = std::function<std::optional<Oid>(const Oid& commit)>;
[[nodiscard]] std::vector<Oid> parent_trees(const Commit& commit, const FindTree& find_tree);

/// Collects the additions of blobs of `wanted`, in the order of its calls; what it is made from
/// must outlive it. Its calls throw Error(Unreadable).
class AdditionFinder {
 public:
  AdditionFinder(ObjectStore& objects, const std::set<Oid>& wanted,
                 WantedTrees::Unreadable unreadable);

  void add_commit(const Commit& commit, const std::vector<Oid>& parent_trees);
  /// A tree or blob, with nothing before it. Others add nothing.
  void add_tip(const Oid& id);

  [[nodiscard]] std::vector<Addition> take() { return std::move(additions_); }
  /// Blobs of `wanted` that no call has come upon, as an addition or a copy.
  [[nodiscard]] const std::set<Oid>& unseen() const noexcept { return unseen_; }

 private:
  ObjectStore& objects_;
  const std::set<Oid>& wanted_;
  WantedTrees trees_;
  std::set<Oid> unseen_;
  std::vector<Addition> additions_;
};

}  // namespace veto::git
