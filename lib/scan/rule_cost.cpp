#include "scan/rule_cost.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "match/engine.h"
#include "match/scanner.h"

namespace veto::scan {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kRounds = 9;

/// A compiled set with its scanner.
class TimedSet {
 public:
  explicit TimedSet(std::vector<rules::Rule> rules)
      : rules_(std::move(rules)),
        block_(match::compile_database({rules_}, match::Mode::Block)),
        widths_(match::max_widths({rules_})),
        engine_({{{rules_}, block_, {}, widths_}}),
        scanner_(engine_) {}

  double time(const std::vector<std::string>& texts) {
    const Clock::time_point start = Clock::now();
    for (const std::string& text : texts) {
      for (std::size_t at = 0; at < text.size(); at += match::kMaxBlock)
        scanner_.scan(std::string_view(text).substr(at, match::kMaxBlock),
                      [this](const match::Hit& hit) {
                        ++candidates_[hit.candidate.rule.id];
                        return true;
                      });
    }
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

  std::map<std::string_view, std::size_t>& candidates() { return candidates_; }

 private:
  std::vector<rules::Rule> rules_;
  std::string block_;
  std::vector<std::uint32_t> widths_;
  match::Engine engine_;
  match::Scanner scanner_;
  std::map<std::string_view, std::size_t> candidates_;
};

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

}  // namespace

SetCost measure_cost(const rules::RuleSet& set, const std::vector<std::string>& texts,
                     const std::function<void(std::size_t)>& on_rule) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  const double megabytes = std::max(static_cast<double>(bytes) / 1e6, 1e-9);

  const std::vector<rules::Rule> all(set.rules.begin(), set.rules.end());
  TimedSet whole(all);
  SetCost cost;
  static_cast<void>(whole.time(texts));  // warm-up, and what is counted below
  const std::map<std::string_view, std::size_t> candidates = whole.candidates();
  std::vector<double> whole_times;
  for (std::size_t i = 0; i < all.size(); ++i) {
    on_rule(i);
    std::vector<rules::Rule> others = all;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    TimedSet without(std::move(others));
    std::vector<double> ratios;
    for (int round = 0; round < kRounds; ++round) {
      whole_times.push_back(whole.time(texts));
      ratios.push_back(without.time(texts) / whole_times.back());
    }
    const auto found = candidates.find(all[i].id);
    const double count = found == candidates.end() ? 0.0 : static_cast<double>(found->second);
    cost.rules.push_back({all[i].id, 1.0 - median(std::move(ratios)), count / megabytes});
  }
  cost.gigabytes_per_second = static_cast<double>(bytes) / 1e9 / median(std::move(whole_times));
  std::stable_sort(cost.rules.begin(), cost.rules.end(),
                   [](const RuleCost& a, const RuleCost& b) { return a.share > b.share; });
  return cost;
}

}  // namespace veto::scan
