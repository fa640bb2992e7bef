// Line and column of a byte, both from 1, columns in bytes.
//
// A line ends behind its LF (so CRLF counts once, its CR belonging to the line), as git and
// everything else counts. Only a text that has CRs and no LF, but perhaps as its last byte, has old
// Macintosh line ends: in it a line ends behind each CR. Of a text that comes in pieces the first
// 64 KiB decide, and no LF later on changes it.
#pragma once

#include <cstddef>
#include <string_view>

namespace veto::text {

struct Position {
  std::size_t line = 1;
  std::size_t column = 1;

  friend bool operator==(const Position&, const Position&) = default;
};

/// Counts over a text that comes in pieces. Not thread-safe.
class LineCounter {
 public:
  /// Goes on to the next piece of the text, and counts it: the bytes of earlier pieces are not
  /// needed any more, those of this one must stay until the last call of at() for it.
  void feed(std::string_view piece);

  /// The position of a byte of the piece fed last, or of its end. Cheapest for ascending offsets:
  /// it counts from where the last call ended.
  [[nodiscard]] Position at(std::size_t offset);

  /// The text has old Macintosh line ends: its lines are not those that git counts.
  [[nodiscard]] bool counts_cr() const noexcept { return line_end_ == LineEnd::Cr; }

 private:
  enum class LineEnd { Unknown, Lf, Cr };

  struct Mark {
    std::size_t offset = 0;      ///< in the piece
    std::size_t line = 1;        ///< the number of the line that it is in
    std::size_t line_bytes = 0;  ///< how many bytes of that line stand before it
  };

  /// `fed`: how many bytes came before the piece.
  void settle_line_end(std::size_t fed);
  [[nodiscard]] Mark advanced(Mark mark, std::size_t offset) const;

  std::string_view piece_;
  LineEnd line_end_ = LineEnd::Unknown;
  bool ends_in_lf_ = false;  ///< what was fed so far, while that has decided nothing
  std::size_t fed_ = 0;      ///< bytes, with those of the piece
  Mark begin_;               ///< at the front of the piece
  Mark cursor_;              ///< where at() last looked
  Mark end_;
};

/// The lines of the part of a text that is in memory, counted when somebody asks.
class HeldLines {
 public:
  /// `before` has counted the text up to `held`.
  HeldLines(const LineCounter& before, std::string_view held) : counter_(before), held_(held) {}

  /// Offsets are relative to what is held.
  [[nodiscard]] Position at(std::size_t offset) { return counter().at(offset); }
  [[nodiscard]] bool counts_cr() { return counter().counts_cr(); }

 private:
  LineCounter& counter() {
    if (!is_fed_) counter_.feed(held_);
    is_fed_ = true;
    return counter_;
  }

  LineCounter counter_;
  std::string_view held_;
  bool is_fed_ = false;
};

/// The same for one text and one offset. For many offsets of one text feed it to a LineCounter.
[[nodiscard]] Position position_of(std::string_view text, std::size_t offset);

/// The way back: the byte at a position, or the end of the text if it is not in it.
[[nodiscard]] std::size_t offset_of(std::string_view text, Position position);

}  // namespace veto::text
