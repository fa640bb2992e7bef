// What became of wanted texts on the way to HEAD: which commit of HEAD's history took a text away
// from a path, and where a rename took it.
//
// A commit removes a text from a path when a parent has it there and the commit does not. A merge
// only follows what one of its parents did, so one that all parents agree against counts for more
// than one that some lacked already. A text whose file is gone and that stands in a new file of the
// same commit has been renamed, not removed. Of several removals the last one counts: since then
// HEAD is without the text. What could not be read is no removal: the first commit behind it that
// can be read and is without the text is. The plain version, as find_introductions.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "git/oid.h"
#include "git/provenance.h"
#include "git/wanted_trees.h"

namespace veto::git {

class RemovalFinder {
 public:
  using Tree = WantedTrees::Tree;

  /// All must outlive this.
  RemovalFinder(WantedTrees& trees, const WantedTexts& wanted, const CommitGraph& graph)
      : trees_(trees), wanted_(wanted), graph_(graph), order_(graph.size(), kNone) {}

  /// To be called for the commits of HEAD's history, parents first; the last one is HEAD's. What of
  /// their trees could not be read is taken from their parents.
  void add_commit(CommitGraph::Position commit, const Tree& tree, const std::vector<Tree>& parents);

  /// Fills in what became of an introduction, once all commits were added.
  void settle(Introduction& introduction);

 private:
  using TextAt = std::pair<TextId, std::string>;
  using NewPlaces = std::map<TextId, std::vector<std::string>>;

  struct Event {
    std::size_t order = 0;    // the commit's number among those added
    bool against_all = true;  // no parent lacked the text already
    std::string moved_to;     // empty: removed
  };

  void compare(const Tree& tree, const Tree& parent, std::map<TextAt, std::size_t>& lost);
  [[nodiscard]] NewPlaces new_places(const Tree& tree, const Tree& parent);
  [[nodiscard]] bool stands_in_head(const TextAt& place);

  WantedTrees& trees_;
  const WantedTexts& wanted_;
  static constexpr std::size_t kNone = ~std::size_t{0};

  const CommitGraph& graph_;
  std::vector<CommitGraph::Position> commits_;
  std::vector<std::size_t> order_;  // by position; kNone: not added
  std::optional<Oid> head_tree_;
  std::map<TextAt, std::vector<Event>> events_;
};

}  // namespace veto::git
