// The hooks that git-veto takes part in, as data: the installer, the shims and the program's own
// dispatch all go by this list.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace veto::install {

/// What git writes to a hook's standard input.
enum class HookInput : std::uint8_t {
  None,   ///< nothing
  Lines,  ///< lines of text, to be read by git-veto and by the hook that is chained behind it
};

/// On whose machine git runs a hook.
enum class HookSide : std::uint8_t {
  Client,  ///< where commits are made
  Server,  ///< where they are pushed to
};

struct HookKind {
  std::string_view name;
  HookInput input = HookInput::None;
  HookSide side = HookSide::Client;
};

inline constexpr std::array kHooks = {
    HookKind{"pre-commit", HookInput::None, HookSide::Client},
    HookKind{"pre-merge-commit", HookInput::None, HookSide::Client},
    HookKind{"pre-applypatch", HookInput::None, HookSide::Client},
    HookKind{"prepare-commit-msg", HookInput::None, HookSide::Client},
    HookKind{"commit-msg", HookInput::None, HookSide::Client},
    HookKind{"pre-push", HookInput::Lines, HookSide::Client},
    HookKind{"pre-receive", HookInput::Lines, HookSide::Server},
    HookKind{"update", HookInput::None, HookSide::Server},
};

/// The hooks that an installation for `side` sets up; the self-test runs the first. Left out is
/// what another one sees as well: prepare-commit-msg (commit-msg runs for merges too) and update
/// (pre-receive).
[[nodiscard]] std::vector<HookKind> hooks_to_install(HookSide side);

/// The hook as which a program was started, by its name as in argv[0]: the part of the file's name
/// before the first dot, so that a hook which another tool moved aside ("pre-commit.legacy",
/// "pre-commit.old") and still runs goes on scanning.
[[nodiscard]] std::optional<HookKind> find_hook(std::string_view program_name) noexcept;

}  // namespace veto::install
