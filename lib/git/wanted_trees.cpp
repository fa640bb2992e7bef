#include "git/wanted_trees.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace veto::git {
namespace {

constexpr int kMaxTreeDepth = 2048;
constexpr std::size_t kMaxPathsPerCommit = 100'000;
constexpr std::size_t kMaxWalks = 2'000'000;
constexpr ReducedTrees::Tree kNotYet = ~ReducedTrees::Tree{0};

}  // namespace

WantedTrees::WantedTrees(ObjectStore& objects, WantedIds wanted, Unreadable unreadable,
                         const TreeIndex* index)
    : objects_(objects),
      wanted_(std::move(wanted)),
      unreadable_(std::move(unreadable)),
      index_(index) {
  if (index_ == nullptr) return;
  std::vector<std::uint32_t> numbers;
  for (const Oid& id : wanted_) {
    if (const std::optional<std::uint32_t> number = index_->numbers().find(id))
      numbers.push_back(*number);
  }
  marked_.emplace(*index_, numbers);
  of_indexed_.assign(index_->size(), kNotYet);
  names_of_index_.assign(index_->names().size(), kNoNumber);
}

void WantedTrees::find_new(const Tree& tree, std::span<const Tree> others,
                           std::vector<NamedBlob>& found) {
  std::vector<Reduced> reduced;
  for (const Tree& other : others) {
    if (other.reduced == tree.reduced) return;
    reduced.push_back(other.reduced);
  }
  add_new(tree.reduced, reduced, "", found);
}

void WantedTrees::find_new(const Oid& tree, const std::vector<Oid>& others,
                           std::vector<NamedBlob>& found) {
  if (std::find(others.begin(), others.end(), tree) != others.end()) return;
  const Reduced reduced = reduce(tree);
  if (reduced == 0) return;
  std::vector<Reduced> reduced_others;
  for (const Oid& other : others) reduced_others.push_back(reduce(other));
  add_new(reduced, reduced_others, "", found);
}

void WantedTrees::add_new(Reduced tree, std::span<const Reduced> others, const std::string& prefix,
                          std::vector<NamedBlob>& found) {
  if (std::find(others.begin(), others.end(), tree) != others.end()) return;
  if (found.size() >= kMaxPathsPerCommit) return;
  for (const ReducedTrees::Entry& entry : reduced_.entries(tree)) {
    const std::string name(reduced_.text(entry));
    std::vector<Reduced> same_name;
    bool unchanged = false;
    for (const Reduced other_tree : others) {
      for (const ReducedTrees::Entry& other : reduced_.named(other_tree, name)) {
        unchanged |= other == entry;
        if (other.is_tree && entry.is_tree) same_name.push_back(other.child);
      }
    }
    if (unchanged) continue;
    if (entry.is_tree)
      add_new(entry.child, same_name, prefix + name + "/", found);
    else
      found.push_back({prefix + name, reduced_.blob(entry)});
  }
}

void WantedTrees::walk(Reduced tree, const std::string& prefix, const UsePath& use) {
  if (tree == 0 || !walked_[tree].insert(prefix).second) return;
  if (++walks_ > kMaxWalks)
    throw base::unreadable("the trees of the history: more paths than can be looked at");
  for (const ReducedTrees::Entry& entry : reduced_.entries(tree)) {
    const std::string path = prefix + std::string(reduced_.text(entry));
    if (entry.is_tree)
      walk(entry.child, path + "/", use);
    else
      use(path, reduced_.blob(entry));
  }
}

std::optional<Oid> WantedTrees::blob_at(const Tree& start, std::string_view path) const {
  Reduced tree = start.reduced;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::span<const ReducedTrees::Entry> entries =
        reduced_.named(tree, path.substr(0, slash));
    if (entries.empty() || entries.back().is_tree == (slash == std::string_view::npos))
      return std::nullopt;
    if (slash == std::string_view::npos) return reduced_.blob(entries.back());
    tree = entries.back().child;
    path.remove_prefix(slash + 1);
  }
}

bool WantedTrees::has_file(Oid tree, std::string_view path) {
  while (true) {
    const std::size_t slash = path.find('/');
    const std::optional<Named> named = first_named(tree, path.substr(0, slash));
    if (!named || slash == std::string_view::npos)
      return named && named->kind == RecordedEntry::Kind::Blob;
    if (named->kind != RecordedEntry::Kind::Tree) return false;
    tree = named->id;
    path.remove_prefix(slash + 1);
  }
}

std::optional<WantedTrees::Named> WantedTrees::first_named(const Oid& tree, std::string_view name) {
  const TreeIndex::Tree indexed = index_ != nullptr ? index_->find(tree) : TreeIndex::kNone;
  if (indexed != TreeIndex::kNone) {
    const std::optional<std::uint32_t> number = index_->names().find(name);
    if (!number) return std::nullopt;
    const std::vector<TreeIndex::At> found = index_->named(indexed, *number);
    if (found.empty()) return std::nullopt;
    const RecordedEntry& entry = index_->entry(found.front().entry);
    Named named{entry.kind(), {}};
    if (named.kind == RecordedEntry::Kind::Tree) named.id = index_->id_of(entry.child);
    return named;
  }
  const std::optional<Object> object = read_tree(tree);
  if (!object) return std::nullopt;
  TreeReader reader(object->bytes(), tree.size);
  while (const std::optional<TreeEntry> entry = reader.next()) {
    if (entry->name == name) return Named{kind_of(*entry), entry->id};
  }
  return std::nullopt;
}

bool WantedTrees::contains(const Oid& tree, const Oid& blob) {
  std::unordered_set<Reduced> seen;
  std::vector<Reduced> pending{reduce(tree)};
  while (!pending.empty()) {
    const Reduced at = pending.back();
    pending.pop_back();
    if (!seen.insert(at).second) continue;
    for (const ReducedTrees::Entry& entry : reduced_.entries(at)) {
      if (entry.is_tree)
        pending.push_back(entry.child);
      else if (reduced_.blob(entry) == blob)
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

WantedTrees::Reduced WantedTrees::reduce(const Oid& tree) {
  const TreeIndex::Tree indexed = index_ != nullptr ? index_->find(tree) : TreeIndex::kNone;
  return indexed != TreeIndex::kNone ? reduce_indexed(indexed) : reduce_read(tree);
}

void WantedTrees::go_deeper(const Oid& tree) {
  if (depth_ == kMaxTreeDepth) throw base::unreadable("tree " + tree.hex() + ": nested too deep");
  ++depth_;
}

WantedTrees::Reduced WantedTrees::reduce_read(const Oid& tree) {
  if (const auto known = of_read_.find(tree); known != of_read_.end()) return known->second;
  go_deeper(tree);
  std::vector<ReducedTrees::Entry> entries;
  if (const std::optional<Object> object = read_tree(tree)) {
    TreeReader reader(object->bytes(), tree.size);
    while (const std::optional<TreeEntry> entry = reader.next()) {
      if (entry->is_submodule()) continue;
      if (entry->is_blob()) {
        if (wanted_.contains(entry->id))
          entries.push_back({reduced_.name(entry->name), reduced_.blob(entry->id), false});
      } else if (const Reduced below = reduce(entry->id); below != 0) {
        entries.push_back({reduced_.name(entry->name), below, true});
      }
    }
  }
  --depth_;
  return of_read_.emplace(tree, reduced_.intern(entries)).first->second;
}

WantedTrees::Reduced WantedTrees::reduce_indexed(TreeIndex::Tree tree) {
  if (!marked_->is_marked(tree)) return 0;
  if (of_indexed_[tree] != kNotYet) return of_indexed_[tree];
  const std::span<const TreeIndex::At> marked = marked_->entries(tree);
  const std::vector<TreeIndex::At> list(marked.begin(), marked.end());
  std::vector<ReducedTrees::Entry> entries;
  entries.reserve(list.size());
  go_deeper(Oid());
  for (const TreeIndex::At& at : list) {
    const ReducedTrees::Entry entry = reduce_entry(index_->entry(at.entry));
    if (!entry.is_tree || entry.child != 0) entries.push_back(entry);
  }
  --depth_;
  return of_indexed_[tree] = reduced_.intern(entries);
}

ReducedTrees::Entry WantedTrees::reduce_entry(const RecordedEntry& entry) {
  std::uint32_t& name = names_of_index_[entry.name()];
  if (name == kNoNumber) name = reduced_.name(index_->names().name(entry.name()));
  if (entry.kind() == RecordedEntry::Kind::Blob)
    return {name, reduced_.blob(index_->id_of(entry.child)), false};
  const TreeIndex::Tree below = index_->tree_of(entry.child);
  return {name,
          below != TreeIndex::kNone ? reduce_indexed(below) : reduce(index_->id_of(entry.child)),
          true};
}

std::vector<Oid> WantedTrees::outermost() {
  std::vector<Oid> trees;
  if (!marked_) return trees;
  for (const TreeIndex::Tree tree : marked_->outermost()) trees.push_back(index_->id(tree));
  return trees;
}

}  // namespace veto::git
