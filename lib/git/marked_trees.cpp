#include "git/marked_trees.h"

namespace veto::git {
namespace {

// 32 MiB.
constexpr std::size_t kMostListed = 4 * 1024 * 1024;

/// `each` calls its argument with keys below `count` and items, the same ones each time.
template <class Lists, class Each>
Lists make_lists(std::size_t count, const Each& each) {
  Lists lists;
  lists.first.assign(count + 1, 0);
  each([&](std::uint32_t key, std::uint32_t) { ++lists.first[key + 1]; });
  for (std::size_t i = 1; i <= count; ++i) lists.first[i] += lists.first[i - 1];
  lists.items.resize(lists.first[count]);
  std::vector<std::uint32_t> next(lists.first.begin(), lists.first.end() - 1);
  each([&](std::uint32_t key, std::uint32_t item) { lists.items[next[key]++] = item; });
  return lists;
}

}  // namespace

struct MarkedTrees::Relations {
  Lists made_of;   // by a base
  Lists recorded;  // trees whose own entries name the key
};

MarkedTrees::MarkedTrees(const TreeIndex& index, const std::vector<std::uint32_t>& wanted)
    : index_(index),
      wanted_(index.numbers().count, false),
      marked_(index.size(), false),
      lists_(index.size()) {
  for (const std::uint32_t object : wanted) wanted_[object] = true;
  mark_all();
}

bool MarkedTrees::is_meant(const RecordedEntry& entry) const {
  switch (entry.kind()) {
    case RecordedEntry::Kind::Blob:
      return entry.child != kNoNumber && wanted_[entry.child];
    case RecordedEntry::Kind::Tree: {
      const Tree tree = index_.tree_of(entry.child);
      return tree == TreeIndex::kNone || marked_[tree];
    }
    case RecordedEntry::Kind::Submodule:
      return false;
  }
  return false;
}

MarkedTrees::Relations MarkedTrees::relate() const {
  Relations relations;
  relations.made_of = make_lists<Lists>(index_.size(), [this](const auto& use) {
    for (Tree tree = 0; tree < index_.size(); ++tree) {
      if (index_.base(tree) != TreeIndex::kNone) use(index_.base(tree), tree);
    }
  });
  relations.recorded = make_lists<Lists>(index_.size(), [this](const auto& use) {
    for (Tree tree = 0; tree < index_.size(); ++tree) {
      for (std::uint32_t i = index_.first_entry(tree); i < index_.end_of_entries(tree); ++i) {
        const RecordedEntry& entry = index_.entry(i);
        const Tree held = entry.kind() == RecordedEntry::Kind::Tree ? index_.tree_of(entry.child)
                                                                    : TreeIndex::kNone;
        if (held != TreeIndex::kNone) use(held, tree);
      }
    }
  });
  return relations;
}

void MarkedTrees::mark_all() {
  const Relations relations = relate();
  const auto is_wanted_itself = [this](const RecordedEntry& entry) {
    const bool is_tree = entry.kind() == RecordedEntry::Kind::Tree;
    return is_tree ? index_.tree_of(entry.child) == TreeIndex::kNone : is_meant(entry);
  };
  for (Tree tree = 0; tree < index_.size(); ++tree) {
    for (std::uint32_t i = index_.first_entry(tree); i < index_.end_of_entries(tree); ++i) {
      if (!is_wanted_itself(index_.entry(i))) continue;
      mark_recorded(relations, tree, is_wanted_itself);
      break;
    }
  }
  while (!fresh_.empty()) {
    const Tree held = fresh_.back();
    fresh_.pop_back();
    Tree last = TreeIndex::kNone;
    for (const Tree tree : relations.recorded.of(held)) {
      if (std::exchange(last, tree) == tree) continue;
      mark_recorded(relations, tree, [&](const RecordedEntry& entry) {
        return entry.kind() == RecordedEntry::Kind::Tree && index_.tree_of(entry.child) == held;
      });
    }
  }
}

/// Goes along those of the tree's own entries that are meant.
template <class IsMeant>
void MarkedTrees::mark_recorded(const Relations& relations, Tree tree, const IsMeant& is_meant) {
  index_.for_each_step(tree, [&](const TreeIndex::Step& step) {
    for (std::uint32_t i = 0; step.entry != kNoNumber && i < step.count; ++i) {
      if (is_meant(index_.entry(step.entry + i))) mark_along(relations, tree, step.position + i);
    }
  });
}

/// The tree and all that are made of it, as far as they keep the entry at this position.
void MarkedTrees::mark_along(const Relations& relations, Tree tree, std::uint32_t position) {
  pending_.emplace_back(tree, position);
  while (!pending_.empty()) {
    const auto [at, place] = pending_.back();
    pending_.pop_back();
    if (!marked_[at]) {
      marked_[at] = true;
      fresh_.push_back(at);
    }
    for (const Tree made : relations.made_of.of(at)) {
      index_.for_each_step(made, [&, place = place](const TreeIndex::Step& step) {
        if (step.entry == kNoNumber && step.base <= place && place - step.base < step.count)
          pending_.emplace_back(made, step.position + (place - step.base));
      });
    }
  }
}

std::span<const MarkedTrees::At> MarkedTrees::listed(Tree tree) const {
  return std::span(listed_).subspan(lists_[tree].begin, lists_[tree].count);
}

std::span<const MarkedTrees::At> MarkedTrees::entries(Tree tree) {
  if (listed_.size() > kMostListed) {
    listed_.clear();
    lists_.assign(lists_.size(), List());
  }
  std::vector<Tree> chain;
  Tree at = tree;
  for (; at != TreeIndex::kNone && marked_[at] && lists_[at].begin == kNoNumber;
       at = index_.base(at))
    chain.push_back(at);
  for (; !chain.empty(); chain.pop_back()) {
    const bool has_base = at != TreeIndex::kNone && marked_[at];
    selected_.clear();
    index_.select(
        chain.back(), has_base ? listed(at) : std::span<const At>(),
        [this](const RecordedEntry& entry) { return is_meant(entry); }, selected_);
    at = chain.back();
    lists_[at] = {static_cast<std::uint32_t>(listed_.size()),
                  static_cast<std::uint32_t>(selected_.size())};
    listed_.insert(listed_.end(), selected_.begin(), selected_.end());
  }
  return marked_[tree] ? listed(tree) : std::span<const At>();
}

std::vector<MarkedTrees::Tree> MarkedTrees::outermost() {
  std::vector<bool> is_held(index_.size(), false);
  for (Tree tree = 0; tree < index_.size(); ++tree) {
    for (const At& at : entries(tree)) {
      const RecordedEntry& entry = index_.entry(at.entry);
      const Tree held = entry.kind() == RecordedEntry::Kind::Tree ? index_.tree_of(entry.child)
                                                                  : TreeIndex::kNone;
      if (held != TreeIndex::kNone) is_held[held] = true;
    }
  }
  std::vector<Tree> trees;
  for (Tree tree = 0; tree < index_.size(); ++tree) {
    if (marked_[tree] && !is_held[tree]) trees.push_back(tree);
  }
  return trees;
}

}  // namespace veto::git
