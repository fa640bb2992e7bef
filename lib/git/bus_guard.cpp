#include "git/bus_guard.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <sys/mman.h>
#include <unistd.h>

namespace veto::git {
namespace {

std::atomic<bool> needed{false};
std::atomic<std::uintptr_t> page_size{4096};

extern "C" void put_zeros(int number, siginfo_t* info, void* /*context*/) noexcept {
  const int kept = errno;
  const std::uintptr_t size = page_size;
  const std::uintptr_t page = reinterpret_cast<std::uintptr_t>(info->si_addr) / size * size;
  void* const address = reinterpret_cast<void*>(page);
  if (info->si_code != BUS_ADRERR ||
      ::mmap(address, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
          MAP_FAILED) {
    struct sigaction ordinary {};
    ordinary.sa_handler = SIG_DFL;
    ::sigaction(number, &ordinary, nullptr);  // it happens again, and ends the program
  }
  needed = true;
  errno = kept;
}

}  // namespace

void BusGuard::install() {
  page_size = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  struct sigaction action {};
  action.sa_sigaction = put_zeros;
  action.sa_flags = SA_SIGINFO;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGBUS, &action, nullptr);
}

bool BusGuard::was_needed() noexcept {
  return needed;
}

}  // namespace veto::git
