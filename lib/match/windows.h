// The part of a text that is in memory, and the windows in it that the layers look at.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string_view>

#include "model/verdict.h"

namespace veto::match {

/// A text from `offset` on. Offsets are those of the whole text.
struct HeldText {
  std::string_view bytes;
  std::size_t offset = 0;

  [[nodiscard]] std::size_t end() const noexcept { return offset + bytes.size(); }
  [[nodiscard]] std::string_view between(std::size_t from, std::size_t to) const {
    return bytes.substr(from - offset, to - from);
  }
};

/// Marked runs widened by what matches can have beside them; windows that meet are one.
class Windows {
 public:
  Windows(std::size_t before, std::size_t behind) : before_(before), behind_(behind) {}

  void clear() noexcept { list_.clear(); }
  /// Runs come in the order of the text; one that has grown may come again.
  void add(const model::Range& run) {
    const std::size_t begin = run.begin - std::min(run.begin, before_);
    const std::size_t end = run.end + behind_;
    if (!list_.empty() && begin <= list_.back().end)
      list_.back().end = std::max(list_.back().end, end);
    else
      list_.push_back({begin, end});
  }
  /// Forgets windows that end before `offset`.
  void drop_before(std::size_t offset) {
    while (!list_.empty() && list_.front().end < offset) list_.pop_front();
  }
  /// The window in which a match that ends there lies. There must be one.
  [[nodiscard]] model::Range around(std::size_t end) const {
    return *std::lower_bound(
        list_.begin(), list_.end(), end,
        [](const model::Range& window, std::size_t at) { return window.end < at; });
  }
  /// The first window that ends behind `offset`.
  [[nodiscard]] auto behind(std::size_t offset) const {
    return std::upper_bound(
        list_.begin(), list_.end(), offset,
        [](std::size_t at, const model::Range& window) { return at < window.end; });
  }
  [[nodiscard]] auto end() const { return list_.end(); }
  /// How far a run reaches back.
  [[nodiscard]] std::size_t before() const noexcept { return before_; }

 private:
  std::size_t before_;
  std::size_t behind_;
  std::deque<model::Range> list_;
};

}  // namespace veto::match
