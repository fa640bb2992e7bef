// What was there when a history was listed and is not there any more: git prunes while it is read.
// Nothing is lost with what no ref, reflog or index leads to. What is listed still is damaged.
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "git/commit_graph.h"
#include "git/marked_trees.h"
#include "git/refs.h"
#include "source/history.h"
#include "source/missing_tips.h"
#include "source/object_list.h"
#include "text/count.h"

namespace veto::source {
namespace {

/// Which of the objects something names that a ref, a reflog or an index leads to.
class NamedYet {
 public:
  explicit NamedYet(const std::set<git::Oid>& gone) : gone_(gone) {}

  /// The trees of commits that are reached are roots from then on.
  void add_graph(const git::HistoryGraph& graph, const std::vector<git::Tip>& tips) {
    const git::CommitGraph commits(graph);
    const std::vector<git::Reach> reach = commits.reach(tips);
    for (std::size_t i = 0; i < commits.size(); ++i) {
      const git::Commit& commit = commits.commit(static_cast<git::CommitGraph::Position>(i));
      if (reach[i] == git::Reach::Unreachable) continue;
      add(commit.tree);
      roots_.push_back(commit.tree);
      for (const git::Oid& parent : commit.parents) add(parent);
    }
    for (const git::Tip& tip : tips) {
      std::set<git::Oid> seen;  // a damaged tag may name any
      for (auto tag = graph.tags.find(tip.id);
           tag != graph.tags.end() && seen.insert(tag->first).second;
           tag = graph.tags.find(tag->second.target))
        add(tag->second.target);
      roots_.push_back(git::peel(graph, tip.id));
    }
  }

  void add_trees(const git::TreeIndex& index) {
    if (index.has_left_out()) named_ = gone_;  // by what, nobody knows
    std::vector<std::uint32_t> numbers;
    for (const git::Oid& id : gone_) {
      if (const std::optional<std::uint32_t> number = index.numbers().find(id))
        numbers.push_back(*number);
    }
    git::MarkedTrees marked(index, numbers);
    std::unordered_set<git::TreeIndex::Tree> seen;
    std::vector<git::TreeIndex::Tree> pending;
    const auto go_on = [&](git::TreeIndex::Tree tree) {
      if (tree != git::TreeIndex::kNone && marked.is_marked(tree) && seen.insert(tree).second)
        pending.push_back(tree);
    };
    for (const git::Oid& root : roots_) go_on(index.find(root));
    while (!pending.empty()) {
      const git::TreeIndex::Tree tree = pending.back();
      pending.pop_back();
      for (const git::TreeIndex::At& at : marked.entries(tree)) {
        const git::RecordedEntry& entry = index.entry(at.entry);
        add(index.id_of(entry.child));
        if (entry.kind() == git::RecordedEntry::Kind::Tree) go_on(index.tree_of(entry.child));
      }
    }
  }

  void add(const git::Oid& id) {
    if (gone_.contains(id)) named_.insert(id);
  }
  [[nodiscard]] const std::set<git::Oid>& named() const noexcept { return named_; }

 private:
  const std::set<git::Oid>& gone_;
  std::vector<git::Oid> roots_;
  std::set<git::Oid> named_;
};

}  // namespace

void HistorySource::add_gone(model::ScanResult& result) {
  if (gone_.empty()) return;
  NamedYet named(gone_);
  named.add_graph(graph_, git::list_tips(context_.location, context_.environment));
  named.add_trees(require_trees());
  ObjectList still_there(context_);
  still_there.complete(ObjectList::Packs::AsOthers);
  for (const git::Oid& id : gone_) {
    if (still_there.contains(id)) named.add(id);
  }
  for (const git::Oid& tip :
       missing_tips(context_, [this](const git::Oid& id) { return !gone_.contains(id); }))
    named.add(tip);
  for (const git::Oid& id : named.named())
    result.diagnostics.push_back({base::DiagnosticKind::Incomplete, "unreadable-object",
                                  "object " + id.hex() + ": listed but not found", "", id.hex()});
  if (const std::size_t count = gone_.size() - named.named().size(); count > 0)
    result.diagnostics.push_back({base::DiagnosticKind::Note, "pruned-objects",
                                  text::count_of(count, "object") + " that nothing named " +
                                      (count == 1 ? "was" : "were") +
                                      " pruned while the history was read",
                                  "", ""});
}

}  // namespace veto::source
