// One text in the whole history: which commits have it, at which paths, and which commits lead back
// to one that has it.
//
// A commit has a text when its tree holds one of the text's blobs or when its own message holds the
// text; it holds the text when it has it or one of its ancestors does, since whoever fetches it
// gets those too. Both are computed once over the commit graph, merges, several roots and shallow
// boundaries included: a commit whose parents are not here is a root.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "git/object_store.h"
#include "git/oid.h"
#include "git/provenance.h"
#include "git/wanted_trees.h"

namespace veto::git {

/// The objects in which a text stands.
struct HeldObjects {
  std::set<Oid> blobs;
  std::set<Oid> messages;  ///< commits and annotated tags
  /// Of a file that its name gives away: the only path at which its blobs count.
  std::optional<std::string> path = std::nullopt;
};

class HeldHistory {
 public:
  /// All that `trees` refers to and `graph` must outlive this. Throws Error(Unreadable) for a
  /// damaged tree.
  HeldHistory(const HistoryTrees& trees, const HistoryGraph& graph, HeldObjects held);

  /// Every path at which some commit has it.
  [[nodiscard]] const std::set<std::string>& paths() const noexcept { return paths_; }

  /// Whether what `id` names, of any type, holds the text: a tag by its message or by what it tags,
  /// a commit by its history, a tree by its blobs.
  [[nodiscard]] bool is_held_by(Oid id);

  /// The blobs of the text that this commit itself has.
  [[nodiscard]] std::vector<NamedBlob> files_of(const Oid& commit);

  /// Those of `commits` that `tip` leads to, parents before children.
  [[nodiscard]] std::vector<Oid> in_order(const std::set<Oid>& commits, const Oid& tip) const;

  /// Whether a merge is among the commits that hold it.
  [[nodiscard]] bool has_merge() const noexcept { return has_merge_; }

  /// The commit of this id; nullptr when it is not here.
  [[nodiscard]] const Commit* find(const Oid& commit) const;

 private:
  [[nodiscard]] std::vector<NamedBlob> find_in(const Oid& tree, const std::vector<Oid>& others);
  void look_into_commits();
  void add_descendants();

  const HistoryGraph& graph_;
  const HeldObjects held_;
  ObjectStore& objects_;
  WantedTrees trees_;
  std::unordered_map<Oid, std::size_t, OidHash> positions_;
  std::unordered_set<Oid, OidHash> holding_;
  std::set<std::string> paths_;
  bool has_merge_ = false;
};

}  // namespace veto::git
