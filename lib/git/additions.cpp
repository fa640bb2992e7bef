#include "git/additions.h"

#include <algorithm>
#include <utility>

#include "git/staged.h"

namespace veto::git {

std::vector<Oid> parent_trees(const Commit& commit, const FindTree& find_tree) {
  std::vector<Oid> trees;
  for (const Oid& parent : commit.parents) {
    if (const std::optional<Oid> tree = find_tree(parent)) trees.push_back(*tree);
  }
  return trees;
}

AdditionFinder::AdditionFinder(ObjectStore& objects, const std::set<Oid>& wanted,
                               WantedTrees::Unreadable unreadable)
    : objects_(objects),
      wanted_(wanted),
      trees_(objects, WantedIds(wanted.begin(), wanted.end()), std::move(unreadable)),
      unseen_(wanted) {}

void AdditionFinder::add_commit(const Commit& commit, const std::vector<Oid>& parent_trees) {
  std::vector<NamedBlob> fresh;
  trees_.find_new(commit.tree, parent_trees, fresh);
  for (const NamedBlob& blob : fresh) {
    unseen_.erase(blob.id);
    const bool is_copy =
        std::any_of(parent_trees.begin(), parent_trees.end(),
                    [&](const Oid& tree) { return trees_.contains(tree, blob.id); });
    if (is_copy) continue;
    Addition addition{blob.id, blob.path, commit.id, {}};
    for (const Oid& tree : parent_trees) {
      const std::optional<Oid> old = find_blob(objects_, tree, blob.path);
      if (old && std::find(addition.old.begin(), addition.old.end(), *old) == addition.old.end())
        addition.old.push_back(*old);
    }
    additions_.push_back(std::move(addition));
  }
}

void AdditionFinder::add_tip(const Oid& id) {
  const std::optional<ObjectHeader> header = objects_.header(id);
  if (!header) return;
  if (wanted_.contains(id)) {
    unseen_.erase(id);
    additions_.push_back({id, "", std::nullopt, {}});
  } else if (header->type == ObjectType::Tree) {
    std::vector<NamedBlob> found;
    trees_.find_new(id, {}, found);
    for (NamedBlob& blob : found) {
      unseen_.erase(blob.id);
      additions_.push_back({blob.id, std::move(blob.path), std::nullopt, {}});
    }
  }
}

}  // namespace veto::git
