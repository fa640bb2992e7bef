// Which branches and tags contain a commit: those from whose tips it is reached. One pass over the
// commits answers for 64 of them.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "git/commit_graph.h"
#include "git/oid.h"
#include "git/refs.h"

namespace veto::git {

struct RefNames {
  std::vector<std::string> first;  ///< short: "main", "origin/main", "v1.0"
  std::size_t total = 0;
};

/// The refs among `tips` that contain each of `objects`, no more than `most` of them by their
/// names: branches first, then those of remotes, tags and others, each by name. An object that is
/// no commit is contained in the tags that lead to it, itself if it is a tag.
[[nodiscard]] std::unordered_map<Oid, RefNames, OidHash> find_containing_refs(
    const CommitGraph& graph, const std::vector<Tip>& tips, const std::vector<Oid>& objects,
    std::size_t most);

}  // namespace veto::git
