// The manual in the format of man(7), for install/setup.sh and packagers:
// git-veto --generate man.
#pragma once

#include <string>

#include "hook/command_info.h"

namespace veto::hook {

[[nodiscard]] std::string man_page(const CommandInfo& program);

}  // namespace veto::hook
