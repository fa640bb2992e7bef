#include "hook/progress.h"

#include <unistd.h>

#include <fmt/format.h>

#include "hook/output.h"
#include "report/words.h"

namespace veto::hook {

Progress::Progress(const ScanFlags& flags, const base::Environment& environment)
    : wanted_(!flags.quiet && !flags.trace && ::isatty(STDERR_FILENO) == 1 &&
              environment.get("TERM").value_or("dumb") != "dumb") {}

void Progress::show(const source::Progress& state) {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
  if (elapsed.count() < 0.5) return;
  std::string line = "\r\033[Kgit-veto: " + report::count_of(state.done, "item");
  if (state.total > 0 && state.done > 0) {
    const double left = elapsed.count() / static_cast<double>(state.done) *
                        static_cast<double>(state.total - state.done);
    line += fmt::format(" of {} ({} %), about {} left", state.total, state.done * 100 / state.total,
                        report::duration_of(left));
  }
  write_error(line);
  drawn_ = true;
}

void Progress::clear() {
  if (drawn_) write_error("\r\033[K");
  drawn_ = false;
}

}  // namespace veto::hook
