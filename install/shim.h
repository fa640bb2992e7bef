// The shell script that stands in for a hook where another hook is kept behind git-veto, or where
// the program itself would be in the way (a hooks directory in the work tree).
//
// It needs a POSIX shell and git, no other program. Where the program has gone from its place, the
// one on PATH does; where there is none it blocks, unless git's setting veto.onMissing is "allow".
// Its second line is a stamp: version, hook and a checksum of the lines below, by which an edited
// shim is told from one that may be replaced or removed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "install/hooks.h"

namespace veto::install {

/// What the shim does with the kept hook once git-veto has passed.
enum class Chain : std::uint8_t {
  None,     ///< no hook is kept
  Ignored,  ///< git did not run it, so the shim does not either
  Execute,  ///< becomes it
  Source,   ///< a new shell reads it under the name of the hook, for scripts that look at their own
            ///< name
  Own,      ///< no hook is kept; the repository's own, which core.hooksPath hides from git, runs
};

struct Shim {
  HookKind hook;
  std::string program;  ///< absolute path
  std::string version;
  Chain chain = Chain::None;
  std::string interpreter;  ///< Chain::Source: the shell and its option, quoted for a shell
};

[[nodiscard]] std::string shim_text(const Shim& shim);

/// A script that only runs the repository's own hook of that name: what a directory needs for every
/// hook that git knows, when core.hooksPath leads there and git-veto has no part in the hook.
[[nodiscard]] std::string dispatcher_text(HookKind hook, const std::string& version);

/// The name under which the hook that was there before is kept, in the same directory.
[[nodiscard]] std::string kept_name(std::string_view hook);

struct ShimStamp {
  std::string version;
  std::string program;  ///< what it runs; empty if that line was edited away
  bool intact = false;  ///< whether the text is as git-veto wrote it
};

/// nullopt when `text` is not a shim.
[[nodiscard]] std::optional<ShimStamp> read_stamp(std::string_view text);

}  // namespace veto::install
