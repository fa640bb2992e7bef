// The self-test: proves that the hook which git will really run blocks a commit with a secret.
//
// A random, valid GitHub token is put into a temporary index and a temporary object directory,
// beside what HEAD holds, and the pre-commit hook is run on them as git runs it, or pre-receive for
// the server's side, with a commit that would be pushed. The repository's
// index, objects and work tree are only read; nothing is left behind; the token is never shown. A
// hook that is not ours is not run, and neither is one that is chained behind ours.
#pragma once

#include "install/check.h"
#include "install/repository.h"
#include "install/target.h"

namespace veto::install {

/// Name of the check that run_canary() returns.
inline constexpr const char* kCanaryCheck = "self-test";

/// Ok when the hook blocks, Note when there is nothing to test (a bare repository, somebody else's
/// hook), Problem in all other cases. Throws Error(Unreadable) only when git cannot be started.
[[nodiscard]] Check run_canary(const Target& target, const Repository& repository);

/// run_canary() in a repository that `git init` makes now, in a temporary directory: what an
/// installation for all repositories comes to. A hook that git does not find is a Problem there.
/// Throws as run_canary() does.
[[nodiscard]] Check run_canary_in_new_repository(const Target& target);

}  // namespace veto::install
