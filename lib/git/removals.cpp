#include "git/removals.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace veto::git {
namespace {

bool holds(const std::vector<TextId>& texts, TextId text) {
  return std::binary_search(texts.begin(), texts.end(), text);
}

}  // namespace

void RemovalFinder::add_commit(CommitGraph::Position commit, const Tree& tree,
                               const std::vector<Tree>& parents) {
  std::map<TextAt, std::size_t> lost;
  const std::size_t order = commits_.size();
  commits_.push_back(commit);
  order_[commit] = order;
  head_tree_ = tree.id;
  for (const Tree& parent : parents) compare(tree, parent, lost);
  for (const auto& [place, count] : lost)
    events_[place].push_back({order, count == parents.size(), ""});
}

/// Counts in `lost` what this parent has and the commit has not.
void RemovalFinder::compare(const Tree& tree, const Tree& parent,
                            std::map<TextAt, std::size_t>& lost) {
  std::vector<NamedBlob> replaced;
  trees_.find_new(parent, std::span(&tree, 1), replaced);
  std::optional<NewPlaces> fresh;  // known once something is gone
  for (const NamedBlob& old : replaced) {
    const std::optional<Oid> now = trees_.blob_at(tree, old.path);
    if (!now && trees_.is_unread(tree.id, old.path)) continue;
    const bool is_gone = !now && !trees_.has_file(tree.id, old.path);
    if (is_gone && !fresh) fresh = new_places(tree, parent);
    for (const TextId text : wanted_.held(old.id, old.path)) {
      if (now && holds(wanted_.held(*now, old.path), text)) continue;
      const TextAt place{text, old.path};
      if (!is_gone || !fresh->contains(text)) {
        ++lost[place];
        continue;
      }
      for (const std::string& path : fresh->at(text))
        events_[place].push_back({commits_.size() - 1, true, path});
    }
  }
}

/// The files of the commit that this parent does not have, by the texts that they hold.
RemovalFinder::NewPlaces RemovalFinder::new_places(const Tree& tree, const Tree& parent) {
  std::vector<NamedBlob> found;
  trees_.find_new(tree, std::span(&parent, 1), found);
  NewPlaces places;
  for (const NamedBlob& blob : found) {
    if (trees_.has_file(parent.id, blob.path)) continue;
    for (const TextId text : wanted_.held(blob.id, blob.path)) places[text].push_back(blob.path);
  }
  return places;
}

bool RemovalFinder::stands_in_head(const TextAt& place) {
  if (!head_tree_ || place.second.empty()) return false;
  const std::optional<Oid> blob = trees_.blob_at(trees_.look_into(*head_tree_), place.second);
  return blob && holds(wanted_.held(*blob, place.second), place.first);
}

void RemovalFinder::settle(Introduction& introduction) {
  introduction.in_head = stands_in_head({introduction.text, introduction.path});
  if (introduction.in_head || !introduction.commit) return;
  const std::size_t introduced = order_[graph_.find(*introduction.commit).value()];
  if (introduced == kNone) return;  // on another branch: HEAD never had it

  // The path, and those that renames since then have led to.
  std::vector<std::pair<std::string, std::size_t>> pending{{introduction.path, introduced}};
  std::set<std::string> seen{introduction.path};
  const Event* last = nullptr;
  bool is_known = true;
  while (!pending.empty()) {
    const auto [path, since] = std::move(pending.back());
    pending.pop_back();
    introduction.in_head = introduction.in_head || stands_in_head({introduction.text, path});
    is_known = is_known && !trees_.is_unread(*head_tree_, path);
    const auto events = events_.find({introduction.text, path});
    if (events == events_.end()) continue;
    for (const Event& event : events->second) {
      if (event.order <= since) continue;
      if (!event.moved_to.empty()) {
        if (seen.insert(event.moved_to).second) pending.emplace_back(event.moved_to, event.order);
      } else if (last == nullptr || std::tie(last->against_all, last->order) <
                                        std::tie(event.against_all, event.order)) {
        last = &event;
      }
    }
  }
  if (!introduction.in_head && is_known && last != nullptr)
    introduction.removed = graph_.commit(commits_[last->order]).id;
}

}  // namespace veto::git
