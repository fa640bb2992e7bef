// What stands where git looks for a hook: nothing, git-veto in one of its two forms, or something
// else. Looks only; runs nothing.
#pragma once

#include <cstdint>
#include <string>

namespace veto::install {

enum class HookFileKind : std::uint8_t {
  Absent,
  Program,   ///< a copy of git-veto, or a link to it
  Shim,      ///< our shell script
  Foreign,   ///< somebody's hook
  Unusable,  ///< a directory, pipe or device
};

struct HookFile {
  HookFileKind kind = HookFileKind::Absent;
  bool runnable = false;  ///< executable, so that git runs it
  bool symbolic = false;  ///< a symbolic link; all else is about what it points to
  bool genuine = false;   ///< Program: the same bytes as the running one. Shim: not edited
  std::string version;    ///< Program, Shim: which version wrote it
  std::string program;    ///< Shim: the program it runs
  std::string text;  ///< the first 64 KiB, empty for a Program; for telling what it is and does

  [[nodiscard]] bool is_ours() const noexcept {
    return kind == HookFileKind::Program || kind == HookFileKind::Shim;
  }
};

/// `program` is the running one. A file that cannot be read is Foreign, with an empty text.
[[nodiscard]] HookFile examine(const std::string& path, const std::string& program);

/// Whether something of that name exists, be it a dangling symbolic link.
[[nodiscard]] bool exists(const std::string& path);

/// Whether both are the same kind of file with the same content (a link: with the same target) and
/// mode.
[[nodiscard]] bool interchangeable(const std::string& left, const std::string& right);

}  // namespace veto::install
