// What the next commit would change: index against HEAD, by path and object id. No content is read.
//
// Three ways, each handing over to the next when it is not sure:
//   cache tree: the index names the tree that git has just written for this commit; two trees are
//   compared,
//               descending only where ids differ. Independent of the repository's size.
//   index:      all entries against HEAD's trees, skipping directories whose cached tree equals
//   HEAD's. plumbing:   `git diff-index`, for formats that only git reads (split index, SHA-256,
//   reftable).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/object_store.h"
#include "git/oid.h"

namespace veto::git {

/// A file or symbolic link whose content is new at its path.
struct StagedFile {
  std::string path;  ///< raw bytes, relative to the top
  Oid id;
  std::optional<Oid> old_id;  ///< what HEAD has at this path, if a blob
};

struct RemovedFile {
  std::string path;
  Oid id;
};

struct StagedChanges {
  std::string method;            ///< "cache tree", "index" or "plumbing", for the trace
  std::optional<Oid> head_tree;  ///< nullopt on an unborn branch
  std::vector<StagedFile> files;
  std::vector<RemovedFile> removed;
  std::vector<std::string> unmerged;    ///< paths in conflict: not part of any commit yet
  std::vector<std::string> submodules;  ///< whose commit changes; their content lies elsewhere
  std::vector<std::string> unreadable;  ///< one line each: parts of HEAD that could not be
                                        ///< compared, so that everything there counts as new
};

/// Throws Error(Unreadable).
[[nodiscard]] StagedChanges staged_changes(ObjectStore& objects, const Location& location,
                                           const base::Environment& environment);

/// The blob at `path` in the tree `root`; nullopt when there is none (or it is no blob).
/// Throws Error(Unreadable).
[[nodiscard]] std::optional<Oid> find_blob(ObjectStore& objects, const Oid& root,
                                           std::string_view path);

}  // namespace veto::git
