// What a CI system says of the job at hand in its variables: which commits it is about. Nothing of
// the repository is looked at here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/environment.h"

namespace veto::hook {

struct CiJob {
  std::string system;                  ///< "GitHub Actions"
  std::string occasion;                ///< "pull request", "push"
  std::vector<std::string> variables;  ///< those that it was read from, "NAME=VALUE"

  std::string head;    ///< an id; empty: HEAD
  std::string before;  ///< the id before the range; empty: not told; zeros: there was nothing
  std::string target;  ///< the branch that head is to be merged into; empty: none
  std::string default_branch;  ///< empty: not told
  std::string branch;          ///< what is built; empty: not told
  std::string no_range;        ///< why the job is about no range of commits; empty: it is
};

/// The job by the variables of the first CI system that is recognised; nullopt without one. Throws
/// Error(Unreadable) when the file of a GitHub event is not there or not understood.
[[nodiscard]] std::optional<CiJob> find_ci_job(const base::Environment& environment);

/// What find_ci_job() looks for, for a message.
[[nodiscard]] std::string known_ci_systems();

}  // namespace veto::hook
