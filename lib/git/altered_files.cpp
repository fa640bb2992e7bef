#include "git/altered_files.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "git/tree_diff.h"

namespace veto::git {
namespace {

using AfterByPath = std::map<std::string_view, std::optional<Oid>>;

/// What the index has where it differs from HEAD.
AfterByPath staged_content(const StagedChanges& changes) {
  AfterByPath after;
  for (const StagedFile& file : changes.files) after[file.path] = file.id;
  for (const RemovedFile& file : changes.removed) after[file.path] = std::nullopt;
  return after;
}

/// A parent's files that differ from HEAD's, each with what the index has in its place.
void add_altered_of(ObjectStore& objects, const Oid& parent, const StagedChanges& changes,
                    const AfterByPath& staged, std::vector<AlteredFile>& altered) {
  StagedChanges from_parent;
  ChangeCollector(objects, from_parent).compare_trees(parent, changes.head_tree, "");
  const auto add = [&](const std::string& path, const Oid& before, std::optional<Oid> after) {
    if (const auto found = staged.find(path); found != staged.end()) after = found->second;
    if (after != before) altered.push_back({path, before, after});
  };
  for (const StagedFile& file : from_parent.files) {
    if (file.old_id) add(file.path, *file.old_id, file.id);
  }
  for (const RemovedFile& file : from_parent.removed) add(file.path, file.id, std::nullopt);
}

}  // namespace

std::vector<AlteredFile> altered_files(ObjectStore& objects, const StagedChanges& changes,
                                       const std::vector<Oid>& merged) {
  std::vector<AlteredFile> altered;
  for (const StagedFile& file : changes.files) {
    if (file.old_id && file.old_id != file.id)
      altered.push_back({file.path, *file.old_id, file.id});
  }
  for (const RemovedFile& file : changes.removed)
    altered.push_back({file.path, file.id, std::nullopt});
  if (!merged.empty()) {
    const AfterByPath staged = staged_content(changes);
    for (const Oid& parent : merged) add_altered_of(objects, parent, changes, staged, altered);
  }
  const auto key = [](const AlteredFile& file) { return std::tie(file.path, file.before); };
  std::sort(altered.begin(), altered.end(),
            [&](const AlteredFile& a, const AlteredFile& b) { return key(a) < key(b); });
  altered.erase(
      std::unique(altered.begin(), altered.end(),
                  [&](const AlteredFile& a, const AlteredFile& b) { return key(a) == key(b); }),
      altered.end());
  return altered;
}

std::set<Oid> contained_blobs(ObjectStore& objects, std::vector<Oid> roots, std::set<Oid> wanted) {
  std::set<Oid> found;
  std::unordered_set<Oid, OidHash> seen;
  while (!roots.empty() && !wanted.empty()) {
    const Oid id = roots.back();
    roots.pop_back();
    if (!seen.insert(id).second) continue;
    OpenTree tree(objects, id);
    while (const std::optional<TreeEntry> entry = tree.next()) {
      if (entry->is_tree())
        roots.push_back(entry->id);
      else if (entry->is_blob() && wanted.erase(entry->id) > 0)
        found.insert(entry->id);
    }
  }
  return found;
}

}  // namespace veto::git
