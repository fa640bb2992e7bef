// What the next commit takes away or alters: the files whose text may have moved elsewhere.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "git/object_store.h"
#include "git/oid.h"
#include "git/staged.h"

namespace veto::git {

struct AlteredFile {
  std::string path;
  Oid before;
  std::optional<Oid> after;  ///< nullopt: there is no file any more
};

/// Every file of a parent that the commit has not, or has with other content, by path and each
/// once. `merged` are the trees of the parents besides HEAD; comparing those with HEAD takes time.
/// Throws Error(Unreadable).
[[nodiscard]] std::vector<AlteredFile> altered_files(ObjectStore& objects,
                                                     const StagedChanges& changes,
                                                     const std::vector<Oid>& merged);

/// Those of `wanted` that stand as files below any of `roots`. Reads trees, each once, until all
/// are found. Throws Error(Unreadable).
[[nodiscard]] std::set<Oid> contained_blobs(ObjectStore& objects, std::vector<Oid> roots,
                                            std::set<Oid> wanted);

}  // namespace veto::git
