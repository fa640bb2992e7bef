// Where a finding may stand whose id somebody has: the parts of a repository that our verbs scan,
// each scanned when it is asked for.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hook/session.h"
#include "model/scan_result.h"

namespace veto::hook {

enum class Ground : unsigned char {
  Staged,     ///< what the next commit adds
  Message,    ///< its message, as git keeps it while the commit is made or refused
  Unpushed,   ///< the commits of HEAD that no remote-tracking branch has
  Files,      ///< the files of the work tree, but for ignored ones
  FileNames,  ///< names of files that refs reach, by themselves
  History,    ///< every object
  Reachable,  ///< what refs reach
};

[[nodiscard]] std::string_view to_string(Ground ground) noexcept;

/// The session is prepared and has a repository with a work tree. nullopt when there is no such
/// thing: no message, no remote. Moves to the top of the work tree for Files, whose paths are then
/// those that git has. Throws Error(Unreadable).
[[nodiscard]] std::optional<model::ScanResult> scan_ground(const Session& session, Ground ground);

/// The findings that anybody still has: those of what refs reach, and the ids of those that the
/// index, the work tree or the commit message has.
struct Present {
  std::vector<model::Finding> committed;
  std::set<std::string, std::less<>> uncommitted;
  bool complete = true;
  std::string notes;  ///< lines that say what could not be read

  [[nodiscard]] std::set<std::string, std::less<>> ids() const;
};
[[nodiscard]] Present find_present(const Session& session);

/// What HEAD's tree holds.
struct HeadFiles {
  std::set<std::string> blobs;  ///< hexadecimal

  /// Whether this place of a finding of the history is one of them.
  [[nodiscard]] bool hold(const model::Finding& finding, const model::Place& place) const;
};
/// There is a HEAD. Throws Error(Unreadable).
[[nodiscard]] HeadFiles head_files(const Session& session);

/// Whether a rule of this name is looked for here: what is not looked for cannot be said to be
/// gone.
[[nodiscard]] bool is_looked_for(const Session& session, std::string_view rule);

}  // namespace veto::hook
