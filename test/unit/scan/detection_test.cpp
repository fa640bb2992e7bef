#include "scan/detection.h"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using model::Verified;
using rules::RuleKind;
using scan::Detection;

namespace {

constexpr std::string_view kSupersedesAlpha[] = {"alpha-key"};

/// Rules that live as long as the tests.
const rules::Rule& rule_of(std::string_view id, RuleKind kind = RuleKind::Token) {
  static std::deque<rules::Rule> rules;
  for (const rules::Rule& rule : rules) {
    if (rule.id == id && rule.kind == kind) return rule;
  }
  rules::Rule& rule = rules.emplace_back();
  rule.id = id;
  rule.family = id;
  rule.kind = kind;
  if (id == "over-key") rule.supersedes = kSupersedesAlpha;
  return rule;
}

Detection at(const rules::Rule& rule, std::size_t begin, std::size_t end,
             Verified verified = Verified::None) {
  Detection detection;
  detection.rule = &rule;
  detection.range = {begin, end};
  detection.verified = verified;
  detection.place.line = begin + 1;
  return detection;
}

std::string resolved(std::vector<Detection> detections) {
  scan::resolve_overlaps(detections);
  std::string text;
  for (const Detection& each : detections)
    text += std::string(each.rule->id) + " " + std::to_string(each.range.begin) + "-" +
            std::to_string(each.range.end) + ";";
  return text;
}

Detection secret(const rules::Rule& rule, const std::string& canonical, std::size_t line) {
  Detection detection = at(rule, line, line + 1);
  detection.secret = base::Secret(canonical + " ");
  detection.canonical = base::Secret(canonical);
  return detection;
}

}  // namespace

TEST_CASE("overlaps: detections that share no byte are all kept, in the order of the text") {
  const rules::Rule& a = rule_of("alpha-key");
  CHECK(resolved({}).empty());
  CHECK(resolved({at(a, 5, 6), at(a, 0, 5), at(a, 6, 9)}) ==
        "alpha-key 0-5;alpha-key 5-6;alpha-key 6-9;");
}

TEST_CASE("overlaps: of two that claim the same bytes the more specific one is kept") {
  const rules::Rule& alpha = rule_of("alpha-key");
  const rules::Rule& beta = rule_of("beta-key");
  const rules::Rule& over = rule_of("over-key");
  const rules::Rule& context = rule_of("context-key", RuleKind::Context);
  const rules::Rule& generic = rule_of("generic-key", RuleKind::Generic);
  struct Case {
    Detection winner;
    Detection loser;
  };
  const std::vector<Case> cases{
      // The kind of rule comes first, whatever else.
      {at(alpha, 3, 5), at(context, 0, 9, Verified::Checksum)},
      {at(context, 3, 5), at(generic, 0, 9, Verified::Checksum)},
      {at(alpha, 3, 5), at(generic, 0, 9)},
      // Then what verifies it, the stronger the better.
      {at(beta, 3, 5, Verified::Checksum), at(alpha, 0, 9)},
      {at(beta, 3, 5, Verified::Checksum), at(alpha, 0, 9, Verified::Structure)},
      {at(beta, 3, 5, Verified::Structure), at(alpha, 0, 9, Verified::Pair)},
      // Then a listed order.
      {at(over, 3, 5), at(alpha, 0, 9)},
      // Then the longer secret, then the id.
      {at(beta, 0, 6), at(alpha, 0, 5)},
      {at(alpha, 0, 5), at(beta, 0, 5)},
      {at(alpha, 2, 7), at(beta, 0, 5)},
  };
  for (const Case& each : cases) {
    const std::string expected = resolved({each.winner});
    CAPTURE(each.loser.rule->id);
    CHECK(resolved({each.winner, each.loser}) == expected);
    CHECK(resolved({each.loser, each.winner}) == expected);
  }
}

TEST_CASE("overlaps: the same detection twice is one") {
  const rules::Rule& alpha = rule_of("alpha-key");
  CHECK(resolved({at(alpha, 0, 5), at(alpha, 0, 5)}) == "alpha-key 0-5;");
}

TEST_CASE("grouping: detections of one secret become one finding with all its places") {
  const rules::Rule& alpha = rule_of("alpha-key");
  const std::vector<model::Finding> findings =
      scan::group({secret(alpha, "one", 1), secret(alpha, "two", 2), secret(alpha, "one", 3)});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].places.size() == 2);
  CHECK(findings[0].places[1].line == 4);
  CHECK(findings[1].places.size() == 1);
  CHECK(findings[0].secret.reveal() == "one ");
  CHECK(findings[0].state == model::State::Open);
}

TEST_CASE("grouping: rules of one family share a finding, of which the worst counts") {
  rules::Rule one = rule_of("one-key");
  rules::Rule two = rule_of("two-key");
  one.family = two.family = "family";
  Detection low = secret(one, "x", 1);
  low.tier = rules::Tier::Info;
  Detection high = secret(two, "x", 2);
  high.tier = rules::Tier::Block;
  high.verified = Verified::Checksum;
  const std::vector<model::Finding> findings = scan::group({low, high});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == &one);
  CHECK(findings[0].tier == rules::Tier::Block);
  CHECK(findings[0].verified == Verified::Checksum);
  CHECK(scan::group({secret(rule_of("one-key"), "x", 1), secret(rule_of("two-key"), "x", 2)})
            .size() == 2);
}

TEST_CASE("grouping: marked and unmarked detections of a secret stay apart") {
  const rules::Rule& alpha = rule_of("alpha-key");
  Detection marked = secret(alpha, "x", 1);
  marked.mark = model::Allowance{model::AllowedHow::Mark, "why", ""};
  const std::vector<model::Finding> findings =
      scan::group({marked, secret(alpha, "x", 2), marked, secret(alpha, "x", 4)});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].state == model::State::Allowed);
  CHECK(findings[0].allowed_by->reason == "why");
  CHECK(findings[0].places.size() == 2);
  CHECK(findings[1].state == model::State::Open);
  CHECK(findings[1].places.size() == 2);
}

TEST_CASE("overlaps: a verified detection wins over one whose rule supersedes its own") {
  const rules::Rule& alpha = rule_of("alpha-key");
  const rules::Rule& over = rule_of("over-key");
  CHECK(resolved({at(alpha, 0, 9, Verified::Checksum), at(over, 3, 5)}) == "alpha-key 0-9;");
}

TEST_CASE("overlaps: the one that wins over a winner does not take the first loser with it") {
  const rules::Rule& generic = rule_of("generic-key", RuleKind::Generic);
  const rules::Rule& context = rule_of("context-key", RuleKind::Context);
  const rules::Rule& token = rule_of("alpha-key");
  CHECK(resolved({at(generic, 0, 10), at(context, 5, 15), at(token, 12, 20)}) ==
        "generic-key 0-10;alpha-key 12-20;");
}

TEST_CASE("overlaps: what goes shares bytes with something that stays, in random sets") {
  const rules::Rule* const rules[] = {
      &rule_of("alpha-key"), &rule_of("beta-key"), &rule_of("over-key"),
      &rule_of("context-key", RuleKind::Context), &rule_of("generic-key", RuleKind::Generic)};
  rules::ExampleRandom random(1);
  for (int trial = 0; trial < 2000; ++trial) {
    std::vector<Detection> all;
    for (std::size_t i = random.below(6); i > 0; --i) {
      const std::size_t begin = random.below(30);
      all.push_back(at(*rules[random.below(5)], begin, begin + 1 + random.below(10),
                       static_cast<Verified>(random.below(4))));
    }
    std::vector<Detection> kept = all;
    scan::resolve_overlaps(kept);
    for (std::size_t i = 0; i < kept.size(); ++i) {
      for (std::size_t j = i + 1; j < kept.size(); ++j)
        REQUIRE_FALSE(kept[i].range.overlaps(kept[j].range));
    }
    for (const Detection& each : all) {
      CAPTURE(trial, each.rule->id, each.range.begin, each.range.end);
      REQUIRE(std::any_of(kept.begin(), kept.end(), [&](const Detection& other) {
        return other.range.overlaps(each.range);
      }));
    }
  }
}

TEST_CASE(
    "pairs: a secret and its id near by are one finding, which blocks, on the lines of both") {
  static constexpr std::string_view kIds[] = {"pair-id"};
  rules::Rule key;
  key.id = "pair-secret";
  key.family = key.id;
  key.pairs = kIds;
  const auto placed = [](const rules::Rule& rule, std::size_t begin, std::size_t line) {
    Detection detection = at(rule, begin, begin + 20);
    detection.canonical = base::Secret(std::string(rule.id));
    detection.tier = rules::Tier::Warn;
    detection.lines = {line, line};
    return detection;
  };
  const rules::Rule& id = rule_of("pair-id");
  const rules::Rule& other = rule_of("other-key");
  std::vector<Detection> near{placed(id, 0, 1), placed(other, 40, 2), placed(key, 80, 3)};
  scan::join_pairs(near);
  REQUIRE(near.size() == 3);
  CHECK(near[0].tier == rules::Tier::Block);
  CHECK(near[1].tier == rules::Tier::Warn);
  CHECK(near[2].tier == rules::Tier::Block);
  CHECK(near[2].verified == Verified::Pair);
  CHECK(near[2].lines.first == 1);
  CHECK(near[2].lines.last == 3);
  const std::vector<model::Finding> findings = scan::group(near);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].rule == &other);
  CHECK(findings[1].rule == &key);
  // Only the id is new: it stands for the pair.
  CHECK(scan::group({near[0]}).size() == 1);

  std::vector<Detection> far{placed(id, 0, 1), placed(key, 2000, 50)};
  scan::join_pairs(far);
  CHECK(far[1].tier == rules::Tier::Warn);
  CHECK(far[1].verified == Verified::None);
  CHECK(scan::group(far).size() == 2);
}

TEST_CASE("vetoes: what a token's rule rejects is reported by no less specific rule") {
  const rules::Rule& token = rule_of("token-key");
  const rules::Rule& other = rule_of("other-key");
  const rules::Rule& generic = rule_of("generic-key", RuleKind::Generic);
  const auto remaining = [&](const Detection& detection, bool is_disproved) {
    std::vector<Detection> detections{detection};
    scan::resolve_overlaps(detections, {{&token, {10, 40}, is_disproved}});
    return detections.size();
  };
  CHECK(remaining(at(generic, 10, 40), false) == 0);
  CHECK(remaining(at(generic, 5, 12), false) == 0);
  CHECK(remaining(at(generic, 40, 60), false) == 1);
  CHECK(remaining(at(other, 10, 40), false) == 1);
  CHECK(remaining(at(other, 10, 40), true) == 0);
  CHECK(remaining(at(other, 10, 40, Verified::Structure), true) == 1);
  CHECK(remaining(at(token, 10, 40), true) == 1);
}
