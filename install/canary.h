// The self-test: proves that the hook which git will really run blocks a commit with a secret.
//
// A random, valid GitHub token is put into a temporary index and a temporary object directory,
// beside what HEAD holds, and the pre-commit hook is run on them as git runs it. The repository's
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

}  // namespace veto::install
