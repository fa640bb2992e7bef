#include "hook/memory_limit.h"

#include <algorithm>

#include <malloc.h>
#include <sys/resource.h>

#include "base/error.h"
#include "policy/config.h"

namespace veto::hook {
namespace {

// The program itself and the lists of a large history; a thread's stack, its scratch and what it
// reads at a time: measured on large histories.
constexpr std::uint64_t kShared = std::uint64_t{48} << 20U;
constexpr std::uint64_t kPerThread = std::uint64_t{12} << 20U;
constexpr int kLargeBuffer = 1 << 20;

}  // namespace

void enforce_memory_limit(std::uint64_t bytes) {
  if (bytes < policy::kLeastMemory) throw base::usage_error("--max-memory must be 64M or more");
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) == 0) {
    limit.rlim_cur = std::min<rlim_t>(bytes, limit.rlim_max);
    ::setrlimit(RLIMIT_DATA, &limit);
  }
}

unsigned threads_within(std::uint64_t bytes) {
  // By itself the C library lets the threshold grow to 32 MiB: large buffers would then leave
  // holes.
  ::mallopt(M_MMAP_THRESHOLD, kLargeBuffer);
  ::mallopt(M_TRIM_THRESHOLD, 2 * kLargeBuffer);
  const std::uint64_t fitting = (std::max(bytes, kShared) - kShared) / kPerThread;
  return static_cast<unsigned>(std::clamp<std::uint64_t>(fitting, 1, 1024));
}

}  // namespace veto::hook
