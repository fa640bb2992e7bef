#include "confirm/sight.h"

#include <algorithm>

namespace veto::confirm {

const model::Candidate& Sight::lines() noexcept {
  if (lines_) return *lines_;
  const std::string_view window = all_.window;
  const std::size_t most = std::min(all_.match.begin, kLine);
  const std::string_view before = window.substr(all_.match.begin - most, most);
  const std::string_view behind = window.substr(all_.match.end, kLine);
  const std::size_t feed = before.rfind('\n');
  const std::size_t in_front = feed == std::string_view::npos ? most : most - feed - 1;
  const std::size_t last = behind.find('\n');
  const bool ends = last != std::string_view::npos;
  const std::size_t follow = ends ? last + 1 : behind.size();
  // That a line begins there, or that the text ends, is seen as well.
  widen(std::min(in_front + 1, kLine), std::min(follow + (ends ? 0 : 1), kLine));
  lines_begin_ = all_.match.begin - in_front;
  return lines_.emplace(cut(lines_begin_, all_.match.end + follow));
}

model::Candidate Sight::within(std::size_t distance) noexcept {
  widen(distance, distance);
  const std::size_t before = std::min(all_.match.begin, distance);
  const std::size_t behind = std::min(all_.window.size() - all_.match.end, distance);
  return cut(all_.match.begin - before, all_.match.end + behind);
}

const model::Candidate& Sight::all() noexcept {
  widen(rules::kWidestReach.before, rules::kWidestReach.behind);
  return all_;
}

model::Candidate Sight::cut(std::size_t begin, std::size_t end) const noexcept {
  const auto moved = [begin](const model::Range& range) {
    return model::Range{range.begin - begin, range.end - begin};
  };
  return {all_.rule, all_.window.substr(begin, end - begin), moved(all_.match), moved(all_.secret)};
}

void Sight::widen(std::size_t before, std::size_t behind) noexcept {
  reach_.before = std::max(reach_.before, before);
  reach_.behind = std::max(reach_.behind, behind);
}

}  // namespace veto::confirm
