// Other tools that put hooks where git looks for them: told by what they write, so that the user
// learns what they will do to ours.
#pragma once

#include <string_view>

namespace veto::install {

struct OtherTool {
  std::string_view name = {};
  /// How the path of a hooks directory of its own ends; empty for none.
  std::string_view directory = {};
  /// What only the hooks that it writes hold; empty for none.
  std::string_view sign = {};
  /// Where it is told what to run, from the top of the work tree; "@HOOK@" is the hook's name.
  std::string_view settings = {};
  /// What to know once git-veto stands before it.
  std::string_view advice = {};
  /// What it appends to the name of a hook that it finds in its way and goes on running; empty when
  /// it does not run it.
  std::string_view runs_aside = {};
  /// Set when its hooks cannot be run under another name: what to do instead of chaining.
  std::string_view instead = {};
};

/// The tool that `directory` belongs to or that wrote the hook `text`; null if none is recognised.
[[nodiscard]] const OtherTool* find_other_tool(std::string_view directory,
                                               std::string_view text) noexcept;

/// Whether a script or a tool's settings call git-veto of their own accord, as the advice has it.
[[nodiscard]] bool calls_git_veto(std::string_view text) noexcept;

}  // namespace veto::install
