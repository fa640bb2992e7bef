// Where a history shows files that their names give away: every path at which a commit, a tag, a
// tree that nothing names or an index has such a file, with each of its contents.
//
// Trees of the index are not read. Of the others, where there are any, all are looked through.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "git/commit_graph.h"
#include "git/named_blobs.h"
#include "git/refs.h"
#include "git/wanted_trees.h"
#include "source/object_list.h"
#include "source/staged.h"

namespace veto::source {

class HistoryNames {
 public:
  /// `list` and `meant` must outlive this. Objects that are `unreadable` count as missing.
  HistoryNames(const GitContext& context, const ObjectList& list, const git::MeantNames& meant,
               const std::set<git::Oid>& unreadable);

  /// What indexes show.
  void add_staged(const std::vector<git::Tip>& tips);
  /// What trees show: those of the graph's commits, of tips, and those that nothing names. Throws
  /// Error(Unreadable) for a damaged one.
  void add_trees(const git::HistoryGraph& graph, const std::vector<git::Tip>& tips,
                 const git::TreeIndex& index);

  /// By path.
  [[nodiscard]] const std::map<std::string, std::set<git::Oid>>& files() const noexcept {
    return files_;
  }
  /// A tree with a name that may be meant, whether or not it is anywhere.
  [[nodiscard]] const std::optional<git::Oid>& tree() const noexcept { return tree_; }

 private:
  void add(const std::string& path, const git::Oid& blob);
  [[nodiscard]] std::vector<git::Oid> unrecorded_trees(const git::TreeIndex& index);
  [[nodiscard]] std::unordered_set<git::Oid, git::OidHash> held_trees(
      const git::TreeIndex& index, const std::vector<git::Oid>& unrecorded);
  [[nodiscard]] bool is_tree(const git::Oid& id);

  const ObjectList& list_;
  const git::MeantNames& meant_;
  git::ObjectStore objects_;
  std::map<std::string, std::set<git::Oid>> files_;
  std::optional<git::Oid> tree_;
};

}  // namespace veto::source
