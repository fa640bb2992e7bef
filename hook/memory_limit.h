// --max-memory: a bound on what a scan may take. What does not fit within it is reported as not
// read; nothing is scanned in part without saying so.
#pragma once

#include <cstdint>

namespace veto::hook {

/// Bounds the private memory of this process (what it maps of files is not counted), and returns
/// how many of the wanted threads fit. Throws base::Error(Usage) below policy::kLeastMemory.
[[nodiscard]] unsigned limit_memory(std::uint64_t bytes, unsigned wanted_threads);

}  // namespace veto::hook
