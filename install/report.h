// What an installation or its removal did, hook by hook.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace veto::install {

enum class Result : std::uint8_t {
  Installed,  ///< git-veto had no part in this hook before
  Updated,    ///< it had, as another version, broken or half-finished
  Current,    ///< nothing was to be done
  Removed,    ///< git-veto was taken out; what stood there before is back
  Absent,     ///< git-veto had no part in it: nothing was to be removed
  Left,       ///< not touched, for the reason in the notes; git-veto may have no part in this hook
};

/// Texts are one line and hold raw bytes of paths: the caller escapes them for its output.
struct Outcome {
  std::string hook;  ///< "pre-commit"
  Result result = Result::Current;
  std::string path;     ///< of the hook, absolute; or "hook.<name>" in the configuration
  std::string chained;  ///< name of the kept hook that runs behind git-veto; empty for none
  std::vector<std::string> notes;  ///< what the user should know
};

struct Report {
  std::string hooks_directory;  ///< absolute; or the configuration file that holds the hooks
  std::vector<Outcome> outcomes;
  std::vector<std::string> notes;  ///< about the directory
};

/// One line for people: "pre-commit: installed, then runs pre-commit.before-git-veto".
[[nodiscard]] std::string describe(const Outcome& outcome);

/// No hook was left as it was against what was asked for.
[[nodiscard]] bool complete(const Report& report);

}  // namespace veto::install
