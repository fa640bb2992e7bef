#include "git/containing_refs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>

namespace veto::git {
namespace {

using Position = CommitGraph::Position;

struct Prefix {
  std::string_view full;
  std::string_view when_ambiguous;
};

// In the order in which they are listed. As git shortens names: as far as they stay one ref's.
constexpr std::array<Prefix, 3> kPrefixes{{
    {"refs/heads/", "heads/"},
    {"refs/remotes/", "remotes/"},
    {"refs/tags/", "tags/"},
}};

struct ShortRef {
  std::size_t kind = kPrefixes.size();
  std::string name;
  Oid id;
};

bool is_meant(std::string_view ref) {
  const bool is_remote_head = ref.starts_with("refs/remotes/") && ref.ends_with("/HEAD");
  return ref.starts_with("refs/") && !ref.starts_with("refs/replace/") && !is_remote_head;
}

ShortRef shortened(const Tip& tip) {
  for (std::size_t kind = 0; kind < kPrefixes.size(); ++kind) {
    if (tip.name.starts_with(kPrefixes[kind].full))
      return {kind, tip.name.substr(kPrefixes[kind].full.size()), tip.id};
  }
  return {kPrefixes.size(), tip.name.substr(std::string_view("refs/").size()), tip.id};
}

/// Sorted as they are listed.
std::vector<ShortRef> short_refs(const std::vector<Tip>& tips) {
  std::vector<ShortRef> refs;
  std::set<std::string_view> known;  // a loose ref comes first and counts
  std::unordered_map<std::string, std::size_t> uses;
  for (const Tip& tip : tips) {
    if (!is_meant(tip.name) || !known.insert(tip.name).second) continue;
    refs.push_back(shortened(tip));
    ++uses[refs.back().name];
  }
  std::sort(refs.begin(), refs.end(), [](const ShortRef& a, const ShortRef& b) {
    return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
  });
  for (ShortRef& ref : refs) {
    if (ref.kind < kPrefixes.size() && uses[ref.name] > 1)
      ref.name.insert(0, kPrefixes[ref.kind].when_ambiguous);
  }
  return refs;
}

class RefFinder {
 public:
  RefFinder(const CommitGraph& graph, const std::vector<Tip>& tips, std::size_t most)
      : graph_(graph), refs_(short_refs(tips)), order_(graph.parents_first()), most_(most) {
    for (const ShortRef& ref : refs_)
      targets_.push_back(graph_.find(peel(graph_.history(), ref.id)));
  }

  /// As many as there are bits in a number, at most.
  void find_commits(std::span<const Position> commits) {
    std::vector<std::uint64_t> holds(graph_.size(), 0);
    for (std::size_t i = 0; i < commits.size(); ++i) holds[commits[i]] |= std::uint64_t{1} << i;
    for (const Position at : order_) {
      for (const Position parent : graph_.parents(at)) holds[at] |= holds[parent];
    }
    for (std::size_t i = 0; i < refs_.size(); ++i) {
      if (!targets_[i]) continue;
      for (std::uint64_t bits = holds[*targets_[i]]; bits != 0; bits &= bits - 1) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
        add(graph_.commit(commits[bit]).id, refs_[i]);
      }
    }
  }

  /// Tags, and what else a tag may name.
  void find_others(const std::set<Oid>& objects) {
    const auto& tags = graph_.history().tags;
    for (const ShortRef& ref : refs_) {
      std::set<Oid> seen;
      for (Oid id = ref.id; seen.insert(id).second;) {
        if (objects.contains(id)) add(id, ref);
        const auto tag = tags.find(id);
        if (tag != tags.end()) id = tag->second.target;
      }
    }
  }

  std::unordered_map<Oid, RefNames, OidHash> found;

 private:
  void add(const Oid& id, const ShortRef& ref) {
    RefNames& names = found[id];
    ++names.total;
    if (names.first.size() < most_) names.first.push_back(ref.name);
  }

  const CommitGraph& graph_;
  const std::vector<ShortRef> refs_;
  const std::vector<Position> order_;
  const std::size_t most_;
  std::vector<std::optional<Position>> targets_;
};

}  // namespace

std::unordered_map<Oid, RefNames, OidHash> find_containing_refs(const CommitGraph& graph,
                                                                const std::vector<Tip>& tips,
                                                                const std::vector<Oid>& objects,
                                                                std::size_t most) {
  constexpr std::size_t kAtOnce = 64;
  RefFinder finder(graph, tips, most);
  std::set<Position> commits;
  std::set<Oid> others;
  for (const Oid& id : objects) {
    if (const std::optional<Position> position = graph.find(id))
      commits.insert(*position);
    else
      others.insert(id);
  }
  const std::vector<Position> list(commits.begin(), commits.end());
  for (std::size_t i = 0; i < list.size(); i += kAtOnce)
    finder.find_commits(std::span(list).subspan(i, std::min(kAtOnce, list.size() - i)));
  if (!others.empty()) finder.find_others(others);
  return std::move(finder.found);
}

}  // namespace veto::git
