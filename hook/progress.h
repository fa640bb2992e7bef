// A line on a terminal that says how far a long scan is; nothing anywhere else. It is gone when the
// scan ends, and when the program is stopped from the keyboard.
#pragma once

#include <chrono>

#include "base/environment.h"
#include "hook/options.h"
#include "scan/progress_line.h"
#include "source/source.h"

namespace veto::hook {

class Progress {
 public:
  Progress(const ScanFlags& flags, const base::Environment& environment);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  [[nodiscard]] bool wanted() const noexcept { return wanted_; }
  /// Draws the line, once the scan has taken half a second.
  void show(const source::Progress& state);
  /// Removes the line.
  void clear();

 private:
  bool wanted_;
  scan::Pace pace_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace veto::hook
