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
#include "scan/worker.h"

namespace veto::scan {
namespace {

constexpr std::uint64_t kExpansions = 3;
constexpr std::uint64_t kPassingExpansions = 200;

std::string expand(const rules::Rule& rule, std::string_view recipe, std::uint64_t seed) {
  return rules::expand_example(recipe, rule.confirm.checksum, rule.confirm.skip, seed);
}

/// What the matcher and the confirm stage say of one rule in one text.
struct Outcome {
  bool accepted = false;
  rules::Stage rejected_by = rules::Stage::Pattern;  // of the last candidate
  std::vector<model::Range> matches;                 // in the text
  std::set<std::string> captures;
};

class RuleChecker {
 public:
  explicit RuleChecker(const match::Engine& engine)
      : settings_{engine, {0}, {}, {}}, scanner_(engine) {}

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
    if (!rule.positive.empty()) check_passing();
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
      return true;
    });
    return outcome;
  }

  /// What a scan of the text finds, one secret a finding.
  std::vector<model::Finding> scan(std::string_view text) {
    Worker worker(settings_);
    const model::Origin origin{model::OriginKind::File, "example", ""};
    worker.accept({origin, text, nullptr});
    return group(std::move(worker.detections));
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

  /// Random values must not be refused by chance.
  void check_passing() {
    std::size_t rejected = 0;
    rules::Stage stage = rules::Stage::Pattern;
    for (std::uint64_t seed = 0; seed < kPassingExpansions; ++seed) {
      const Outcome outcome = examine(expand(*rule_, rule_->positive.front(), seed));
      if (outcome.accepted) continue;
      ++rejected;
      stage = outcome.rejected_by;
    }
    if (rejected > 0)
      add(fmt::format("{} of {} random values are rejected, the last by {}", rejected,
                      kPassingExpansions, rules::to_string(stage)));
  }

  WorkerSettings settings_;
  match::Scanner scanner_;
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
