// The differences between a tree and what replaces it, and HEAD's tree as a sorted list of paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/object_store.h"
#include "git/staged.h"
#include "git/tree.h"

namespace veto::git {

/// A tree object with its bytes.
class OpenTree {
 public:
  OpenTree(ObjectStore& objects, const Oid& id)
      : object_(objects.read(id, ObjectType::Tree)), reader_(object_.bytes(), id.size) {}

  /// As TreeReader::next; the name lives as long as this tree.
  [[nodiscard]] std::optional<TreeEntry> next() { return reader_.next(); }

 private:
  Object object_;
  TreeReader reader_;
};

/// A tree of HEAD; nullopt, and a line in `changes.unreadable`, when it is missing: everything
/// below it is then new, which is never a reason to skip it.
[[nodiscard]] std::optional<OpenTree> open_head_tree(ObjectStore& objects, const Oid& id,
                                                     const std::string& prefix,
                                                     StagedChanges& changes);

/// Collects changes and knows how an entry of either side enters the result.
class ChangeCollector {
 public:
  ChangeCollector(ObjectStore& objects, StagedChanges& changes)
      : objects_(objects), changes_(changes) {}

  /// Compares two trees at `prefix` (empty or ending in '/'); nullopt: no tree on that side.
  void compare_trees(const std::optional<Oid>& old_tree, const std::optional<Oid>& new_tree,
                     const std::string& prefix);
  void add_removed(const TreeEntry& entry, const std::string& prefix);
  void add_new(const TreeEntry& entry, const std::string& path, const TreeEntry* old_entry);

 private:
  void compare_entries_of(const TreeEntry& old_entry, const TreeEntry& new_entry,
                          const std::string& prefix);

  ObjectStore& objects_;
  StagedChanges& changes_;
  int depth_ = 0;
};

}  // namespace veto::git
