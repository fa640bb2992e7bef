#include "report/places.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "report/presence.h"
#include "report/words.h"

namespace veto::report {
namespace {

constexpr std::size_t kShortId = 10;
constexpr std::size_t kDay = 10;
constexpr std::string_view kUnreachable = "unreachable";

int rank_of(const model::Place& place) {
  if (place.in_head) return 0;
  return place.reached == kUnreachable ? 2 : 1;
}

}  // namespace

std::vector<const model::Place*> by_relevance(const model::Finding& finding) {
  struct Ranked {
    int rank;
    std::optional<std::int64_t> time;
    const model::Place* place;
  };
  std::vector<Ranked> ranked;
  for (const model::Place& place : finding.places)
    ranked.push_back({rank_of(place), seconds_of(place.date), &place});
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.time > b.time;
  });
  std::vector<const model::Place*> places;
  for (const Ranked& each : ranked) places.push_back(each.place);
  return places;
}

std::string standing_of(const model::Place& place) {
  if (place.in_head) return "still in HEAD";
  if (place.removed.empty()) return "";
  const std::string date =
      place.removed_date.empty() ? "" : " " + place.removed_date.substr(0, kDay);
  return fmt::format("removed{} by {}", date, place.removed.substr(0, kShortId));
}

std::string refs_of(const model::Place& place) {
  constexpr std::size_t kNamed = 3;
  const std::size_t named = std::min(kNamed, place.refs.size());
  std::string names = fmt::format("{}", fmt::join(std::span(place.refs).first(named), ", "));
  if (place.refs_total > named) names += fmt::format(" and {} more", place.refs_total - named);
  return names;
}

std::string history_of(const model::Place& place) {
  std::vector<std::string> parts;
  if (!place.commit.empty())
    parts.push_back(fmt::format("{} {} {}", place.commit.substr(0, kShortId),
                                place.date.substr(0, kDay), place.author));
  // The names say more than their kind.
  const std::string refs = refs_of(place);
  if (!refs.empty())
    parts.push_back("in " + refs);
  else if (!place.reached.empty())
    parts.push_back(place.reached);
  if (std::string standing = standing_of(place); !standing.empty())
    parts.push_back(std::move(standing));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string counts_of_places(const model::Finding& finding) {
  std::size_t in_head = 0;
  std::size_t removed = 0;
  std::size_t unreachable = 0;
  for (const model::Place& place : finding.places) {
    if (place.in_head)
      ++in_head;
    else if (!place.removed.empty())
      ++removed;
    else if (place.reached == kUnreachable)
      ++unreachable;
  }
  std::vector<std::string> parts;
  if (in_head > 0) parts.push_back(fmt::format("{} still in HEAD", in_head));
  if (removed > 0) parts.push_back(fmt::format("{} removed", removed));
  if (unreachable > 0) parts.push_back(fmt::format("{} {}", unreachable, kUnreachable));
  if (parts.empty() || finding.places.size() == 1) return "";
  return fmt::format("{}: {}", count_of(finding.places.size(), "place"), fmt::join(parts, ", "));
}

}  // namespace veto::report
