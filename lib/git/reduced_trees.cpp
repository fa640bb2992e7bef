#include "git/reduced_trees.h"

#include <algorithm>

namespace veto::git {
namespace {

std::size_t hash_of(std::span<const ReducedTrees::Entry> entries) {
  constexpr std::size_t kFactor = 0x9e3779b97f4a7c15;
  std::size_t hash = entries.size();
  for (const ReducedTrees::Entry& entry : entries) {
    const std::size_t both = std::size_t{entry.name} << 32U | entry.child;
    hash = (hash ^ both ^ (entry.is_tree ? kFactor : 0)) * kFactor;
    hash ^= hash >> 29U;
  }
  return hash;
}

}  // namespace

ReducedTrees::Tree ReducedTrees::intern(std::span<const Entry> entries) {
  if (entries.empty()) return 0;
  const std::size_t hash = hash_of(entries);
  const auto [first, last] = known_.equal_range(hash);
  for (auto known = first; known != last; ++known) {
    const auto old = std::span(in_order_).subspan(
        begins_[known->second], begins_[known->second + 1] - begins_[known->second]);
    if (std::equal(entries.begin(), entries.end(), old.begin(), old.end())) return known->second;
  }
  const auto tree = static_cast<Tree>(begins_.size() - 1);
  const auto old_size = static_cast<std::ptrdiff_t>(by_name_.size());
  in_order_.insert(in_order_.end(), entries.begin(), entries.end());
  by_name_.insert(by_name_.end(), entries.begin(), entries.end());
  std::stable_sort(by_name_.begin() + old_size, by_name_.end(),
                   [this](const Entry& a, const Entry& b) { return text(a) < text(b); });
  begins_.push_back(by_name_.size());
  leads_to_blob_.push_back(std::any_of(entries.begin(), entries.end(), [this](const Entry& entry) {
    return !entry.is_tree || leads_to_blob_[entry.child];
  }));
  is_whole_.push_back(std::all_of(entries.begin(), entries.end(), [this](const Entry& entry) {
    return !entry.is_tree || is_whole_[entry.child];
  }));
  known_.emplace(hash, tree);
  return tree;
}

std::uint32_t ReducedTrees::blob(const Oid& id) {
  const auto [known, is_new] =
      number_of_blob_.try_emplace(id, static_cast<std::uint32_t>(blobs_.size()));
  if (is_new) blobs_.push_back(id);
  return known->second;
}

std::span<const ReducedTrees::Entry> ReducedTrees::named(Tree tree, std::string_view name) const {
  const std::span<const Entry> all = entries(tree);
  const auto first =
      std::lower_bound(all.begin(), all.end(), name,
                       [this](const Entry& entry, auto wanted) { return text(entry) < wanted; });
  auto last = first;
  while (last != all.end() && text(*last) == name) ++last;
  return {first, last};
}

}  // namespace veto::git
