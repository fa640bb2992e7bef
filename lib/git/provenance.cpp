#include "git/provenance.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "git/removals.h"
#include "git/wanted_trees.h"

namespace veto::git {
namespace {

WantedIds ids_of(const WantedBlobs& wanted) {
  WantedIds ids;
  for (const auto& [id, texts] : wanted) ids.insert(id);
  return ids;
}

class IntroductionFinder {
 public:
  IntroductionFinder(const HistoryTrees& trees, const CommitGraph& graph, const WantedTexts& wanted)
      : objects_(trees.objects),
        graph_(graph),
        wanted_(wanted),
        trees_(trees.objects, ids_of(wanted.blobs), trees.unreadable, trees.index),
        removals_(trees_, wanted, graph) {}

  void run(const std::vector<Tip>& tips) {
    const std::vector<Reach> reach = graph_.reach(tips);
    const std::vector<bool> in_head = commits_of_head();
    std::vector<Tree> of_commits(graph_.size());
    for (const Position i : graph_.parents_first()) {
      // Parents come first: their trees are known.
      std::vector<Tree> parents;
      for (const Position parent : graph_.parents(i)) parents.push_back(of_commits[parent]);
      of_commits[i] = trees_.look_into(graph_.commit(i).tree, parents);
      add_commit(i, of_commits[i], parents, reach[i]);
      if (in_head[i]) removals_.add_commit(i, of_commits[i], parents);
    }
    add_tips(tips);
    add_unnamed();
    for (Introduction& introduction : introductions_) removals_.settle(introduction);
  }

  [[nodiscard]] std::vector<Introduction> take() { return std::move(introductions_); }

 private:
  using Position = CommitGraph::Position;
  using Tree = WantedTrees::Tree;
  using BlobText = std::pair<Oid, TextId>;

  /// By position: HEAD's commit and all before it.
  [[nodiscard]] std::vector<bool> commits_of_head() const {
    std::vector<bool> found(graph_.size(), false);
    if (!graph_.history().head) return found;
    const std::vector<Reach> reach = graph_.reach({{Reach::Branch, *graph_.history().head}});
    for (std::size_t i = 0; i < found.size(); ++i) found[i] = reach[i] == Reach::Branch;
    return found;
  }

  void add_commit(Position commit, const Tree& tree, const std::vector<Tree>& parents,
                  Reach reach) {
    std::vector<NamedBlob> fresh;
    trees_.find_new(tree, parents, fresh);
    std::map<Oid, std::set<TextId>> renamed;  // by the parent's tree, once it is asked for
    std::set<std::tuple<TextId, std::string, Oid>> told;
    for (const NamedBlob& blob : fresh) {
      const std::vector<TextId> held = wanted_.held(blob.id, blob.path);
      if (held.empty()) continue;
      std::set<TextId> old_texts;
      bool has_old = false;
      for (const Tree& parent : parents) {
        if (const std::optional<Oid> old = trees_.blob_at(parent, blob.path)) {
          const std::vector<TextId> texts = wanted_.held(*old, blob.path);
          old_texts.insert(texts.begin(), texts.end());
          has_old = true;
        }
      }
      for (const Tree& parent : parents) {
        if (has_old || trees_.has_file(parent.id, blob.path)) continue;
        const auto [known, is_new] = renamed.try_emplace(parent.id);
        if (is_new) known->second = removed_texts(tree, parent);
        old_texts.insert(known->second.begin(), known->second.end());
      }
      for (const TextId text : held) {
        named_.insert({blob.id, text});
        const TextId shown = counts_as(text);
        if (!old_texts.contains(text) && told.emplace(shown, blob.path, blob.id).second)
          introductions_.push_back({shown, blob.id, blob.path, graph_.commit(commit).id, reach});
      }
    }
  }

  /// The texts of files of this parent that the commit removes: in a new file they are renamed.
  std::set<TextId> removed_texts(const Tree& tree, const Tree& parent) {
    std::set<TextId> texts;
    std::vector<NamedBlob> replaced;
    trees_.find_new(parent, std::span(&tree, 1), replaced);
    for (const NamedBlob& old : replaced) {
      if (trees_.has_file(tree.id, old.path)) continue;
      const std::vector<TextId> moved = wanted_.held(old.id, old.path);
      texts.insert(moved.begin(), moved.end());
    }
    return texts;
  }

  /// Blobs and trees that a ref, a tag or an index names directly.
  void add_tips(const std::vector<Tip>& tips) {
    std::vector<Tip> sorted = tips;
    std::sort(sorted.begin(), sorted.end(), [](const Tip& a, const Tip& b) {
      return std::tie(a.reach, a.id, a.path) < std::tie(b.reach, b.id, b.path);
    });
    for (const Tip& tip : sorted) {
      const Oid target = peel(graph_.history(), tip.id);
      if (wanted_.blobs.contains(target)) {
        add_without_commit({tip.path, target}, tip.reach);
      } else if (tip.reach != Reach::Index && !graph_.find(target) && is_tree(target)) {
        std::vector<NamedBlob> found;
        trees_.find_new(target, {}, found);
        for (const NamedBlob& blob : found) add_without_commit(blob, tip.reach);
      }
    }
  }

  bool is_tree(const Oid& id) {
    const std::optional<ObjectHeader> header = objects_.header(id);
    return header && header->type == ObjectType::Tree;
  }

  [[nodiscard]] TextId counts_as(TextId text) const {
    const auto found = wanted_.at_path.find(text);
    return found == wanted_.at_path.end() ? text : found->second.counts_as;
  }

  /// Whether nothing that was looked at shows the text in the blob.
  [[nodiscard]] bool is_unnamed(const Oid& blob, TextId text) const {
    return !named_.contains({blob, text}) && !placed_.contains({blob, text});
  }

  [[nodiscard]] std::set<BlobText> unnamed() const {
    std::set<BlobText> rest;
    for (const auto& [id, texts] : wanted_.blobs) {
      for (const TextId text : texts) {
        if (is_unnamed(id, text)) rest.insert({id, text});
      }
    }
    return rest;
  }

  /// What neither a commit nor a ref leads to: dangling trees give it a path, if any do.
  void add_unnamed() {
    const std::set<BlobText> rest = unnamed();
    if (rest.empty()) return;
    std::unordered_set<Oid, OidHash> of_commits;
    for (const Commit& commit : graph_.history().commits) of_commits.insert(commit.tree);
    std::vector<NamedBlob> found;
    for (const Oid& tree : trees_.outermost()) {
      if (!of_commits.contains(tree)) trees_.find_new(tree, {}, found);
    }
    std::sort(found.begin(), found.end(), [](const NamedBlob& a, const NamedBlob& b) {
      return std::tie(a.path, a.id) < std::tie(b.path, b.id);
    });
    for (const NamedBlob& blob : found) {
      for (const TextId text : wanted_.held(blob.id, blob.path)) {
        if (rest.contains({blob.id, text})) add_without_commit(blob, text, Reach::Unreachable);
      }
    }
    for (const auto& [id, text] : unnamed()) {
      if (!wanted_.at_path.contains(text)) add_without_commit({"", id}, text, Reach::Unreachable);
    }
  }

  void add_without_commit(const NamedBlob& blob, Reach reach) {
    for (const TextId text : wanted_.held(blob.id, blob.path))
      add_without_commit(blob, text, reach);
  }

  /// A text that commits have in the blob is known by these; any other by each of its paths.
  void add_without_commit(const NamedBlob& blob, TextId text, Reach reach) {
    const bool is_new =
        !named_.contains({blob.id, text}) && placed_[{blob.id, text}].insert(blob.path).second;
    if (is_new && counts_as(text) == text)
      introductions_.push_back({text, blob.id, blob.path, std::nullopt, reach});
  }

  ObjectStore& objects_;
  const CommitGraph& graph_;
  const WantedTexts& wanted_;
  WantedTrees trees_;
  RemovalFinder removals_;
  std::set<BlobText> named_;                          // by commits
  std::map<BlobText, std::set<std::string>> placed_;  // without one: their paths
  std::vector<Introduction> introductions_;
};

}  // namespace

std::vector<TextId> WantedTexts::held(const Oid& blob, std::string_view path) const {
  std::vector<TextId> texts = blobs.at(blob);
  if (at_path.empty()) return texts;
  std::erase_if(texts, [&](TextId text) {
    const auto found = at_path.find(text);
    return found != at_path.end() && found->second.path != path;
  });
  return texts;
}

std::vector<Introduction> find_introductions(const HistoryTrees& trees, const CommitGraph& graph,
                                             const std::vector<Tip>& tips,
                                             const WantedTexts& wanted) {
  IntroductionFinder finder(trees, graph, wanted);
  finder.run(tips);
  return finder.take();
}

}  // namespace veto::git
