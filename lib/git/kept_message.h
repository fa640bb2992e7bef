// What git keeps of a commit message that a hook sees before git has cleaned it up: without the
// comment lines that it strips, and without what stands below its scissors line.
//
// The hook is not told how git will clean up: commit.cleanup says it unless `git commit --cleanup`
// says otherwise, and the default depends on whether there is an editor. Whatever is in doubt is
// taken for kept: a comment line too many is scanned, never one too few.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/environment.h"
#include "git/location.h"

namespace veto::git {

/// What is known of the command that commits.
struct CommitCommand {
  bool edited = false;                 ///< there was, or will be, an editor
  bool known = false;                  ///< its command line could be seen
  std::optional<std::string> cleanup;  ///< --cleanup, if it was given
};

/// Throws Error(Unreadable) when git cannot be asked.
[[nodiscard]] std::string kept_message(const Location& location,
                                       const base::Environment& environment,
                                       const CommitCommand& command, std::string_view text);

}  // namespace veto::git
