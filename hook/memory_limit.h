// --max-memory: a bound on what a scan may take. A scan keeps within it by itself
// (source/memory_budget.h); where it was asked for, the system sees to it, too: what does not fit
// then is reported as not read.
#pragma once

#include <cstdint>

namespace veto::hook {

/// Has the system bound the private memory of this process (what it maps of files is not counted).
/// Throws base::Error(Usage) below policy::kLeastMemory.
void enforce_memory_limit(std::uint64_t bytes);

/// How many threads fit, at least one. Large buffers go back to the system from here on.
[[nodiscard]] unsigned threads_within(std::uint64_t bytes);

}  // namespace veto::hook
