#include "match/changed_runs.h"

#include <algorithm>

namespace veto::match {
namespace {

/// None lies only in part in what is kept without its parts of runs.
void carry_runs(const Kept& kept, std::span<const NotedRange> base_runs,
                std::vector<model::Range>& runs) {
  const std::size_t end = kept.in_base(kept.to);
  auto run = std::lower_bound(
      base_runs.begin(), base_runs.end(), kept.in_base(kept.from),
      [](const NotedRange& each, std::size_t begin) { return each.begin < begin; });
  for (; run != base_runs.end() && run->begin < end; ++run) runs.push_back(run->moved(kept.shift));
}

}  // namespace

void list_runs(std::string_view text, const ChangedText& changed, RunMarker& marker,
               std::vector<model::Range>& runs) {
  auto kept = changed.kept().begin();
  const auto carry_until = [&](std::size_t place) {
    for (; kept != changed.kept().end() && kept->from < place; ++kept)
      carry_runs(*kept, changed.bases()[kept->base]->runs, runs);
  };
  for (const model::Range& range : changed.changed()) {
    carry_until(range.begin);
    marker.begin_text(range.begin);
    marker.finish(text.substr(range.begin, range.size()), range.begin, runs);
  }
  carry_until(text.size());
}

void select_runs(std::span<const model::Range> all, std::span<const model::Range> regions,
                 std::vector<model::Range>& runs) {
  auto run = all.begin();
  for (const model::Range& region : regions) {
    run = std::lower_bound(
        run, all.end(), region.begin,
        [](const model::Range& each, std::size_t begin) { return each.end < begin; });
    for (; run != all.end() && run->begin <= region.end; ++run) runs.push_back(*run);
  }
}

}  // namespace veto::match
