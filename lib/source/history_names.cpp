#include "source/history_names.h"

#include <unordered_map>

namespace veto::source {

HistoryNames::HistoryNames(const GitContext& context, const ObjectList& list,
                           const git::MeantNames& meant, const std::set<git::Oid>& unreadable)
    : list_(list), meant_(meant), objects_(context.library, context.location, context.environment) {
  objects_.leave_out(unreadable);
}

void HistoryNames::add(const std::string& path, const git::Oid& blob) {
  // What is missing, or cannot be read, is said to be so.
  if (list_.contains(blob) && !objects_.left_out().contains(blob)) files_[path].insert(blob);
}

void HistoryNames::add_staged(const std::vector<git::Tip>& tips) {
  for (const git::Tip& tip : tips) {
    if (!tip.path.empty() && meant_.path(tip.path)) add(tip.path, tip.id);
  }
}

bool HistoryNames::is_tree(const git::Oid& id) {
  const std::optional<git::ObjectHeader> header = objects_.header(id);
  return header && header->type == git::ObjectType::Tree;
}

/// None unless the index has no room for some.
std::vector<git::Oid> HistoryNames::unrecorded_trees(const git::TreeIndex& index) {
  std::vector<git::Oid> trees;
  for (std::uint32_t i = 0; index.has_left_out() && i < list_.count(); ++i) {
    if (index.tree_of(i) != git::TreeIndex::kNone) continue;
    if (const git::Oid id = list_.id(i); is_tree(id)) trees.push_back(id);
  }
  return trees;
}

/// Trees that an unrecorded one holds, and unrecorded ones that a recorded one does.
std::unordered_set<git::Oid, git::OidHash> HistoryNames::held_trees(
    const git::TreeIndex& index, const std::vector<git::Oid>& unrecorded) {
  std::unordered_set<git::Oid, git::OidHash> held;
  if (unrecorded.empty()) return held;
  for (std::uint32_t i = 0; i < index.entries(); ++i) {
    const git::RecordedEntry& entry = index.entry(i);
    if (entry.kind() == git::RecordedEntry::Kind::Tree &&
        index.tree_of(entry.child) == git::TreeIndex::kNone)
      held.insert(index.id_of(entry.child));
  }
  for (const git::Oid& id : unrecorded) {
    const git::Object tree = objects_.read(id, git::ObjectType::Tree);
    git::TreeReader reader(tree.bytes(), id.size);
    while (const std::optional<git::TreeEntry> entry = reader.next()) {
      if (entry->is_tree()) held.insert(entry->id);
    }
  }
  return held;
}

void HistoryNames::add_trees(const git::HistoryGraph& graph, const std::vector<git::Tip>& tips,
                             const git::TreeIndex& index) {
  const std::vector<git::Oid> unrecorded = unrecorded_trees(index);
  git::NamedBlobs blobs(objects_, index, meant_);
  blobs.add_index();
  for (const git::Oid& id : unrecorded) blobs.add_tree(id);
  blobs.add_below();
  tree_ = blobs.tree();
  if (blobs.ids().empty()) return;

  // Missing trees are said to be missing.
  git::WantedTrees trees(
      objects_, blobs.ids(), [](const git::Oid&) {}, &index);
  std::unordered_map<std::string, bool> known;
  const git::WantedTrees::UsePath use = [&](const std::string& path, const git::Oid& blob) {
    const auto [found, is_new] = known.try_emplace(path, false);
    if (is_new) found->second = meant_.path(path);
    if (found->second) add(path, blob);
  };
  const auto look_into = [&](const git::Oid& id) { trees.for_each_path(trees.look_into(id), use); };
  for (const git::Commit& commit : graph.commits) look_into(commit.tree);
  for (const git::Tip& tip : tips) {
    if (!tip.path.empty()) continue;
    const git::Oid target = git::peel(graph, tip.id);
    if (is_tree(target)) look_into(target);
  }
  // Those that nothing names.
  const auto held = held_trees(index, unrecorded);
  for (const std::vector<git::Oid>& some : {trees.outermost(), unrecorded}) {
    for (const git::Oid& id : some)
      if (!held.contains(id)) look_into(id);
  }
}

}  // namespace veto::source
