#include "text/line_map.h"

#include <algorithm>
#include <cstring>
#include <utility>

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
  settle_line_end(fed_);
  fed_ += piece.size();
  cursor_ = begin_;
  end_ = advanced(begin_, piece_.size());
}

void LineCounter::settle_line_end(std::size_t fed) {
  constexpr std::size_t kDeciding = 65536;
  if (piece_.empty() || line_end_ == LineEnd::Lf) return;
  if (line_end_ == LineEnd::Cr && fed >= kDeciding) return;
  const bool had_lf = std::exchange(ends_in_lf_, piece_.back() == '\n');
  const std::size_t last = piece_.size() - 1;
  if (had_lf || find_byte(piece_, '\n', 0, last) != kNone) {
    line_end_ = LineEnd::Lf;  // the CRs so far ended no line
    begin_ = had_lf ? Mark{0, 2, 0} : Mark{0, 1, fed};
    return;
  }
  const std::size_t end = ends_in_lf_ && last > 0 && piece_[last - 1] == '\r' ? last - 1 : last + 1;
  if (line_end_ == LineEnd::Cr || find_byte(piece_, '\r', 0, end) != kNone)
    line_end_ = LineEnd::Cr;
  else if (ends_in_lf_)
    line_end_ = LineEnd::Lf;
}

LineCounter::Mark LineCounter::advanced(Mark mark, std::size_t offset) const {
  if (line_end_ != LineEnd::Unknown) {
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
  LineCounter counter;
  counter.feed(text);
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
