// Keeps the program alive when somebody shortens a file that it has mapped: the system ends
// programs that touch what is not there any more (SIGBUS). Here zeros are put in its place, which
// no checksum of an object fits, so that the reader names what it could not read.
//
// As signals are, this is one for the whole program. Nothing that git does shortens a pack; a copy
// over it, a full disk or a network share does.
#pragma once

namespace veto::git {

class BusGuard {
 public:
  static void install();
  /// Whether any zeros were put anywhere: what was read since then may be incomplete.
  [[nodiscard]] static bool was_needed() noexcept;
};

}  // namespace veto::git
