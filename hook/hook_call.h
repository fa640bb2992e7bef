// A hook's command line: its name, what git gives it, and options of our own.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "install/hooks.h"

namespace veto::hook {

/// What to do with a push that was not read to its end in time.
enum class OnTimeout : unsigned char { Block, Allow };

struct HookCall {
  install::HookKind kind;
  std::vector<std::string> arguments;
  std::optional<std::chrono::milliseconds> deadline;
  std::optional<OnTimeout> on_timeout;
  std::string policy_ref;  ///< empty: not given
};

/// `words` are those behind "hook". Throws Error(Usage) for an unknown hook and a malformed option.
[[nodiscard]] HookCall parse_hook_call(const std::vector<std::string>& words);

/// Values of --deadline and --on-timeout, and of the settings of the same meaning; `name` is for
/// the message. Throw Error(Usage).
[[nodiscard]] std::chrono::milliseconds parse_deadline(std::string_view word, const char* name);
[[nodiscard]] OnTimeout parse_on_timeout(std::string_view word, const char* name);

[[nodiscard]] std::string_view to_string(OnTimeout policy) noexcept;

}  // namespace veto::hook
