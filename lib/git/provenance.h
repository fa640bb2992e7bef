// Where texts of a history come from: for each wanted text (a finding, known here by a number only)
// the commits and paths that introduced it.
//
// The plain version: every commit is compared with all of its parents, looking only at blobs that
// hold a wanted text and at directories that hold such blobs. A commit introduces a text at a path
// when no parent has it there; a merge too, when it differs from every parent. A path that is new
// is compared with the paths that the same commit removes, so that a rename introduces nothing.
// A text may count at one path only (a file that its name gives away). What of a commit cannot be
// read is taken for what its parents have there. What became of each text on the way to HEAD is
// told along with it (git/removals.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "git/commit_graph.h"
#include "git/object_store.h"
#include "git/oid.h"
#include "git/refs.h"
#include "git/tree_index.h"

namespace veto::git {

using TextId = std::uint32_t;

/// Which wanted texts a blob holds; each list sorted.
using WantedBlobs = std::unordered_map<Oid, std::vector<TextId>, OidHash>;

/// A text that blobs hold at one path only.
struct TextAtPath {
  std::string path;
  TextId counts_as = 0;  ///< an introduction of this text is one of that, told once a commit
};

/// What is looked for.
struct WantedTexts {
  WantedBlobs blobs;
  std::map<TextId, TextAtPath> at_path = {};  ///< the others count wherever their blobs stand

  /// The texts that a wanted blob holds at this path, sorted.
  [[nodiscard]] std::vector<TextId> held(const Oid& blob, std::string_view path) const;
};

struct Introduction {
  TextId text = 0;
  Oid blob;
  std::string path;           ///< empty when the blob has no name (a tagged or dangling blob)
  std::optional<Oid> commit;  ///< nullopt when no commit holds it
  Reach reach = Reach::Unreachable;

  // If HistoryGraph::head is known.
  bool in_head = false;  ///< HEAD has the text at the path, or where renames took it
  /// Else, if HEAD ever had it: the last commit that took it away. Neither if what HEAD has there
  /// could not be read.
  std::optional<Oid> removed = std::nullopt;
};

/// Whose trees are asked, and who is told of one that is missing.
struct HistoryTrees {
  ObjectStore& objects;  ///< what it leaves out cannot be read
  std::function<void(const Oid& tree)> unreadable;
  const TreeIndex* index = nullptr;  ///< if there is one, trees that it has are not read
};

/// All introductions, oldest commit first.
[[nodiscard]] std::vector<Introduction> find_introductions(const HistoryTrees& trees,
                                                           const CommitGraph& graph,
                                                           const std::vector<Tip>& tips,
                                                           const WantedTexts& wanted);

}  // namespace veto::git
