// A point in time as somebody types it.
#pragma once

#include <cstdint>
#include <string>

namespace veto::hook {

/// "2026-11-22" (its first second, UTC) or RFC 3339 ("2026-11-22T01:23:45+01:00") in seconds since
/// 1970. Throws Error(Usage).
[[nodiscard]] std::int64_t parse_time(const std::string& word);

}  // namespace veto::hook
