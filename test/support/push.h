// A repository and the one that it is pushed to, with git-veto as a hook on either side; and what
// came of a push, as one line of text that a test compares.
#pragma once

#include <string>

#include "test/support/temp_repo.h"

namespace veto::test {

/// On which side of a push the program is the hook.
enum class PushHook { PrePush, PreReceive, Update };

class Pushing {
 public:
  /// `init_options` are of both repositories. "origin" is the server, by a file:// URL.
  explicit Pushing(PushHook hook, const Words& init_options = {});

  /// Runs `git push ARGUMENTS` in `from`. Returns one of
  ///   "pushed: clean: 2 blobs, 1 commit"   what the hook read
  ///   "pushed: let through: a.txt:2"       by a push option
  ///   "refused: a.txt:2, b.txt:1"          the places that the hook lists
  ///   "incomplete: ...", "error: ..."      the hook's first line of that kind
  /// or unwanted things, in words: a secret that is shown, a server that has changed all the same.
  [[nodiscard]] std::string push(Words arguments) const { return push_from(repo, arguments); }
  [[nodiscard]] std::string push_from(const TempRepo& from, const Words& arguments) const;

  /// Pushes without the pre-push hook, which is not to be judged.
  void push_unchecked(Words arguments) const;

  /// Makes the program a hook of `repository`, by a shell script with these words behind its name.
  static void install(const TempRepo& repository, const std::string& name,
                      const std::string& words = "");

  TempRepo repo;
  TempRepo server;
  std::string url;  ///< of the server
  /// What was on standard error the last time.
  mutable std::string said;
};

/// With pre-push, and a server that has main with one commit, a.txt.
class SharedPushing : public Pushing {
 public:
  explicit SharedPushing(const Words& init_options = {});
};

}  // namespace veto::test
