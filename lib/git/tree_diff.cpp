#include "git/tree_diff.h"

#include "base/error.h"
#include "text/escape.h"

namespace veto::git {
namespace {

constexpr int kMaxTreeDepth = 2048;  // as in git

}  // namespace

std::optional<OpenTree> open_head_tree(ObjectStore& objects, const Oid& id,
                                       const std::string& prefix, StagedChanges& changes) {
  if (objects.header(id)) return OpenTree(objects, id);
  changes.unreadable.push_back("tree " + id.hex() + " of HEAD (" +
                               (prefix.empty() ? "the top" : text::for_terminal(prefix)) +
                               "): not found");
  return std::nullopt;
}

void ChangeCollector::compare_trees(const std::optional<Oid>& old_tree,
                                    const std::optional<Oid>& new_tree, const std::string& prefix) {
  if (old_tree == new_tree) return;
  if (depth_ == kMaxTreeDepth)
    throw base::unreadable("tree nested too deep: " + text::for_terminal(prefix.substr(0, 80)));
  ++depth_;
  std::optional<OpenTree> old_side;
  if (old_tree) old_side = open_head_tree(objects_, *old_tree, prefix, changes_);
  std::optional<OpenTree> new_side;
  if (new_tree) new_side.emplace(objects_, *new_tree);
  std::optional<TreeEntry> before = old_side ? old_side->next() : std::nullopt;
  std::optional<TreeEntry> after = new_side ? new_side->next() : std::nullopt;
  while (before || after) {
    const int order = !before ? 1 : !after ? -1 : compare_entries(*before, *after);
    if (order < 0) {
      add_removed(*before, prefix);
    } else if (order > 0) {
      add_new(*after, prefix + std::string(after->name), nullptr);
    } else if (before->id != after->id) {
      compare_entries_of(*before, *after, prefix);
    }
    if (order <= 0) before = old_side->next();
    if (order >= 0) after = new_side->next();
  }
  --depth_;
}

void ChangeCollector::compare_entries_of(const TreeEntry& old_entry, const TreeEntry& new_entry,
                                         const std::string& prefix) {
  const std::string path = prefix + std::string(new_entry.name);
  // Equal in the order of trees: both are trees or neither is.
  if (new_entry.is_tree())
    compare_trees(old_entry.id, new_entry.id, path + "/");
  else
    add_new(new_entry, path, &old_entry);
}

void ChangeCollector::add_removed(const TreeEntry& entry, const std::string& prefix) {
  const std::string path = prefix + std::string(entry.name);
  if (entry.is_tree())
    compare_trees(entry.id, std::nullopt, path + "/");
  else if (entry.is_blob())
    changes_.removed.push_back({path, entry.id});
}

void ChangeCollector::add_new(const TreeEntry& entry, const std::string& path,
                              const TreeEntry* old_entry) {
  if (entry.is_tree()) {
    compare_trees(std::nullopt, entry.id, path + "/");
  } else if (entry.is_submodule()) {
    changes_.submodules.push_back(path);
  } else {
    StagedFile file{path, entry.id, std::nullopt};
    if (old_entry != nullptr && old_entry->is_blob()) file.old_id = old_entry->id;
    changes_.files.push_back(std::move(file));
  }
}

}  // namespace veto::git
