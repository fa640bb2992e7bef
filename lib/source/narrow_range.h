// Ranges that are narrowed to some of their commits: those made since some time, those that refs
// reach. What remains is a range again: the commits that count, behind those that do not.
//
// Since when a commit is there is its committer date, and the walk ends where `git log --since`
// ends. A tag counts by the date of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "git/new_objects.h"
#include "source/history.h"
#include "source/staged.h"

namespace veto::source {

struct CommitLimits {
  std::optional<std::int64_t> since;  ///< seconds since 1970
  Reported reported = Reported::All;

  [[nodiscard]] bool any() const noexcept {
    return since.has_value() || reported == Reported::Reachable;
  }
};

/// All that refs, HEADs and reflogs name, or only refs and HEADs. Throws Error(Unreadable).
[[nodiscard]] git::Selection select_all(const GitContext& context, Reported reported);

/// What remains, as selections that count together: several where the dates of commits are not in
/// their order. Throws Error(Unreadable).
[[nodiscard]] std::vector<git::Selection> narrow(const GitContext& context,
                                                 const git::Selection& selection,
                                                 const CommitLimits& limits);

}  // namespace veto::source
