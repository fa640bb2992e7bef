// Stores of repositories that nobody scans any more, or that are gone.
//
// A store is a file below the user's cache directory that is named by its repository's path, which
// it does not hold: that the repository is gone cannot be told, that nothing was written for long
// can.
#pragma once

#include <chrono>
#include <string>

namespace veto::store {

/// Removes the other stores beside the one at `path`, of which no file was written to for `age`.
/// What cannot be removed stays; files that are no stores do, too.
void remove_unused_stores(const std::string& path, std::chrono::hours age);

}  // namespace veto::store
