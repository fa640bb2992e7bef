#include "hook/memory_limit.h"

#include <algorithm>

#include <sys/resource.h>

#include "base/error.h"
#include "policy/config.h"

namespace veto::hook {
namespace {

// A thread's stack, its scratch and the objects that it holds at a time, measured on large
// histories.
constexpr std::uint64_t kPerThread = std::uint64_t{48} << 20U;

}  // namespace

unsigned limit_memory(std::uint64_t bytes, unsigned wanted_threads) {
  if (bytes < policy::kLeastMemory) throw base::usage_error("--max-memory must be 64M or more");
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) == 0) {
    limit.rlim_cur = std::min<rlim_t>(bytes, limit.rlim_max);
    ::setrlimit(RLIMIT_DATA, &limit);
  }
  const std::uint64_t fitting = std::max<std::uint64_t>(bytes / kPerThread, 2) - 1;
  return static_cast<unsigned>(std::min<std::uint64_t>(fitting, wanted_threads));
}

}  // namespace veto::hook
