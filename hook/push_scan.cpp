#include "hook/push_scan.h"

#include <utility>

#include "report/words.h"

namespace veto::hook {

git::Selection select_new(const std::vector<RefUpdate>& updates) {
  git::Selection selection;
  for (const RefUpdate& update : updates) {
    if (!update.new_id.is_null()) selection.reached.push_back(update.new_id);
  }
  return selection;
}

source::RangeScope push_scope(git::Selection selection, std::function<bool()> out_of_time) {
  return {{std::move(selection)},
          "push",
          source::Cut::Complete,
          source::Returned::Old,
          std::move(out_of_time)};
}

report::PushFacts facts_of(const model::ScanResult& result, const source::RangeSource& source,
                           const std::vector<RefUpdate>& updates) {
  report::PushFacts facts;
  facts.commits = result.coverage.commits;
  facts.refs = updates.size() == 1 ? updates.front().ref : report::count_of(updates.size(), "ref");
  // Newest first: the last one that holds a finding is the oldest.
  for (const git::Commit& commit : source.commits()) {
    const std::string hex = commit.id.hex();
    for (const model::Finding& finding : result.findings) {
      if (finding.state != model::State::Open || finding.tier < result.failing_tier) continue;
      for (const model::Place& place : finding.places) {
        if (place.commit != hex) continue;
        facts.oldest = hex;
        facts.oldest_is_root = commit.parents.empty();
      }
    }
  }
  return facts;
}

}  // namespace veto::hook
