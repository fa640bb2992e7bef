#include "git/tree_index.h"

#include <utility>

namespace veto::git {

TreeIndex::TreeIndex(ObjectNumbers numbers, std::vector<TreeRecorder> parts)
    : numbers_(std::move(numbers)) {
  std::size_t records = 1;
  std::size_t entries = 0;
  std::size_t steps = 0;
  for (const TreeRecorder& part : parts) {
    records += part.records_.size();
    entries += part.entries_.size();
    steps += part.steps_.size();
  }
  records_.reserve(records);
  entries_.reserve(entries);
  steps_.reserve(steps);
  for (TreeRecorder& part : parts) {
    has_left_out_ = has_left_out_ || part.left_out() > 0;
    take(std::move(part));
  }
  TreeRecorder::Record& end = records_.emplace_back();
  end.steps = static_cast<std::uint32_t>(steps_.size());
  end.entries = static_cast<std::uint32_t>(entries_.size());
  link();
}

void TreeIndex::take(TreeRecorder part) {
  const auto first_step = static_cast<std::uint32_t>(steps_.size());
  const auto first_entry = static_cast<std::uint32_t>(entries_.size());
  const auto first_missing = static_cast<std::uint32_t>(missing_trees_.size());
  std::vector<std::uint32_t> names;
  for (std::uint32_t i = 0; i < part.names_.size(); ++i)
    names.push_back(names_.add(part.names_.name(i)));
  for (TreeRecorder::Record record : part.records_) {
    record.steps += first_step;
    record.entries += first_entry;
    records_.push_back(record);
  }
  for (RecordedEntry entry : part.entries_) {
    const auto kind = static_cast<std::uint32_t>(entry.kind());
    entry.name_and_kind = names[entry.name()] << 2U | kind;
    if (entry.child >= kFirstMissing && entry.child != kNoNumber) entry.child += first_missing;
    entries_.push_back(entry);
  }
  steps_ += part.steps_;
  missing_trees_.insert(missing_trees_.end(), part.missing_trees_.begin(),
                        part.missing_trees_.end());
}

/// Bases by their records, which may be another part's.
void TreeIndex::link() {
  of_object_.assign(numbers_.count, kNone);
  for (Tree tree = 0; tree < size(); ++tree) of_object_[records_[tree].tree] = tree;
  for (Tree tree = 0; tree < size(); ++tree) {
    TreeRecorder::Record& record = records_[tree];
    if (record.base != kNoNumber) record.base = of_object_[record.base];
  }
}

std::size_t TreeIndex::bytes() const noexcept {
  return names_.bytes() + records_.capacity() * sizeof records_[0] +
         entries_.capacity() * sizeof entries_[0] + steps_.capacity() +
         of_object_.capacity() * sizeof of_object_[0];
}

TreeIndex::Tree TreeIndex::find(const Oid& id) const {
  const std::optional<std::uint32_t> object = numbers_.find(id);
  return object ? tree_of(*object) : kNone;
}

template <class IsMeant>
std::vector<TreeIndex::At> TreeIndex::chosen(Tree tree, const IsMeant& is_meant) const {
  std::vector<Tree> chain;
  for (Tree at = tree; at != kNone; at = base(at)) chain.push_back(at);
  std::vector<At> found;
  std::vector<At> of_base;
  for (; !chain.empty(); chain.pop_back()) {
    std::swap(found, of_base);
    found.clear();
    select(chain.back(), of_base, is_meant, found);
  }
  return found;
}

std::vector<TreeIndex::At> TreeIndex::named(Tree tree, std::uint32_t name) const {
  return chosen(tree, [name](const RecordedEntry& entry) { return entry.name() == name; });
}

std::vector<TreeIndex::At> TreeIndex::all(Tree tree) const {
  return chosen(tree, [](const RecordedEntry&) { return true; });
}

}  // namespace veto::git
