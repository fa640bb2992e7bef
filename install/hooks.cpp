#include "install/hooks.h"

namespace veto::install {

std::optional<HookKind> find_hook(std::string_view program_name) noexcept {
  if (const std::size_t slash = program_name.rfind('/'); slash != std::string_view::npos)
    program_name.remove_prefix(slash + 1);
  const std::string_view name = program_name.substr(0, program_name.find('.'));
  for (const HookKind& hook : kHooks)
    if (hook.name == name) return hook;
  for (const HookKind& hook : kMoreHooks)
    if (hook.name == name) return hook;
  return std::nullopt;
}

}  // namespace veto::install
