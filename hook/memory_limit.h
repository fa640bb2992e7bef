// --max-memory: a bound on what a scan may take. What does not fit within it is reported as not
// read; nothing is scanned in part without saying so.
#pragma once

#include <cstdint>

namespace veto::hook {

/// The least that --max-memory takes, in bytes: the program alone needs most of it.
inline constexpr std::uint64_t kLeastMemory = std::uint64_t{64} << 20U;

/// Bounds the private memory of this process (what it maps of files is not counted), and returns
/// how many of the wanted threads fit. Throws base::Error(Usage) below kLeastMemory.
[[nodiscard]] unsigned limit_memory(std::uint64_t bytes, unsigned wanted_threads);

}  // namespace veto::hook
