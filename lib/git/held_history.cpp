#include "git/held_history.h"

#include <utility>

namespace veto::git {

HeldHistory::HeldHistory(const HistoryTrees& trees, const HistoryGraph& graph, HeldObjects held)
    : graph_(graph),
      held_(std::move(held)),
      objects_(trees.objects),
      trees_(trees.objects, WantedIds(held_.blobs.begin(), held_.blobs.end()), trees.unreadable,
             trees.index) {
  positions_.reserve(graph_.commits.size());
  for (std::size_t i = 0; i < graph_.commits.size(); ++i)
    positions_.emplace(graph_.commits[i].id, i);
  look_into_commits();
  add_descendants();
}

/// What of the text stands in the tree and, at its path, in none of the others.
std::vector<NamedBlob> HeldHistory::find_in(const Oid& tree, const std::vector<Oid>& others) {
  std::vector<NamedBlob> found;
  trees_.find_new(tree, others, found);
  if (held_.path)
    std::erase_if(found, [this](const NamedBlob& blob) { return blob.path != *held_.path; });
  return found;
}

/// Marks the commits at which the text comes in, under whatever name, and gathers the names.
void HeldHistory::look_into_commits() {
  for (const Commit& commit : graph_.commits) {
    std::vector<Oid> parent_trees;
    for (const Oid& parent : commit.parents) {
      if (const Commit* found = find(parent)) parent_trees.push_back(found->tree);
    }
    std::vector<NamedBlob> fresh = find_in(commit.tree, parent_trees);
    if (!fresh.empty() || held_.messages.contains(commit.id)) holding_.insert(commit.id);
    for (NamedBlob& blob : fresh) paths_.insert(std::move(blob.path));
  }
}

void HeldHistory::add_descendants() {
  if (holding_.empty()) return;
  std::unordered_map<Oid, std::vector<std::size_t>, OidHash> children;
  for (std::size_t i = 0; i < graph_.commits.size(); ++i) {
    for (const Oid& parent : graph_.commits[i].parents) children[parent].push_back(i);
  }
  std::vector<Oid> pending(holding_.begin(), holding_.end());
  while (!pending.empty()) {
    const Oid id = pending.back();
    pending.pop_back();
    has_merge_ |= find(id)->parents.size() > 1;
    const auto found = children.find(id);
    if (found == children.end()) continue;
    for (const std::size_t child : found->second) {
      const Oid& next = graph_.commits[child].id;
      if (holding_.insert(next).second) pending.push_back(next);
    }
  }
}

std::vector<Oid> HeldHistory::in_order(const std::set<Oid>& commits, const Oid& tip) const {
  std::vector<Oid> ordered;
  std::unordered_set<Oid, OidHash> seen;
  // Each commit is met twice: the second time all before it are done.
  std::vector<std::pair<Oid, bool>> pending{{tip, false}};
  while (!pending.empty()) {
    const auto [id, is_done] = pending.back();
    pending.pop_back();
    if (is_done && commits.contains(id)) ordered.push_back(id);
    const Commit* commit = find(id);
    if (is_done || commit == nullptr || !seen.insert(id).second) continue;
    pending.emplace_back(id, true);
    for (const Oid& parent : commit->parents) pending.emplace_back(parent, false);
  }
  return ordered;
}

const Commit* HeldHistory::find(const Oid& commit) const {
  const auto found = positions_.find(commit);
  return found == positions_.end() ? nullptr : &graph_.commits[found->second];
}

bool HeldHistory::is_held_by(Oid id) {
  std::set<Oid> seen;
  for (auto tag = graph_.tags.find(id); tag != graph_.tags.end() && seen.insert(id).second;
       tag = graph_.tags.find(id)) {
    if (held_.messages.contains(id)) return true;
    id = tag->second.target;
  }
  if (holding_.contains(id) || (!held_.path && held_.blobs.contains(id))) return true;
  if (find(id) != nullptr) return false;
  const std::optional<ObjectHeader> header = objects_.header(id);
  if (!header || header->type != ObjectType::Tree) return false;
  return !find_in(id, {}).empty();
}

std::vector<NamedBlob> HeldHistory::files_of(const Oid& commit) {
  const Commit* found = find(commit);
  return found != nullptr ? find_in(found->tree, {}) : std::vector<NamedBlob>();
}

}  // namespace veto::git
