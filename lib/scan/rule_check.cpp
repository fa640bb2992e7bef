#include "scan/rule_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "confirm/confirm.h"
#include "match/scanner.h"
#include "rules/example.h"
#include "rules/lint.h"
#include "rules/surroundings.h"
#include "scan/worker.h"

namespace veto::scan {
namespace {

constexpr std::uint64_t kExpansions = 3;
constexpr std::uint64_t kPassingExpansions = 200;
constexpr std::size_t kLongExample = 300;
// A long random value holds a word now and then.
constexpr std::size_t kMaxRejected = 2;
constexpr std::size_t kMaxOverlooked = 3;

std::string expand(const rules::Rule& rule, std::string_view recipe, std::uint64_t seed) {
  return rules::expand_example(recipe, rule.confirm.checksum, rule.confirm.skip, seed);
}

/// What the matcher and the confirm stage say of one rule in one text.
struct Outcome {
  bool accepted = false;
  rules::Stage rejected_by = rules::Stage::Pattern;  // of the last candidate
  std::string_view reason;                           // of the same
  bool is_overlooked = false;         // would be accepted, but is not looked for there
  std::vector<model::Range> matches;  // in the text
  std::set<std::string> captures;
};

class RuleChecker {
 public:
  explicit RuleChecker(const match::Engine& engine)
      : settings_{engine, {0}, {}, {}}, scanner_(engine), worker_(settings_) {}

  void check(std::size_t number) {
    number_ = number;
    const rules::Rule& rule = settings_.engine.rule(number);
    rule_ = &rule;
    for (std::size_t i = 0; i < rule.positive.size(); ++i) {
      for (std::uint64_t seed = 0; seed < kExpansions; ++seed) check_positive(i, seed);
    }
    for (std::size_t i = 0; i < rule.negative.size(); ++i) {
      for (std::uint64_t seed = 0; seed < kExpansions; ++seed) check_negative(i, seed);
    }
    for (std::uint64_t seed = 0; seed < kExpansions; ++seed) check_surroundings(seed);
    if (!rule.positive.empty() || !rule.forms.empty()) check_passing();
  }

  std::vector<std::string> problems;

 private:
  void add(const std::string& text) {
    std::string line = fmt::format("{}: {}", rule_->id, text);
    if (std::find(problems.begin(), problems.end(), line) == problems.end())
      problems.push_back(std::move(line));
  }

  Outcome examine(std::string_view text) {
    Outcome outcome;
    scanner_.scan(text, [&](const match::Hit& hit) {
      if (&hit.candidate.rule != rule_) return true;
      const auto in_text = [&](const model::Range& range) {
        return model::Range{hit.window_offset + range.begin, hit.window_offset + range.end};
      };
      outcome.matches.push_back(in_text(hit.candidate.match));
      const model::Range secret = in_text(hit.candidate.secret);
      outcome.captures.emplace(text.substr(secret.begin, secret.size()));
      const model::Verdict verdict = confirm::confirm(hit.candidate, settings_.confirm);
      outcome.accepted |= verdict.accepted;
      outcome.rejected_by = verdict.stage;
      outcome.reason = verdict.reason;
      return true;
    });
    if (outcome.matches.empty()) examine_unplaced(text, outcome);
    return outcome;
  }

  /// Rules that are not looked for everywhere give no candidate where they would be rejected
  /// anyway, for want of a word or inside a longer value: the confirm stage says why.
  void examine_unplaced(std::string_view text, Outcome& outcome) const {
    if (settings_.engine.layer(number_) == match::Layer::Everywhere) return;
    for (const match::Occurrence& found : match::find_anywhere(settings_.engine, number_, text)) {
      const model::Verdict verdict =
          confirm::confirm({*rule_, text, found.match, found.secret}, settings_.confirm);
      if (!verdict.accepted) outcome.rejected_by = verdict.stage;
      outcome.is_overlooked |= verdict.accepted;
    }
  }

  /// What a scan of the text finds, one secret a finding.
  std::vector<model::Finding> scan(std::string_view text) {
    const model::Origin origin{model::OriginKind::File, "example", ""};
    worker_.accept({origin, text, nullptr});
    return group(std::exchange(worker_.detections, {}));
  }

  void check_engines(const std::string& name, std::string_view text, const Outcome& outcome) {
    if (match::find_all(settings_.engine, number_, text) != outcome.matches ||
        scanner_.disagreements() > 0)
      add(fmt::format("{}: the pattern databases and RE2 disagree", name));
  }

  void check_positive(std::size_t number, std::uint64_t seed) {
    const std::string name = fmt::format("positive example {}", number + 1);
    const std::string text = expand(*rule_, rule_->positive[number], seed);
    const Outcome outcome = examine(text);
    check_engines(name, text, outcome);
    const std::vector<model::Finding> findings = scan(text);
    if (!outcome.accepted) {
      add(fmt::format("{}: rejected by {}", name, rules::to_string(outcome.rejected_by)));
      return;
    }
    if (findings.size() != 1) {
      std::string ids;
      for (const model::Finding& finding : findings) ids += fmt::format(" {}", finding.rule->id);
      add(fmt::format("{}: {} findings, not one:{}", name, findings.size(), ids));
      return;
    }
    if (findings.front().rule != rule_) {
      add(fmt::format("{}: reported by {}", name, findings.front().rule->id));
      return;
    }
    // A structure may read on behind the pattern, but never past what the pattern found.
    const std::string& secret = findings.front().secret.reveal();
    const bool is_capture =
        std::any_of(outcome.captures.begin(), outcome.captures.end(), [&](const auto& capture) {
          return rule_->confirm.structure.empty() ? secret == capture
                                                  : secret.find(capture) != std::string::npos;
        });
    if (!is_capture) add(fmt::format("{}: the secret is not what the pattern captures", name));
  }

  void check_negative(std::size_t number, std::uint64_t seed) {
    const rules::NegativeExample& example = rule_->negative[number];
    const std::string name = fmt::format("negative example {}", number + 1);
    const std::string text = expand(*rule_, example.text, seed);
    const Outcome outcome = examine(text);
    check_engines(name, text, outcome);
    rules::Stage stage = outcome.rejected_by;
    if (outcome.accepted) {
      const std::vector<model::Finding> findings = scan(text);
      const bool reported =
          std::any_of(findings.begin(), findings.end(),
                      [this](const model::Finding& finding) { return finding.rule == rule_; });
      if (reported) {
        add(fmt::format("{}: accepted", name));
        return;
      }
      stage = rules::Stage::Overlap;
    }
    if (stage != example.stage)
      add(fmt::format("{}: rejected by {}, not by {}", name, rules::to_string(stage),
                      rules::to_string(example.stage)));
  }

  std::string any_example(std::uint64_t seed) {
    if (!rule_->positive.empty()) return expand(*rule_, rule_->positive.front(), seed);
    const auto examples = rules::surrounded_examples(*rule_, seed);
    return examples[seed % examples.size()].text;
  }

  /// The rule's form in every kind of surroundings, and what is nearly of that form.
  void check_surroundings(std::uint64_t seed) {
    for (const rules::SurroundedExample& example : rules::surrounded_examples(*rule_, seed)) {
      const std::vector<model::Finding> findings = scan(example.text);
      const auto found =
          std::find_if(findings.begin(), findings.end(), [&](const model::Finding& finding) {
            return finding.rule == rule_ && finding.secret.reveal() == example.secret;
          });
      if (found != findings.end() && findings.size() == 1) continue;
      if (found == findings.end() && examine(example.text).is_overlooked) continue;
      std::string ids;
      for (const model::Finding& finding : findings) ids += fmt::format(" {}", finding.rule->id);
      add(fmt::format("{}: not found alone, but:{}", example.name, ids.empty() ? " nothing" : ids));
    }
    for (const rules::SurroundedExample& miss : rules::near_misses(*rule_, seed)) {
      const std::vector<model::Finding> findings = scan(miss.text);
      if (std::any_of(findings.begin(), findings.end(),
                      [this](const model::Finding& finding) { return finding.rule == rule_; }))
        add(fmt::format("near miss, {}: accepted", miss.name));
    }
  }

  /// Random values must not be refused by chance. That a few do not look random enough to be looked
  /// for is known (match/placement.h).
  void check_passing() {
    // A long pattern costs a search of milliseconds, and long values are refused by no chance.
    const bool is_long = any_example(0).size() > kLongExample;
    const std::uint64_t count = is_long ? kPassingExpansions / 10 : kPassingExpansions;
    std::size_t rejected = 0;
    std::size_t overlooked = 0;
    std::string last;
    for (std::uint64_t seed = 0; seed < count; ++seed) {
      const Outcome outcome = examine(any_example(seed));
      if (outcome.accepted) continue;
      ++(outcome.is_overlooked ? overlooked : rejected);
      last = fmt::format("{} ({})", rules::to_string(outcome.rejected_by), outcome.reason);
    }
    if (rejected > kMaxRejected)
      add(fmt::format("{} of {} random values are rejected, the last by {}", rejected, count,
                      last));
    if (overlooked > kMaxOverlooked)
      add(fmt::format("{} of {} random values are not looked at", overlooked, count));
  }

  WorkerSettings settings_;
  match::Scanner scanner_;
  Worker worker_;
  std::size_t number_ = 0;             // of the rule that is being checked
  const rules::Rule* rule_ = nullptr;  // the same
};

}  // namespace

std::vector<std::string> check_rules(const rules::RuleSet& set, const match::Engine& engine) {
  RuleChecker checker(engine);
  checker.problems = rules::lint(set);
  for (std::size_t i = 0; i < engine.rule_count(); ++i) {
    const rules::Rule& rule = engine.rule(i);
    if (set.find(rule.id) == &rule) checker.check(i);
  }
  return std::move(checker.problems);
}

}  // namespace veto::scan
