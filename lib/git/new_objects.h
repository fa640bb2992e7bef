// What some revisions reach and others do not: the objects that a push sends, or that a range of
// commits brings.
//
// git itself is asked (`rev-list --objects`), which reads commits and trees as far as they differ.
// Replacement refs and grafts do not count, nothing is fetched.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/oid.h"

namespace veto::git {

/// Revisions by the ids of objects of any type. Those of `excluded` must exist.
struct Selection {
  std::vector<Oid> reached;
  std::vector<Oid> excluded;
  bool excludes_all_refs = false;  ///< besides: whatever a ref of the repository reaches
};

class NewObjects {
 public:
  /// Commits first, the newest first; then tags, trees and blobs in no order.
  [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
  [[nodiscard]] const Oid& id(std::size_t i) const { return ids_[i]; }
  /// A path at which a blob or tree stands; empty for commits and for what has no name. Cut off at
  /// a line feed.
  [[nodiscard]] std::string_view name(std::size_t i) const {
    return std::string_view(names_).substr(starts_[i], starts_[i + 1] - starts_[i]);
  }

  void add(const Oid& id, std::string_view name);

  std::vector<Oid> missing;  ///< named by what was read, but not here
  std::string failure;       ///< git's words when it could not list all; else empty

 private:
  std::vector<Oid> ids_;
  std::string names_;
  std::vector<std::size_t> starts_{0};
};

/// What git lists before it fails counts: the rest is in `failure`. Throws Error(Unreadable) when
/// git cannot be started.
[[nodiscard]] NewObjects list_new_objects(const Location& location,
                                          const base::Environment& environment,
                                          const Selection& selection);

}  // namespace veto::git
