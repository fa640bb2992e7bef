#include "scan/detection.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace veto::scan {
namespace {

/// Within one kind. A word near by makes a token of a shared form surer; a pattern that holds the
/// name itself is surer than a word near by.
int certainty(const rules::Rule& rule) {
  const bool has_context = !rule.confirm.context.empty();
  return (rule.kind == rules::RuleKind::Context) != has_context ? 1 : 0;
}

/// A total order, so that the outcome does not depend on the order of the scan.
bool is_more_specific(const Detection& a, const Detection& b) {
  if (a.rule->kind != b.rule->kind) return a.rule->kind > b.rule->kind;
  if (a.verified != b.verified) return a.verified > b.verified;
  if (certainty(*a.rule) != certainty(*b.rule)) return certainty(*a.rule) > certainty(*b.rule);
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

// An id and its secret stand in one block: a few lines of configuration, one JSON object.
constexpr std::size_t kPairReach = 400;

std::size_t distance(const model::Range& a, const model::Range& b) {
  if (a.overlaps(b)) return 0;
  return a.end <= b.begin ? b.begin - a.end : a.begin - b.end;
}

bool pairs_with(const rules::Rule& rule, const rules::Rule& other) {
  return std::find(rule.pairs.begin(), rule.pairs.end(), other.id) != rule.pairs.end();
}

bool is_vetoed(const Detection& detection, const Veto& veto) {
  if (!detection.range.overlaps(veto.range) || detection.rule == veto.rule) return false;
  if (detection.rule->kind < veto.rule->kind) return true;
  return veto.is_disproved && detection.verified == model::Verified::None;
}

}  // namespace

SecretKey key_of(const Detection& detection) {
  return {detection.rule->family, detection.canonical.reveal()};
}

void resolve_overlaps(std::vector<Detection>& detections, const std::vector<Veto>& vetoes) {
  for (const Veto& veto : vetoes)
    std::erase_if(detections, [&](const Detection& each) { return is_vetoed(each, veto); });
  if (detections.size() < 2) return;
  std::stable_sort(detections.begin(), detections.end(), is_more_specific);
  Claims claims;
  std::erase_if(detections,
                [&](const Detection& detection) { return !claims.claim(detection.range); });
  std::sort(detections.begin(), detections.end(),
            [](const Detection& a, const Detection& b) { return a.range.begin < b.range.begin; });
}

void join_pairs(std::vector<Detection>& detections) {
  for (Detection& secret : detections) {
    if (secret.rule->pairs.empty()) continue;
    Detection* partner = nullptr;
    for (Detection& other : detections) {
      if (!pairs_with(*secret.rule, *other.rule)) continue;
      const std::size_t apart = distance(secret.range, other.range);
      if (apart <= kPairReach &&
          (partner == nullptr || apart < distance(secret.range, partner->range)))
        partner = &other;
    }
    if (partner == nullptr) continue;
    partner->pair = key_of(secret);
    for (Detection* half : {&secret, partner}) {
      half->tier = rules::Tier::Block;
      half->verified = std::max(half->verified, model::Verified::Pair);
    }
    secret.lines = {std::min(secret.lines.first, partner->lines.first),
                    std::max(secret.lines.last, partner->lines.last)};
  }
}

std::vector<model::Finding> group(std::vector<Detection> detections) {
  using Key = std::tuple<std::string_view, std::string, bool>;
  std::map<Key, std::size_t> positions;
  std::vector<model::Finding> findings;
  std::set<SecretKey> secrets;
  const bool any_pair =
      std::any_of(detections.begin(), detections.end(),
                  [](const auto& detection) { return detection.pair.has_value(); });
  for (std::size_t i = 0; any_pair && i < detections.size(); ++i)
    secrets.insert(key_of(detections[i]));
  for (Detection& detection : detections) {
    if (detection.pair && secrets.contains(*detection.pair)) continue;
    const Key key{detection.rule->family,
                  detection.id.empty() ? detection.canonical.reveal() : detection.id,
                  detection.mark.has_value()};
    const auto [found, is_new] = positions.emplace(key, findings.size());
    if (is_new) {
      model::Finding& finding = findings.emplace_back();
      finding.rule = detection.rule;
      finding.tier = detection.tier;
      finding.verified = detection.verified;
      finding.note = detection.note;
      finding.secret = std::move(detection.secret);
      finding.shown_as = std::move(detection.shown_as);
      finding.id = std::move(detection.id);
      finding.fits = std::move(detection.fits);
      if (detection.mark) finding.state = model::State::Allowed;
      finding.allowed_by = std::move(detection.mark);
    }
    model::Finding& finding = findings[found->second];
    finding.tier = std::max(finding.tier, detection.tier);
    finding.note = std::min(finding.note, detection.note);
    finding.verified = std::max(finding.verified, detection.verified);
    finding.places.push_back(std::move(detection.place));
  }
  return findings;
}

}  // namespace veto::scan
