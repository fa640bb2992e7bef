// A line on a terminal that says how far a long scan is; nothing anywhere else.
#pragma once

#include <chrono>

#include "base/environment.h"
#include "hook/options.h"
#include "source/source.h"

namespace veto::hook {

class Progress {
 public:
  Progress(const ScanFlags& flags, const base::Environment& environment);

  [[nodiscard]] bool wanted() const noexcept { return wanted_; }
  /// Draws the line, once the scan has taken half a second.
  void show(const source::Progress& state);
  /// Removes the line.
  void clear();

 private:
  bool wanted_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace veto::hook
