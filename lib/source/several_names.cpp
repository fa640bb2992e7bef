#include "source/several_names.h"

#include <functional>
#include <string>
#include <vector>

#include "git/tree.h"

namespace veto::source {

void SeveralNames::note(const git::Oid& id, std::size_t path, Paths& paths, Ids& several) {
  const auto [known, is_new] = paths.emplace(id, path);
  if (!is_new && known->second != path) several.insert(id);
}

void SeveralNames::add_tree(const git::Oid& id, std::string_view path, std::string_view bytes) {
  std::string full(path);
  if (!full.empty()) full += '/';
  const std::size_t prefix = full.size();
  git::TreeReader reader(bytes, id.size);
  while (const std::optional<git::TreeEntry> entry = reader.next()) {
    if (entry->is_submodule()) continue;
    if (entry->name.find('\n') != std::string_view::npos)
      (entry->is_tree() ? several_trees_ : several_blobs_).insert(entry->id);
    full.resize(prefix);
    full += entry->name;
    const std::size_t hash = std::hash<std::string_view>()(full);
    if (entry->is_tree())
      note(entry->id, hash, trees_, several_trees_);
    else
      note(entry->id, hash, blobs_, several_blobs_);
  }
}

void SeveralNames::merge(SeveralNames&& other) {
  for (const auto& [id, path] : other.blobs_) note(id, path, blobs_, several_blobs_);
  for (const auto& [id, path] : other.trees_) note(id, path, trees_, several_trees_);
  several_blobs_.merge(other.several_blobs_);
  several_trees_.merge(other.several_trees_);
}

SeveralNames::Ids SeveralNames::blobs(git::ObjectStore& objects) const {
  Ids found = several_blobs_;
  Ids seen = several_trees_;
  std::vector<git::Oid> pending(seen.begin(), seen.end());
  while (!pending.empty()) {
    const git::Oid id = pending.back();
    pending.pop_back();
    if (!objects.header(id)) continue;  // missing: said elsewhere
    const git::Object tree = objects.read(id, git::ObjectType::Tree);
    git::TreeReader reader(tree.bytes(), id.size);
    while (const std::optional<git::TreeEntry> entry = reader.next()) {
      if (entry->is_submodule()) continue;
      if (!entry->is_tree())
        found.insert(entry->id);
      else if (seen.insert(entry->id).second)
        pending.push_back(entry->id);
    }
  }
  return found;
}

}  // namespace veto::source
