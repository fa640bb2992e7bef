#include "scan/detection.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace veto::scan {
namespace {

/// A total order, so that the outcome does not depend on the order of the scan.
bool is_more_specific(const Detection& a, const Detection& b) {
  if (a.rule->kind != b.rule->kind) return a.rule->kind > b.rule->kind;
  if (a.verified != b.verified) return a.verified > b.verified;
  if (a.rule->supersedes.size() != b.rule->supersedes.size())
    return a.rule->supersedes.size() > b.rule->supersedes.size();
  if (a.range.size() != b.range.size()) return a.range.size() > b.range.size();
  if (a.rule->id != b.rule->id) return a.rule->id < b.rule->id;
  return a.range.begin < b.range.begin;
}

/// Secrets of which no two share a byte.
class Claims {
 public:
  /// Whether `range` was free; it is taken now. An empty one takes nothing.
  bool claim(const model::Range& range) {
    const auto next = ends_.lower_bound(range.begin + 1);  // the first that ends behind its begin
    if (next != ends_.end() && next->second < range.end) return false;
    ends_.emplace(range.end, range.begin);
    return true;
  }

 private:
  std::map<std::size_t, std::size_t> ends_;  // end to begin
};

}  // namespace

SecretKey key_of(const Detection& detection) {
  return {detection.rule->family, detection.canonical.reveal()};
}

void resolve_overlaps(std::vector<Detection>& detections) {
  if (detections.size() < 2) return;
  std::stable_sort(detections.begin(), detections.end(), is_more_specific);
  Claims claims;
  std::erase_if(detections,
                [&](const Detection& detection) { return !claims.claim(detection.range); });
  std::sort(detections.begin(), detections.end(),
            [](const Detection& a, const Detection& b) { return a.range.begin < b.range.begin; });
}

std::vector<model::Finding> group(std::vector<Detection> detections) {
  using Key = std::tuple<std::string_view, std::string, bool>;
  std::map<Key, std::size_t> positions;
  std::vector<model::Finding> findings;
  for (Detection& detection : detections) {
    const Key key{detection.rule->family, detection.canonical.reveal(), detection.mark.has_value()};
    const auto [found, is_new] = positions.emplace(key, findings.size());
    if (is_new) {
      model::Finding& finding = findings.emplace_back();
      finding.rule = detection.rule;
      finding.tier = detection.tier;
      finding.verified = detection.verified;
      finding.secret = std::move(detection.secret);
      if (detection.mark) finding.state = model::State::Allowed;
      finding.allowed_by = std::move(detection.mark);
    }
    model::Finding& finding = findings[found->second];
    finding.tier = std::max(finding.tier, detection.tier);
    finding.verified = std::max(finding.verified, detection.verified);
    finding.places.push_back(std::move(detection.place));
  }
  return findings;
}

}  // namespace veto::scan
