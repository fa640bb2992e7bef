// How a hook that was there before is run behind git-veto, now that it has another name.
//
// A script finds its files, and sometimes its very task, through its own name ("$0"): husky's hooks
// and dispatchers to <hook>.d do. Shell scripts that look at it are therefore read by a new shell
// under the hook's name instead of being executed; for other languages there is no such way and a
// note says so.
#pragma once

#include <string>

#include "install/hook_file.h"
#include "install/hooks.h"
#include "install/shim.h"

namespace veto::install {

struct ChainPlan {
  Chain chain = Chain::None;
  std::string interpreter;  ///< for Shim::interpreter
  std::string note;         ///< what the user should know; empty for nothing
};

/// For `kept`, as examined before or after it was moved aside.
[[nodiscard]] ChainPlan plan_chain(HookKind hook, const HookFile& kept);

}  // namespace veto::install
