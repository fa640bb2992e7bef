// Push options that let a push through in an emergency, if the server's owner allows it.
#pragma once

#include <optional>
#include <string>

#include "base/environment.h"
#include "hook/session.h"

namespace veto::hook {

/// The reason given with the push option `name` (GIT_PUSH_OPTION_<n>, "NAME=REASON"), for a
/// terminal; nullopt without one, or if the reason is empty, which `refused` then says, as it does
/// when the reason holds a secret itself.
[[nodiscard]] std::optional<std::string> break_glass_reason(const Session& session,
                                                            const std::string& name,
                                                            std::string& refused);

/// Who pushes, as far as the server's environment tells; it may be empty.
[[nodiscard]] std::string pushing_user(const base::Environment& environment);

}  // namespace veto::hook
