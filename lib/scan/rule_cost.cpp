#include "scan/rule_cost.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include "confirm/confirm.h"
#include "match/scanner.h"

namespace veto::scan {
namespace {

constexpr int kRounds = 5;

using Text = std::string_view;

/// Calls `scan` with each text, in parts that the scanner takes in one block.
template <class Scan>
void for_each_block(const std::vector<std::string>& texts, const Scan& scan) {
  for (const std::string& text : texts) {
    for (std::size_t at = 0; at < text.size(); at += match::kMaxBlock)
      scan(Text(text).substr(at, match::kMaxBlock));
  }
}

/// The best of some rounds: what else runs on the machine only adds.
double matching_seconds(match::Scanner& scanner, const std::vector<std::string>& texts) {
  double best = 0.0;
  for (int round = 0; round < kRounds; ++round) {
    double seconds = 0.0;
    {
      const match::Stopwatch watch(&seconds);
      for_each_block(
          texts, [&](Text text) { scanner.scan(text, [](const match::Hit&) { return true; }); });
    }
    best = round == 0 ? seconds : std::min(best, seconds);
  }
  return best;
}

}  // namespace

SetCost measure_cost(const match::Engine& engine, const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  const double megabytes = std::max(static_cast<double>(bytes) / 1e6, 1e-9);

  match::Scanner scanner(engine);
  SetCost cost;
  const double seconds = matching_seconds(scanner, texts);
  cost.gigabytes_per_second = static_cast<double>(bytes) / 1e9 / std::max(seconds, 1e-9);

  match::ScanProfile profile;
  profile.rules.resize(engine.rule_count());
  scanner.set_profile(&profile);
  std::map<std::string_view, std::size_t> candidates;
  double whole = 0.0;
  {
    const match::Stopwatch watch(&whole);
    for_each_block(texts, [&](Text text) {
      scanner.scan(text, [&](const match::Hit& hit) {
        ++candidates[hit.candidate.rule.id];
        return confirm::confirm(hit.candidate, {}).accepted;
      });
    });
  }
  whole = std::max(whole, 1e-9);
  cost.marking_share = profile.marking_seconds / whole;
  cost.places_share = (profile.places_seconds - profile.of(match::Layer::ByWords).seconds) / whole;
  for (std::size_t i = 0; i < cost.layers.size(); ++i) {
    cost.layers[i].share = profile.layers[i].seconds / whole;
    cost.layers[i].text_share = static_cast<double>(profile.layers[i].bytes) / 1e6 / megabytes;
  }
  for (std::size_t i = 0; i < engine.rule_count(); ++i) {
    const std::string_view id = engine.rule(i).id;
    const match::ScanProfile::Rule& rule = profile.rules[i];
    ++cost.layers[static_cast<std::size_t>(engine.layer(i))].rules;
    cost.rules.push_back({id, engine.layer(i), static_cast<double>(rule.events) / megabytes,
                          static_cast<double>(candidates[id]) / megabytes, rule.seconds / whole});
  }
  std::stable_sort(cost.rules.begin(), cost.rules.end(), [](const RuleCost& a, const RuleCost& b) {
    return std::tie(a.share, a.events_per_mb) > std::tie(b.share, b.events_per_mb);
  });
  return cost;
}

}  // namespace veto::scan
