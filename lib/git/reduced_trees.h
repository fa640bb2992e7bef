// Trees reduced to what is wanted in them: the entries that are wanted blobs, or trees in which
// something is. Equal ones are one, so that two commits that differ elsewhere only have the same.
//
// What could not be read, a tree or a blob, has an entry too: it may hold anything.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "git/name_table.h"
#include "git/oid.h"

namespace veto::git {

class ReducedTrees {
 public:
  /// Zero: nothing is wanted in it.
  using Tree = std::uint32_t;
  /// What could not be read.
  static constexpr Tree kUnread = 1;

  struct Entry {
    std::uint32_t name = 0;
    std::uint32_t child = 0;  ///< a reduced tree, or the number of a blob
    bool is_tree = false;

    [[nodiscard]] bool is_unread() const noexcept { return is_tree && child == kUnread; }
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  /// The tree that has these entries, in their order in the tree.
  [[nodiscard]] Tree intern(std::span<const Entry> entries);
  [[nodiscard]] std::uint32_t name(std::string_view text) { return names_.add(text); }
  [[nodiscard]] std::uint32_t blob(const Oid& id);

  /// By the bytes of their names; those of one name, which git never makes, in their order in the
  /// tree. Valid until the next intern().
  [[nodiscard]] std::span<const Entry> entries(Tree tree) const {
    return std::span(by_name_).subspan(begins_[tree], begins_[tree + 1] - begins_[tree]);
  }
  /// Those of this name.
  [[nodiscard]] std::span<const Entry> named(Tree tree, std::string_view name) const;
  [[nodiscard]] std::string_view text(const Entry& entry) const { return names_.name(entry.name); }
  [[nodiscard]] const Oid& blob(const Entry& entry) const { return blobs_[entry.child]; }
  /// Whether a wanted blob stands anywhere in the tree.
  [[nodiscard]] bool leads_to_blob(Tree tree) const { return leads_to_blob_[tree]; }
  /// Whether all of the tree was read.
  [[nodiscard]] bool is_whole(Tree tree) const { return is_whole_[tree]; }

 private:
  NameTable names_;
  std::vector<Oid> blobs_;
  std::unordered_map<Oid, std::uint32_t, OidHash> number_of_blob_;
  // Two trees are there from the beginning: the empty one and kUnread.
  std::vector<std::size_t> begins_{0, 0, 0};
  std::vector<bool> leads_to_blob_{false, false};
  std::vector<bool> is_whole_{true, false};
  std::vector<Entry> in_order_;
  std::vector<Entry> by_name_;
  std::unordered_multimap<std::size_t, Tree> known_;
};

}  // namespace veto::git
