#include "text/line_map.h"

#include <algorithm>
#include <cstring>

namespace veto::text {
namespace {

constexpr auto kNone = std::string_view::npos;

/// string_view::find for one byte, by memchr.
std::size_t find_byte(std::string_view text, char byte, std::size_t from, std::size_t end) {
  if (from >= end) return kNone;
  const void* found = std::memchr(text.data() + from, byte, end - from);
  if (found == nullptr) return kNone;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

void LineCounter::feed(std::string_view piece) {
  piece_ = piece;
  begin_ = end_;
  begin_.offset = 0;
  settle_line_end();
  cursor_ = begin_;
  end_ = advanced(begin_, piece_.size());
}

void LineCounter::settle_line_end() {
  if (piece_.empty()) return;
  if (line_end_ == LineEnd::UnknownAfterCr) {
    line_end_ = piece_.front() == '\n' ? LineEnd::Lf : LineEnd::Cr;
    if (line_end_ == LineEnd::Cr) {
      // The line ended with the last byte of the piece before.
      ++begin_.line;
      begin_.line_bytes = 0;
    }
    return;
  }
  if (line_end_ != LineEnd::Unknown) return;
  const std::size_t lf = find_byte(piece_, '\n', 0, piece_.size());
  const std::size_t cr = find_byte(piece_, '\r', 0, std::min(lf, piece_.size()));
  if (cr == kNone) {
    if (lf != kNone) line_end_ = LineEnd::Lf;
  } else if (cr + 1 == piece_.size()) {
    line_end_ = LineEnd::UnknownAfterCr;
  } else {
    line_end_ = cr + 1 == lf ? LineEnd::Lf : LineEnd::Cr;
  }
}

LineCounter::Mark LineCounter::advanced(Mark mark, std::size_t offset) const {
  if (line_end_ == LineEnd::Lf || line_end_ == LineEnd::Cr) {
    const char terminator = line_end_ == LineEnd::Cr ? '\r' : '\n';
    for (std::size_t found = find_byte(piece_, terminator, mark.offset, offset); found != kNone;
         found = find_byte(piece_, terminator, mark.offset, offset)) {
      mark = {found + 1, mark.line + 1, 0};
    }
  }
  mark.line_bytes += offset - mark.offset;
  mark.offset = offset;
  return mark;
}

Position LineCounter::at(std::size_t offset) {
  const std::size_t target = std::min(offset, piece_.size());
  cursor_ = advanced(target < cursor_.offset ? begin_ : cursor_, target);
  return {cursor_.line, cursor_.line_bytes + 1};
}

Position position_of(std::string_view text, std::size_t offset) {
  // What stands behind the offset matters only for the kind of line end: one byte behind a CR.
  LineCounter counter;
  counter.feed(text.substr(0, std::min(text.size(), std::max(offset, offset + 1))));
  return counter.at(offset);
}

std::size_t offset_of(std::string_view text, Position position) {
  LineCounter counter;
  counter.feed(text);
  const char terminator = counter.counts_cr() ? '\r' : '\n';
  std::size_t begin = 0;
  for (std::size_t line = 1; line < position.line; ++line) {
    const std::size_t end = find_byte(text, terminator, begin, text.size());
    if (end == kNone) return text.size();
    begin = end + 1;
  }
  return std::min(begin + position.column - 1, text.size());
}

}  // namespace veto::text
