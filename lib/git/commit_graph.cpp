#include "git/commit_graph.h"

#include <algorithm>
#include <queue>
#include <set>

namespace veto::git {

Oid peel(const HistoryGraph& graph, Oid id) {
  std::set<Oid> seen;
  for (auto tag = graph.tags.find(id); tag != graph.tags.end() && seen.insert(id).second;
       tag = graph.tags.find(id))
    id = tag->second.target;
  return id;
}

CommitGraph::CommitGraph(const HistoryGraph& history) : history_(history) {
  positions_.reserve(size());
  for (Position i = 0; i < size(); ++i) positions_.emplace(commit(i).id, i);
  first_parent_.reserve(size() + 1);
  for (Position i = 0; i < size(); ++i) {
    first_parent_.push_back(static_cast<std::uint32_t>(parents_.size()));
    for (const Oid& parent : commit(i).parents) {
      if (const std::optional<Position> found = find(parent)) parents_.push_back(*found);
    }
  }
  first_parent_.push_back(static_cast<std::uint32_t>(parents_.size()));
}

std::optional<CommitGraph::Position> CommitGraph::find(const Oid& id) const {
  const auto found = positions_.find(id);
  return found == positions_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<CommitGraph::Position> CommitGraph::parents_first() const {
  std::vector<std::uint32_t> first_child(size() + 1, 0);
  for (const Position parent : parents_) ++first_child[parent + 1];
  for (std::size_t i = 1; i <= size(); ++i) first_child[i] += first_child[i - 1];
  std::vector<Position> children(parents_.size());
  std::vector<std::uint32_t> next(first_child.begin(), first_child.end() - 1);
  std::vector<std::uint32_t> waiting(size());
  for (Position i = 0; i < size(); ++i) {
    waiting[i] = static_cast<std::uint32_t>(parents(i).size());
    for (const Position parent : parents(i)) children[next[parent]++] = i;
  }
  const auto is_later = [this](Position a, Position b) {
    if (commit(a).date != commit(b).date) return commit(a).date > commit(b).date;
    return commit(a).id > commit(b).id;
  };
  std::priority_queue<Position, std::vector<Position>, decltype(is_later)> ready(is_later);
  for (Position i = 0; i < size(); ++i) {
    if (waiting[i] == 0) ready.push(i);
  }
  std::vector<Position> order;
  order.reserve(size());
  while (!ready.empty()) {
    const Position at = ready.top();
    ready.pop();
    order.push_back(at);
    for (std::uint32_t i = first_child[at]; i < first_child[at + 1]; ++i) {
      if (--waiting[children[i]] == 0) ready.push(children[i]);
    }
  }
  return order;
}

std::vector<Reach> CommitGraph::reach(const std::vector<Tip>& tips) const {
  std::vector<Reach> reach(size(), Reach::Unreachable);
  std::vector<Tip> sorted = tips;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Tip& a, const Tip& b) { return a.reach < b.reach; });
  std::vector<Position> pending;
  for (const Tip& tip : sorted) {
    // Strongest first: what is marked already needs no second visit.
    const auto visit = [&](Position position) {
      if (reach[position] != Reach::Unreachable) return;
      reach[position] = tip.reach;
      pending.push_back(position);
    };
    if (const std::optional<Position> start = find(peel(history_, tip.id))) visit(*start);
    while (!pending.empty()) {
      const Position at = pending.back();
      pending.pop_back();
      for (const Position parent : parents(at)) visit(parent);
    }
  }
  return reach;
}

}  // namespace veto::git
