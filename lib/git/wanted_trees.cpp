#include "git/wanted_trees.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "git/tree.h"

namespace veto::git {
namespace {

constexpr int kMaxTreeDepth = 2048;
constexpr std::size_t kMaxPathsPerCommit = 100'000;

}  // namespace

void WantedTrees::find_new(const Oid& tree, const std::vector<Oid>& others,
                           const std::string& prefix, std::vector<NamedBlob>& found) {
  if (std::find(others.begin(), others.end(), tree) != others.end()) return;
  if (wanted_entries(tree).empty() || found.size() >= kMaxPathsPerCommit) return;
  std::vector<const std::vector<Entry>*> other_entries;  // they stay where they are in known_
  other_entries.reserve(others.size());
  for (const Oid& other : others) other_entries.push_back(&wanted_entries(other));
  for (const Entry& entry : wanted_entries(tree)) {
    std::vector<Oid> same_name;
    bool unchanged = false;
    for (const std::vector<Entry>* entries : other_entries) {
      for (const Entry& other : named(*entries, entry.name)) {
        unchanged |= other.id == entry.id;
        if (other.is_tree && entry.is_tree) same_name.push_back(other.id);
      }
    }
    if (unchanged) continue;
    if (entry.is_tree)
      find_new(entry.id, same_name, prefix + entry.name + "/", found);
    else
      found.push_back({prefix + entry.name, entry.id});
  }
}

std::optional<Oid> WantedTrees::blob_at(Oid tree, std::string_view path) {
  while (true) {
    const std::size_t slash = path.find('/');
    const Entry* match = nullptr;
    const std::vector<Entry>& entries = wanted_entries(tree);
    for (const Entry& entry : named(entries, path.substr(0, slash))) match = &entry;
    if (match == nullptr) return std::nullopt;
    if (slash == std::string_view::npos)
      return match->is_tree ? std::nullopt : std::optional<Oid>(match->id);
    if (!match->is_tree) return std::nullopt;
    tree = match->id;
    path.remove_prefix(slash + 1);
  }
}

bool WantedTrees::has_file(Oid tree, std::string_view path) {
  while (true) {
    const std::size_t slash = path.find('/');
    std::optional<TreeEntry> entry;
    const std::optional<Object> object = read_tree(tree);
    if (!object) return false;
    TreeReader reader(object->bytes(), tree.size);
    while ((entry = reader.next()) && entry->name != path.substr(0, slash)) {
    }
    if (!entry || slash == std::string_view::npos) return entry && entry->is_blob();
    if (!entry->is_tree()) return false;
    tree = entry->id;
    path.remove_prefix(slash + 1);
  }
}

bool WantedTrees::contains(const Oid& tree, const Oid& blob) {
  std::unordered_set<Oid, OidHash> seen;
  std::vector<Oid> pending{tree};
  while (!pending.empty()) {
    const Oid id = pending.back();
    pending.pop_back();
    if (!seen.insert(id).second) continue;
    for (const Entry& entry : wanted_entries(id)) {
      if (entry.is_tree)
        pending.push_back(entry.id);
      else if (entry.id == blob)
        return true;
    }
  }
  return false;
}

std::optional<Object> WantedTrees::read_tree(const Oid& id) {
  if (!objects_.header(id)) {
    if (missing_.insert(id).second) unreadable_("tree " + id.hex() + ": not found");
    return std::nullopt;
  }
  return objects_.read(id, ObjectType::Tree);
}

/// Those of this name; in a tree that git has made, one at most.
std::span<const WantedTrees::Entry> WantedTrees::named(const std::vector<Entry>& entries,
                                                       std::string_view name) {
  const auto first = std::lower_bound(
      entries.begin(), entries.end(), name,
      [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
  auto last = first;
  while (last != entries.end() && last->name == name) ++last;
  return {first, last};
}

/// The entries of a tree that are wanted blobs or hold some, by name; each tree is read once.
const std::vector<WantedTrees::Entry>& WantedTrees::wanted_entries(const Oid& tree) {
  if (const auto known = known_.find(tree); known != known_.end()) return known->second;
  if (depth_ == kMaxTreeDepth) throw base::unreadable("tree " + tree.hex() + ": nested too deep");
  ++depth_;
  std::vector<Entry> entries;
  if (const std::optional<Object> object = read_tree(tree)) {
    TreeReader reader(object->bytes(), tree.size);
    while (const std::optional<TreeEntry> entry = reader.next()) {
      if (entry->is_submodule()) continue;
      if (entry->is_tree() ? !wanted_entries(entry->id).empty() : is_wanted_(entry->id))
        entries.push_back({std::string(entry->name), entry->id, entry->is_tree()});
    }
  }
  --depth_;
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return known_.emplace(tree, std::move(entries)).first->second;
}

}  // namespace veto::git
