// How far a scan is, as one line of a given width, with an estimate of the time that is left.
//
// Items differ in size by many powers of ten: what is left is measured in bytes where the source
// knows them, and the speed is that of the last seconds, so that the estimate follows what really
// happens. While there is too little to go by there is no estimate, and no precision is feigned.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "source/source.h"

namespace veto::scan {

/// Follows one scan; times are those since its beginning, and never go back.
class Pace {
 public:
  using Seconds = std::chrono::duration<double>;

  void update(const source::Progress& state, Seconds now);

  /// Of what is to be read, 0 to 99; nullopt when it is not known how much that is.
  [[nodiscard]] std::optional<unsigned> percent() const;
  /// Until all is read, in seconds.
  [[nodiscard]] std::optional<double> left() const;
  [[nodiscard]] double bytes_per_second() const noexcept { return bytes_; }
  [[nodiscard]] double items_per_second() const noexcept { return items_; }
  /// Since the present phase began.
  [[nodiscard]] Seconds in_phase() const noexcept { return now_ - phase_began_; }

 private:
  source::Progress state_;
  Seconds now_{0};
  Seconds phase_began_{0};
  // A second, smoothed.
  double weight_ = 0;
  double bytes_ = 0;
  double items_ = 0;
};

/// At most `width` characters, ASCII; the less there is room for, the less it says. Empty when
/// there is no room at all.
[[nodiscard]] std::string progress_line(const source::Progress& state, const Pace& pace,
                                        std::size_t width);

}  // namespace veto::scan
