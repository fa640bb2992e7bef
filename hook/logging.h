// The program's log: what the library reports about its own work, for --trace. Off unless asked
// for; it never holds a secret. What a user must know is a diagnostic and stands in every report
// instead.
#pragma once

#include "base/log.h"

namespace veto::hook {

enum class Tracing : unsigned char { Off, On };

/// Lines go to standard error, with the time since the start.
[[nodiscard]] base::Log make_log(Tracing tracing);

}  // namespace veto::hook
