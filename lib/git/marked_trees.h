// Which trees of an index lead to wanted blobs, and by which of their entries. A tree that the
// index does not have may hold anything: it is wanted, too.
//
// Marking costs as much as there are marked entries, not as much as there are trees: from a wanted
// object it goes to the trees that were recorded with it, along the trees made of those as far as
// they keep the entry, and from each tree that is new to those that hold it. What is then asked of
// a tree is told by what its base was told, which is kept up to a bound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "git/tree_index.h"

namespace veto::git {

class MarkedTrees {
 public:
  using Tree = TreeIndex::Tree;
  using At = TreeIndex::At;

  /// `wanted`: blobs, by the numbers of the index, which must outlive this.
  MarkedTrees(const TreeIndex& index, const std::vector<std::uint32_t>& wanted);

  [[nodiscard]] bool is_marked(Tree tree) const { return marked_[tree]; }
  /// The entries of the tree that are wanted or lead to what is, in order. Valid until the next
  /// call.
  [[nodiscard]] std::span<const At> entries(Tree tree);
  /// Those that are marked and held by no other.
  [[nodiscard]] std::vector<Tree> outermost();

 private:
  /// Numbers in lists, one list a key.
  struct Lists {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> items;
    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t key) const {
      return std::span(items).subspan(first[key], first[key + 1] - first[key]);
    }
  };
  struct Relations;
  struct List {
    std::uint32_t begin = kNoNumber;
    std::uint32_t count = 0;
  };

  [[nodiscard]] bool is_meant(const RecordedEntry& entry) const;
  [[nodiscard]] Relations relate() const;
  void mark_all();
  template <class IsMeant>
  void mark_recorded(const Relations& relations, Tree tree, const IsMeant& is_meant);
  void mark_along(const Relations& relations, Tree tree, std::uint32_t position);
  [[nodiscard]] std::span<const At> listed(Tree tree) const;

  const TreeIndex& index_;
  std::vector<bool> wanted_;  // by object
  std::vector<bool> marked_;  // by tree
  std::vector<Tree> fresh_;   // marked, but what holds them is not
  std::vector<std::pair<Tree, std::uint32_t>> pending_;
  std::vector<List> lists_;
  std::vector<At> listed_;
  std::vector<At> selected_;
};

}  // namespace veto::git
