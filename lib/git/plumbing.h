// git itself, asked for what libgit2 or the readers of this folder cannot read.
//
// It sees exactly the repository of a Location, fetches nothing, writes nothing, and starts nothing
// that the repository names (a file system monitor).
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "base/process.h"
#include "git/location.h"

namespace veto::git {

/// The variables that make git read this repository and no other.
[[nodiscard]] base::Environment plumbing_environment(const Location& location,
                                                     const base::Environment& environment);

/// Runs `git ARGUMENTS`, whatever comes of it.
[[nodiscard]] base::Output ask_git(const Location& location, const base::Environment& environment,
                                   std::vector<std::string> arguments);

/// The same with something on standard input, and with the output handed to `use` as it comes.
struct Conversation {
  std::vector<std::string> arguments;
  std::string input;
};
[[nodiscard]] base::Output ask_git(const Location& location, const base::Environment& environment,
                                   Conversation conversation, const base::UseOutput& use);

/// What `git ARGUMENTS` prints. Throws Error(Unreadable) with git's words when it fails.
[[nodiscard]] std::string run_git(const Location& location, const base::Environment& environment,
                                  std::vector<std::string> arguments);

}  // namespace veto::git
