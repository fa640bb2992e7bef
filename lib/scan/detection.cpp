#include "scan/detection.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace veto::scan {
namespace {

bool supersedes(const rules::Rule& a, const rules::Rule& b) {
  return std::find(a.supersedes.begin(), a.supersedes.end(), b.id) != a.supersedes.end();
}

bool is_more_specific(const Detection& a, const Detection& b) {
  if (a.rule->kind != b.rule->kind) return a.rule->kind > b.rule->kind;
  if (supersedes(*a.rule, *b.rule) != supersedes(*b.rule, *a.rule))
    return supersedes(*a.rule, *b.rule);
  if (a.verified != b.verified) return a.verified > b.verified;
  if (a.range.size() != b.range.size()) return a.range.size() > b.range.size();
  return a.rule->id < b.rule->id;
}

}  // namespace

void resolve_overlaps(std::vector<Detection>& detections) {
  if (detections.size() < 2) return;
  std::stable_sort(
      detections.begin(), detections.end(),
      [](const Detection& a, const Detection& b) { return a.range.begin < b.range.begin; });
  // In one pass: each detection meets the last one kept before it; the loser of an overlap goes.
  std::vector<Detection> kept;
  for (Detection& detection : detections) {
    bool keep = true;
    while (!kept.empty() && keep && kept.back().range.overlaps(detection.range)) {
      if (is_more_specific(detection, kept.back()))
        kept.pop_back();
      else
        keep = false;
    }
    if (keep) kept.push_back(std::move(detection));
  }
  detections = std::move(kept);
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
