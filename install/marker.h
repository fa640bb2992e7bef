// The marker by which a copy of the program is recognised as git-veto, whatever its version,
// without running it.
//
// The program holds kProgramMarkerPrefix directly followed by its version, once, in a constant that
// the linker may not drop:
//
//   [[gnu::used]] const char program_marker[] = VETO_PROGRAM_MARKER_PREFIX "0.1.0";
//
// The bare prefix, which the installer's own code holds too, is not a marker: a digit must follow.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#define VETO_PROGRAM_MARKER_PREFIX "git-veto-program-marker:"

namespace veto::install {

inline constexpr std::string_view kProgramMarkerPrefix = VETO_PROGRAM_MARKER_PREFIX;

/// The version that the marker in the file at `path` names; nullopt if it holds none or cannot be
/// read. Reads the file in pieces, in bounded memory; a version is at most 64 bytes long.
[[nodiscard]] std::optional<std::string> find_marker(const std::string& path);

}  // namespace veto::install
