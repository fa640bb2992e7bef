// All trees of a repository in memory, as the recorders of a walk have kept them: what a tree holds
// is told without reading it again.
//
// A tree is known here by the number of its record. Its entries are counted from zero in their own
// order; an entry is known by where it was recorded, in the tree or in one of its bases.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "git/name_table.h"
#include "git/oid.h"
#include "git/tree_recorder.h"
#include "git/varint.h"

namespace veto::git {

class TreeIndex {
 public:
  using Tree = std::uint32_t;
  static constexpr Tree kNone = kNoNumber;

  /// An entry at its place in a tree.
  struct At {
    std::uint32_t position = 0;
    std::uint32_t entry = 0;
  };

  /// `numbers`: those of the recorders, which are used up.
  TreeIndex(ObjectNumbers numbers, std::vector<TreeRecorder> parts);

  [[nodiscard]] std::size_t size() const noexcept { return records_.size() - 1; }
  [[nodiscard]] std::size_t bytes() const noexcept;
  /// Whether a tree was met that is not here, for want of room.
  [[nodiscard]] bool has_left_out() const noexcept { return has_left_out_; }
  [[nodiscard]] const ObjectNumbers& numbers() const noexcept { return numbers_; }
  [[nodiscard]] Oid id(Tree tree) const { return numbers_.id(records_[tree].tree); }
  /// kNone: it was not recorded, whatever the reason.
  [[nodiscard]] Tree find(const Oid& id) const;
  [[nodiscard]] Tree tree_of(std::uint32_t object) const noexcept {
    return object < of_object_.size() ? of_object_[object] : kNone;
  }
  /// The object that an entry names, which has a number or is a tree.
  [[nodiscard]] Oid id_of(std::uint32_t object) const {
    return object >= kFirstMissing ? missing_trees_[object - kFirstMissing] : numbers_.id(object);
  }

  [[nodiscard]] Tree base(Tree tree) const noexcept { return records_[tree].base; }
  [[nodiscard]] const RecordedEntry& entry(std::uint32_t number) const { return entries_[number]; }
  [[nodiscard]] std::size_t entries() const noexcept { return entries_.size(); }
  [[nodiscard]] const NameTable& names() const noexcept { return names_; }
  /// The entries that were recorded with the tree.
  [[nodiscard]] std::uint32_t first_entry(Tree tree) const { return records_[tree].entries; }
  [[nodiscard]] std::uint32_t end_of_entries(Tree tree) const { return records_[tree + 1].entries; }

  /// A stretch of a tree's entries: its own ones from `entry` on, or, if that is kNoNumber, those
  /// of its base from `base` on.
  struct Step {
    std::uint32_t position = 0;
    std::uint32_t count = 0;
    std::uint32_t entry = kNoNumber;
    std::uint32_t base = 0;
  };
  /// Calls `use(step)` for the stretches of the tree, in order.
  template <class Use>
  void for_each_step(Tree tree, const Use& use) const;

  /// The entries of the tree that `is_meant`, given those of its base, in order.
  template <class IsMeant>
  void select(Tree tree, std::span<const At> of_base, const IsMeant& is_meant,
              std::vector<At>& selected) const;

  /// All its entries of this name, in order.
  [[nodiscard]] std::vector<At> named(Tree tree, std::uint32_t name) const;
  /// All its entries, in order.
  [[nodiscard]] std::vector<At> all(Tree tree) const;

 private:
  template <class IsMeant>
  [[nodiscard]] std::vector<At> chosen(Tree tree, const IsMeant& is_meant) const;
  void take(TreeRecorder part);
  void link();

  ObjectNumbers numbers_;
  bool has_left_out_ = false;
  NameTable names_;
  std::vector<TreeRecorder::Record> records_;  // and one behind the last
  std::vector<RecordedEntry> entries_;
  std::string steps_;
  std::vector<Oid> missing_trees_;
  std::vector<Tree> of_object_;
};

template <class Use>
void TreeIndex::for_each_step(Tree tree, const Use& use) const {
  const TreeRecorder::Record& record = records_[tree];
  std::uint32_t position = 0;
  std::uint32_t entry = record.entries;
  std::int64_t base = 0;
  const auto give_own = [&](std::uint32_t count) {
    if (count > 0) use(Step{position, count, entry, 0});
    position += count;
    entry += count;
  };
  for (std::size_t at = record.steps; at < records_[tree + 1].steps;) {
    give_own(static_cast<std::uint32_t>(take_varint(steps_, at)));
    base += unzigzag(take_varint(steps_, at));
    const auto count = static_cast<std::uint32_t>(take_varint(steps_, at));
    use(Step{position, count, kNoNumber, static_cast<std::uint32_t>(base)});
    position += count;
    base += count;
  }
  give_own(end_of_entries(tree) - entry);
}

template <class IsMeant>
void TreeIndex::select(Tree tree, std::span<const At> of_base, const IsMeant& is_meant,
                       std::vector<At>& selected) const {
  for_each_step(tree, [&](const Step& step) {
    if (step.entry != kNoNumber) {
      for (std::uint32_t i = 0; i < step.count; ++i) {
        if (is_meant(entries_[step.entry + i]))
          selected.push_back({step.position + i, step.entry + i});
      }
      return;
    }
    auto at = std::lower_bound(
        of_base.begin(), of_base.end(), step.base,
        [](const At& one, std::uint32_t position) { return one.position < position; });
    for (; at != of_base.end() && at->position < step.base + step.count; ++at)
      selected.push_back({step.position + (at->position - step.base), at->entry});
  });
}

}  // namespace veto::git
