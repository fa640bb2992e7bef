// A text that is read piece by piece and looked through for things of bounded width: each is seen
// whole, with some of the text before it, wherever the pieces meet.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "text/line_map.h"

namespace veto::text {

/// A part of a text that is in memory. What begins at `begin` or behind it, and before `end`, has
/// not been looked at yet; both are offsets in `held`.
struct Stretch {
  std::string_view held;
  std::size_t offset = 0;  ///< of `held` in the text
  std::size_t begin = 0;
  std::size_t end = 0;
  HeldLines& lines;  ///< for offsets in `held`
};

using LookThrough = std::function<void(const Stretch&)>;

/// A text that is in memory as a whole.
inline void look_through(std::string_view text, const LookThrough& look) {
  HeldLines lines({}, text);
  look({text, 0, 0, text.size(), lines});
}

class SlidingText {
 public:
  /// `before` and `behind`: how much of the text around the beginning of a thing must be there.
  SlidingText(std::size_t before, std::size_t behind) : before_(before), behind_(behind) {}

  void feed(std::string_view piece, const LookThrough& look) {
    held_ += piece;
    if (held_.size() - begin_ <= behind_) return;
    const std::size_t end = held_.size() - behind_;
    look_until(end, look);
    if (begin_ <= before_) return;
    const std::size_t drop = begin_ - before_;
    counted_.feed(std::string_view(held_).substr(0, drop));
    held_.erase(0, drop);
    offset_ += drop;
    begin_ -= drop;
  }

  /// The rest, at the end of the text.
  void finish(const LookThrough& look) { look_until(held_.size(), look); }

 private:
  void look_until(std::size_t end, const LookThrough& look) {
    HeldLines lines(counted_, held_);
    look({held_, offset_, begin_, end, lines});
    begin_ = end;
  }

  std::size_t before_;
  std::size_t behind_;
  std::string held_;
  std::size_t offset_ = 0;  // of held_ in the text
  std::size_t begin_ = 0;   // in held_
  LineCounter counted_;     // has counted what is held no more
};

}  // namespace veto::text
