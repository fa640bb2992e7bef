// The hooks that git-veto takes part in, as data: the installer, the shims and the program's own
// dispatch all go by this list.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace veto::install {

/// What git writes to a hook's standard input.
enum class HookInput : std::uint8_t {
  None,   ///< nothing
  Lines,  ///< lines of text, to be read by git-veto and by the hook that is chained behind it
};

/// In whose repository git runs the hook.
enum class HookSide : std::uint8_t { Client, Server };

struct HookKind {
  std::string_view name;
  HookInput input = HookInput::None;
  HookSide side = HookSide::Client;
};

/// Those that `install` sets up.
inline constexpr std::array kHooks = {
    HookKind{"pre-commit", HookInput::None},
    HookKind{"pre-merge-commit", HookInput::None},
    HookKind{"pre-applypatch", HookInput::None},
};

/// Those that the program can be besides.
inline constexpr std::array kMoreHooks = {
    HookKind{"commit-msg", HookInput::None},
    HookKind{"prepare-commit-msg", HookInput::None},
    HookKind{"pre-push", HookInput::Lines},
    HookKind{"pre-receive", HookInput::Lines, HookSide::Server},
    HookKind{"update", HookInput::None, HookSide::Server},
};

/// Of both lists: the hook as which a program was started, by its name as in argv[0]: the part of
/// the file's name before the first dot, so that a hook which another tool moved aside
/// ("pre-commit.legacy", "pre-commit.old") and still runs goes on scanning.
[[nodiscard]] std::optional<HookKind> find_hook(std::string_view program_name) noexcept;

}  // namespace veto::install
