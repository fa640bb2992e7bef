#include "git/named_blobs.h"

#include "git/tree.h"

namespace veto::git {

using Kind = RecordedEntry::Kind;

NamedBlobs::NamedBlobs(ObjectStore& objects, const TreeIndex& index, const MeantNames& meant)
    : objects_(objects), index_(index), meant_(meant) {}

void NamedBlobs::add(Kind kind, const Oid& id) {
  if (kind == Kind::Blob)
    ids_.insert(id);
  else if (below_.insert(id).second)
    pending_.push_back(id);
}

bool NamedBlobs::is_of_interest(const RecordedEntry& entry) const {
  switch (entry.kind()) {
    case Kind::Blob:
      return entry.child != kNoNumber && files_[entry.name()];
    case Kind::Tree:
      return directories_[entry.name()];
    case Kind::Submodule:
      return false;
  }
  return false;
}

void NamedBlobs::add_index() {
  const NameTable& names = index_.names();
  bool any = false;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    files_.push_back(meant_.file(names.name(i)));
    directories_.push_back(meant_.directory(names.name(i)));
    any = any || files_.back() || directories_.back();
  }
  if (!any) return;
  for (TreeIndex::Tree tree = 0; tree < index_.size(); ++tree) {
    for (std::uint32_t i = index_.first_entry(tree); i < index_.end_of_entries(tree); ++i) {
      const RecordedEntry& entry = index_.entry(i);
      if (!is_of_interest(entry)) continue;
      add(entry.kind(), index_.id_of(entry.child));
      if (!tree_) tree_ = index_.id(tree);
    }
  }
}

template <class Use>
void NamedBlobs::for_each_entry(const Oid& tree, const Use& use) {
  const TreeIndex::Tree indexed = index_.find(tree);
  if (indexed != TreeIndex::kNone) {
    for (const TreeIndex::At& at : index_.all(indexed)) {
      const RecordedEntry& entry = index_.entry(at.entry);
      if (entry.child != kNoNumber)
        use(index_.names().name(entry.name()), entry.kind(), index_.id_of(entry.child));
    }
    return;
  }
  if (!objects_.header(tree)) return;  // missing: said elsewhere
  const Object object = objects_.read(tree, ObjectType::Tree);
  TreeReader reader(object.bytes(), tree.size);
  while (const std::optional<TreeEntry> entry = reader.next()) {
    if (!entry->is_submodule()) use(entry->name, kind_of(*entry), entry->id);
  }
}

void NamedBlobs::add_tree(const Oid& tree) {
  for_each_entry(tree, [&](std::string_view name, Kind kind, const Oid& id) {
    if (!(kind == Kind::Blob ? meant_.file : meant_.directory)(name)) return;
    add(kind, id);
    if (!tree_) tree_ = tree;
  });
}

void NamedBlobs::add_below() {
  while (!pending_.empty()) {
    const Oid tree = pending_.back();
    pending_.pop_back();
    for_each_entry(tree, [&](std::string_view, Kind kind, const Oid& id) { add(kind, id); });
  }
}

}  // namespace veto::git
