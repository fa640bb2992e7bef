// Blobs that come back: whether a history has held them before.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "base/environment.h"
#include "git/location.h"
#include "git/new_objects.h"
#include "git/oid.h"

namespace veto::git {

/// So many commits are looked at, the newest first: comparing all of a long history takes as long
/// as everything else together a hundred times.
inline constexpr std::size_t kPastCommits = 2000;

/// Those of `wanted` that one of the commits which the selection excludes has added somewhere. One
/// that is not found may be older: the answer is an excuse for what is found, never a proof of the
/// contrary. Empty when git cannot tell.
[[nodiscard]] std::set<Oid> past_blobs(const Location& location,
                                       const base::Environment& environment,
                                       const Selection& selection, const std::set<Oid>& wanted);

}  // namespace veto::git
