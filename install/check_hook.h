// What is the matter with one hook: the part of `git veto doctor` that tells a live hook from one
// that does not scan, and why.
#pragma once

#include <string>

#include "install/check.h"
#include "install/config_hooks.h"
#include "install/hooks.h"
#include "install/repository.h"
#include "install/target.h"

namespace veto::install {

/// What is looked at, and what is known of it.
struct Patient {
  const Target& target;
  const Repository& repository;
  ConfigHooks configured;
};

[[nodiscard]] Check check_hook(const Patient& patient, HookKind hook);

/// The command that puts right what can be.
[[nodiscard]] std::string install_command(const Target& target);

}  // namespace veto::install
