#include "git/provenance.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "git/removals.h"
#include "git/wanted_trees.h"

namespace veto::git {
namespace {

using Positions = std::unordered_map<Oid, std::size_t, OidHash>;

Positions positions_of(const HistoryGraph& graph) {
  Positions positions;
  positions.reserve(graph.commits.size());
  for (std::size_t i = 0; i < graph.commits.size(); ++i) positions.emplace(graph.commits[i].id, i);
  return positions;
}

/// Follows annotated tags to what they name in the end.
Oid peel(const HistoryGraph& graph, Oid id) {
  std::set<Oid> seen;
  for (auto tag = graph.tags.find(id); tag != graph.tags.end() && seen.insert(id).second;
       tag = graph.tags.find(id))
    id = tag->second.target;
  return id;
}

/// Parents before children; among the ready ones the oldest first, so that the order is stable.
std::vector<std::size_t> topological_order(const HistoryGraph& graph, const Positions& positions) {
  const std::size_t count = graph.commits.size();
  std::vector<std::vector<std::size_t>> children(count);
  std::vector<std::size_t> waiting(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    for (const Oid& parent : graph.commits[i].parents) {
      const auto found = positions.find(parent);
      if (found == positions.end()) continue;  // shallow: the parent is not here
      children[found->second].push_back(i);
      ++waiting[i];
    }
  }
  using Ready = std::tuple<std::int64_t, Oid, std::size_t>;
  std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
  const auto add = [&](std::size_t i) {
    ready.emplace(graph.commits[i].date, graph.commits[i].id, i);
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (waiting[i] == 0) add(i);
  }
  std::vector<std::size_t> order;
  order.reserve(count);
  while (!ready.empty()) {
    const std::size_t i = std::get<2>(ready.top());
    ready.pop();
    order.push_back(i);
    for (const std::size_t child : children[i]) {
      if (--waiting[child] == 0) add(child);
    }
  }
  return order;
}

class IntroductionFinder {
 public:
  IntroductionFinder(ObjectStore& objects, const HistoryGraph& graph, const WantedBlobs& wanted,
                     const std::function<void(const std::string&)>& unreadable)
      : objects_(objects),
        graph_(graph),
        wanted_(wanted),
        trees_(
            objects, [&wanted](const Oid& id) { return wanted.contains(id); }, unreadable),
        removals_(trees_, wanted) {}

  void run(const std::vector<Tip>& tips) {
    const Positions positions = positions_of(graph_);
    const std::vector<Reach> reach = reach_of_commits(graph_, tips);
    const std::vector<bool> in_head = commits_of_head();
    for (const std::size_t i : topological_order(graph_, positions)) {
      const Commit& commit = graph_.commits[i];
      std::vector<Oid> parent_trees;
      for (const Oid& parent : commit.parents) {
        const auto found = positions.find(parent);
        if (found != positions.end()) parent_trees.push_back(graph_.commits[found->second].tree);
      }
      add_commit(commit, parent_trees, reach[i]);
      if (in_head[i]) removals_.add_commit(commit, parent_trees);
    }
    add_tips(tips, positions);
    add_unnamed();
    for (Introduction& introduction : introductions_) removals_.settle(introduction);
  }

  [[nodiscard]] std::vector<Introduction> take() { return std::move(introductions_); }

 private:
  /// By position: HEAD's commit and all before it.
  [[nodiscard]] std::vector<bool> commits_of_head() const {
    std::vector<bool> found(graph_.commits.size(), false);
    if (!graph_.head) return found;
    const std::vector<Reach> reach = reach_of_commits(graph_, {{Reach::Branch, *graph_.head}});
    for (std::size_t i = 0; i < found.size(); ++i) found[i] = reach[i] == Reach::Branch;
    return found;
  }

  void add_commit(const Commit& commit, const std::vector<Oid>& parent_trees, Reach reach) {
    std::vector<NamedBlob> fresh;
    trees_.find_new(commit.tree, parent_trees, "", fresh);
    std::map<Oid, std::set<TextId>> renamed;  // by the parent's tree, once it is asked for
    for (const NamedBlob& blob : fresh) {
      named_.insert(blob.id);
      std::set<TextId> old_texts;
      bool has_old = false;
      for (const Oid& parent : parent_trees) {
        if (const std::optional<Oid> old = trees_.blob_at(parent, blob.path)) {
          const std::vector<TextId>& texts = wanted_.at(*old);
          old_texts.insert(texts.begin(), texts.end());
          has_old = true;
        }
      }
      for (const Oid& parent : parent_trees) {
        if (has_old || trees_.has_file(parent, blob.path)) continue;
        const auto [known, is_new] = renamed.try_emplace(parent);
        if (is_new) known->second = removed_texts(commit, parent);
        old_texts.insert(known->second.begin(), known->second.end());
      }
      for (const TextId text : wanted_.at(blob.id)) {
        if (!old_texts.contains(text))
          introductions_.push_back({text, blob.id, blob.path, commit.id, reach});
      }
    }
  }

  /// The texts of files of this parent that the commit removes: in a new file they are renamed.
  std::set<TextId> removed_texts(const Commit& commit, const Oid& parent) {
    std::set<TextId> texts;
    std::vector<NamedBlob> replaced;
    trees_.find_new(parent, {commit.tree}, "", replaced);
    for (const NamedBlob& old : replaced) {
      if (trees_.has_file(commit.tree, old.path)) continue;
      const std::vector<TextId>& moved = wanted_.at(old.id);
      texts.insert(moved.begin(), moved.end());
    }
    return texts;
  }

  /// Blobs and trees that a ref, a tag or an index names directly.
  void add_tips(const std::vector<Tip>& tips, const Positions& commits) {
    std::vector<Tip> sorted = tips;
    std::sort(sorted.begin(), sorted.end(), [](const Tip& a, const Tip& b) {
      return std::tie(a.reach, a.id) < std::tie(b.reach, b.id);
    });
    for (const Tip& tip : sorted) {
      const Oid target = peel(graph_, tip.id);
      if (wanted_.contains(target)) {
        add_without_commit({"", target}, tip.reach);
      } else if (tip.reach != Reach::Index && !commits.contains(target) && is_tree(target)) {
        std::vector<NamedBlob> found;
        trees_.find_new(target, {}, "", found);
        for (const NamedBlob& blob : found) add_without_commit(blob, tip.reach);
      }
    }
  }

  bool is_tree(const Oid& id) {
    const std::optional<ObjectHeader> header = objects_.header(id);
    return header && header->type == ObjectType::Tree;
  }

  /// What nothing names: dangling blobs.
  void add_unnamed() {
    std::vector<Oid> rest;
    for (const auto& [id, texts] : wanted_) {
      if (!named_.contains(id)) rest.push_back(id);
    }
    std::sort(rest.begin(), rest.end());
    for (const Oid& id : rest) add_without_commit({"", id}, Reach::Unreachable);
  }

  void add_without_commit(const NamedBlob& blob, Reach reach) {
    if (!named_.insert(blob.id).second) return;
    for (const TextId text : wanted_.at(blob.id))
      introductions_.push_back({text, blob.id, blob.path, std::nullopt, reach});
  }

  ObjectStore& objects_;
  const HistoryGraph& graph_;
  const WantedBlobs& wanted_;
  WantedTrees trees_;
  RemovalFinder removals_;
  std::set<Oid> named_;
  std::vector<Introduction> introductions_;
};

}  // namespace

std::vector<Reach> reach_of_commits(const HistoryGraph& graph, const std::vector<Tip>& tips) {
  const Positions positions = positions_of(graph);
  std::vector<Reach> reach(graph.commits.size(), Reach::Unreachable);
  std::vector<Tip> sorted = tips;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Tip& a, const Tip& b) { return a.reach < b.reach; });
  std::vector<std::size_t> pending;
  for (const Tip& tip : sorted) {
    // Strongest first: what is marked already needs no second visit.
    const auto visit = [&](const Oid& id) {
      const auto found = positions.find(id);
      if (found == positions.end() || reach[found->second] != Reach::Unreachable) return;
      reach[found->second] = tip.reach;
      pending.push_back(found->second);
    };
    visit(peel(graph, tip.id));
    while (!pending.empty()) {
      const Commit& commit = graph.commits[pending.back()];
      pending.pop_back();
      for (const Oid& parent : commit.parents) visit(parent);
    }
  }
  return reach;
}

std::vector<Introduction> find_introductions(
    ObjectStore& objects, const HistoryGraph& graph, const std::vector<Tip>& tips,
    const WantedBlobs& wanted, const std::function<void(const std::string&)>& unreadable) {
  IntroductionFinder finder(objects, graph, wanted, unreadable);
  finder.run(tips);
  return finder.take();
}

}  // namespace veto::git
