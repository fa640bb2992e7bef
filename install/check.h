// One line of `git veto doctor`: something that was looked at, and what to do about it.
#pragma once

#include <cstdint>
#include <string>

namespace veto::install {

enum class CheckState : std::uint8_t {
  Ok,
  Note,     ///< worth knowing; commits are scanned all the same
  Problem,  ///< commits are not scanned, or cannot be made
};

/// Texts are one line and hold raw bytes of paths: the caller escapes them for its output.
struct Check {
  std::string
      name;  ///< what was looked at: "git", "hooks directory", "pre-commit", "self-test" ...
  CheckState state = CheckState::Ok;
  std::string text;
  std::string remedy;  ///< a command to type or what else to do; empty when there is nothing to do
  /// Of a hook, one word for programs: live, stale, shadowed, missing, not-executable, foreign,
  /// edited, broken, switched-off; empty for other checks.
  std::string status = {};
};

}  // namespace veto::install
