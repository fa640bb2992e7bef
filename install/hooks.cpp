#include "install/hooks.h"

namespace veto::install {

std::vector<HookKind> hooks_to_install(HookSide side) {
  std::vector<HookKind> hooks;
  for (const HookKind& hook : kHooks)
    if (hook.side == side && hook.name != "prepare-commit-msg" && hook.name != "update")
      hooks.push_back(hook);
  return hooks;
}

std::optional<HookKind> find_hook(std::string_view program_name) noexcept {
  if (const std::size_t slash = program_name.rfind('/'); slash != std::string_view::npos)
    program_name.remove_prefix(slash + 1);
  const std::string_view name = program_name.substr(0, program_name.find('.'));
  for (const HookKind& hook : kHooks)
    if (hook.name == name) return hook;
  return std::nullopt;
}

}  // namespace veto::install
