#include "git/wanted_trees.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace veto::git {
namespace {

constexpr int kMaxTreeDepth = 2048;
constexpr std::size_t kMaxPathsPerCommit = 100'000;
constexpr std::size_t kMaxWalks = 2'000'000;
constexpr std::size_t kMaxFills = 2'000'000;
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
  const auto add = [&](const Oid& id) {
    if (const std::optional<std::uint32_t> number = index_->numbers().find(id))
      numbers.push_back(*number);
  };
  std::for_each(wanted_.begin(), wanted_.end(), add);
  std::for_each(objects_.left_out().begin(), objects_.left_out().end(), add);
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
  if (found.size() >= kMaxPathsPerCommit || !reduced_.leads_to_blob(tree)) return;
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
  if (!reduced_.leads_to_blob(tree) || !walked_[tree].insert(prefix).second) return;
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

bool WantedTrees::is_unread(Oid tree, std::string_view path) {
  while (is_here(tree)) {
    const std::size_t slash = path.find('/');
    const std::optional<Named> named = first_named(tree, path.substr(0, slash));
    if (!named) return false;
    if (slash == std::string_view::npos)
      return named->kind == RecordedEntry::Kind::Blob && !is_here(named->id);
    if (named->kind != RecordedEntry::Kind::Tree) return false;
    tree = named->id;
    path.remove_prefix(slash + 1);
  }
  return true;
}

/// Whether it can be read; of what an index has, as far as is known.
bool WantedTrees::is_here(const Oid& id) {
  if (objects_.left_out().contains(id)) return false;
  return index_ != nullptr ? index_->numbers().find(id).has_value()
                           : objects_.header(id).has_value();
}

std::optional<WantedTrees::Named> WantedTrees::first_named(const Oid& tree, std::string_view name) {
  const TreeIndex::Tree indexed = index_ != nullptr ? index_->find(tree) : TreeIndex::kNone;
  if (indexed != TreeIndex::kNone) {
    const std::optional<std::uint32_t> number = index_->names().find(name);
    if (!number) return std::nullopt;
    const std::vector<TreeIndex::At> found = index_->named(indexed, *number);
    if (found.empty()) return std::nullopt;
    const RecordedEntry& entry = index_->entry(found.front().entry);
    return Named{entry.kind(), entry.child != kNoNumber ? index_->id_of(entry.child) : Oid()};
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
    if (missing_.insert(id).second) unreadable_(id);
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
  Reduced reduced = ReducedTrees::kUnread;
  if (const std::optional<Object> object = read_tree(tree)) {
    std::vector<ReducedTrees::Entry> entries;
    TreeReader reader(object->bytes(), tree.size);
    while (const std::optional<TreeEntry> entry = reader.next()) {
      if (entry->is_submodule()) continue;
      if (entry->is_blob()) {
        if (wanted_.contains(entry->id) || objects_.left_out().contains(entry->id))
          entries.push_back(reduce_blob(reduced_.name(entry->name), entry->id));
      } else if (const Reduced below = reduce(entry->id); below != 0) {
        entries.push_back({reduced_.name(entry->name), below, true});
      }
    }
    reduced = reduced_.intern(entries);
  }
  --depth_;
  return of_read_.emplace(tree, reduced).first->second;
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
    return reduce_blob(name, index_->id_of(entry.child));
  const TreeIndex::Tree below = index_->tree_of(entry.child);
  return {name,
          below != TreeIndex::kNone ? reduce_indexed(below) : reduce(index_->id_of(entry.child)),
          true};
}

ReducedTrees::Entry WantedTrees::reduce_blob(std::uint32_t name, const Oid& id) {
  if (objects_.left_out().contains(id)) return {name, ReducedTrees::kUnread, true};
  return {name, reduced_.blob(id), false};
}

WantedTrees::Tree WantedTrees::look_into(const Oid& id, std::span<const Tree> parents) {
  const Reduced reduced = reduce(id);
  if (reduced_.is_whole(reduced)) return {id, reduced};
  std::vector<Reduced> others;
  for (const Tree& parent : parents) others.push_back(parent.reduced);
  return {id, fill(reduced, others)};
}

/// The tree with all that the others have where it could not be read.
WantedTrees::Reduced WantedTrees::fill(Reduced tree, std::span<const Reduced> others) {
  if (reduced_.is_whole(tree) || others.empty() || ++fills_ > kMaxFills) return tree;
  if (tree == ReducedTrees::kUnread && others.size() == 1) return others.front();
  std::vector<ReducedTrees::Entry> entries;
  if (tree == ReducedTrees::kUnread) {
    for (const Reduced other : others) {
      const std::span<const ReducedTrees::Entry> all = reduced_.entries(other);
      entries.insert(entries.end(), all.begin(), all.end());
    }
  } else {
    const std::span<const ReducedTrees::Entry> own = reduced_.entries(tree);
    for (const ReducedTrees::Entry& entry : std::vector(own.begin(), own.end()))
      add_filled(entry, others, entries);
  }
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  return reduced_.intern(entries);
}

void WantedTrees::add_filled(ReducedTrees::Entry entry, std::span<const Reduced> others,
                             std::vector<ReducedTrees::Entry>& filled) {
  std::vector<ReducedTrees::Entry> same_name;
  std::vector<Reduced> below;
  for (const Reduced other : others) {
    for (const ReducedTrees::Entry& same : reduced_.named(other, reduced_.text(entry))) {
      same_name.push_back(same);
      if (same.is_tree) below.push_back(same.child);
    }
  }
  if (entry.is_unread() && !same_name.empty()) {
    filled.insert(filled.end(), same_name.begin(), same_name.end());
    return;
  }
  if (entry.is_tree) entry.child = fill(entry.child, below);
  filled.push_back(entry);
}

std::vector<Oid> WantedTrees::outermost() {
  std::vector<Oid> trees;
  if (!marked_) return trees;
  for (const TreeIndex::Tree tree : marked_->outermost()) trees.push_back(index_->id(tree));
  return trees;
}

}  // namespace veto::git
