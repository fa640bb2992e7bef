// Where the time of a scan goes, for measuring rules: by layer, and for what follows a rule's hits.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

#include "match/placement.h"

namespace veto::match {

struct ScanProfile {
  struct LayerTime {
    double seconds = 0.0;   ///< in its database
    std::size_t bytes = 0;  ///< scanned
  };
  struct Rule {
    std::size_t events = 0;  ///< ends of matches that its database reports; words near a value
    double seconds = 0.0;    ///< in its expression and the receiver of its candidates
  };

  [[nodiscard]] LayerTime& of(Layer layer) { return layers[static_cast<std::size_t>(layer)]; }
  [[nodiscard]] const LayerTime& of(Layer layer) const {
    return layers[static_cast<std::size_t>(layer)];
  }

  std::array<LayerTime, kLayers> layers;  ///< in the order of match::Layer
  double marking_seconds = 0.0;
  double places_seconds = 0.0;  ///< looking for values by words, the words' database apart
  std::vector<Rule> rules;      ///< of the engine, by number
};

/// Adds the time of its own life to a sum, unless that is nullptr.
class Stopwatch {
 public:
  explicit Stopwatch(double* sum) noexcept : sum_(sum) {
    if (sum_ != nullptr) start_ = Clock::now();
  }
  ~Stopwatch() {
    if (sum_ != nullptr) *sum_ += std::chrono::duration<double>(Clock::now() - start_).count();
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  double* sum_;
  Clock::time_point start_;
};

}  // namespace veto::match
