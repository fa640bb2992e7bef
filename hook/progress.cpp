#include "hook/progress.h"

#include <array>
#include <atomic>
#include <csignal>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

#include "hook/output.h"

namespace veto::hook {
namespace {

constexpr double kQuietTime = 0.5;
constexpr std::size_t kUsualWidth = 80;
constexpr std::string_view kErase = "\r\033[K";
constexpr std::array<int, 3> kStops{SIGINT, SIGTERM, SIGHUP};

std::atomic<bool> drawn{false};
static_assert(std::atomic<bool>::is_always_lock_free);

/// Takes the line away and lets the signal do what it does: whoever waits for the program is to see
/// that it was stopped.
void stop(int signal) {
  if (drawn) [[maybe_unused]]
    const auto count = ::write(STDERR_FILENO, kErase.data(), kErase.size());
  std::signal(signal, SIG_DFL);
  ::raise(signal);
}

/// Signals that are ignored (nohup) stay so.
void set_stops(void (*from)(int), void (*to)(int)) {
  for (const int signal : kStops) {
    struct sigaction present {};
    if (::sigaction(signal, nullptr, &present) == 0 && present.sa_handler == from)
      std::signal(signal, to);
  }
}

/// One less than there is, so that no terminal begins a new line.
std::size_t width_of_terminal() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsualWidth - 1;
  return size.ws_col - 1U;
}

}  // namespace

Progress::Progress(const ScanFlags& flags, const base::Environment& environment)
    : wanted_(!flags.quiet && !flags.trace && ::isatty(STDERR_FILENO) == 1 &&
              environment.get("TERM").value_or("dumb") != "dumb") {
  if (wanted_) set_stops(SIG_DFL, stop);
}

Progress::~Progress() {
  clear();
  if (wanted_) set_stops(stop, SIG_DFL);
}

void Progress::show(const source::Progress& state) {
  const scan::Pace::Seconds elapsed = std::chrono::steady_clock::now() - start_;
  pace_.update(state, elapsed);
  if (elapsed.count() < kQuietTime) return;
  const std::string line = scan::progress_line(state, pace_, width_of_terminal());
  drawn = true;
  write_error(std::string(kErase) + line);
}

void Progress::clear() {
  if (drawn.exchange(false)) write_error(kErase);
}

}  // namespace veto::hook
