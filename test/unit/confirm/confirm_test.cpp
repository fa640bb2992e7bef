#include "confirm/confirm.h"

#include <array>
#include <string>
#include <string_view>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;
namespace rules = veto::rules;
using rules::Stage;
using veto::model::Verified;

namespace {

rules::Rule checksummed() {
  rules::Rule rule;
  rule.id = "test-token";
  rule.shown = 4;
  rule.confirm.checksum = "crc32-base62";
  rule.confirm.skip = 4;
  return rule;
}

rules::Rule plain() {
  rules::Rule rule;
  rule.id = "test-token";
  rule.shown = 4;
  return rule;
}

}  // namespace

TEST_CASE("confirm: a candidate that passes all checks keeps the rule's tier and its ranges") {
  rules::Rule rule = plain();
  rule.tier = rules::Tier::Warn;
  CandidateText text("key=~tst_{base62:30}~;", rule);
  const auto verdict = text.match_from("key").verdict();
  CHECK(verdict.accepted);
  CHECK(verdict.reason.empty());
  CHECK(verdict.verified == Verified::None);
  CHECK(verdict.tier == rules::Tier::Warn);
  CHECK(verdict.match == text.match);
  CHECK(verdict.secret == text.secret);
}

TEST_CASE("confirm: a right checksum verifies, and needs no boundary") {
  const auto verdict =
      CandidateText("abc~{token}tst_{base62:30}{checksum}~def", checksummed()).verdict();
  CHECK(verdict.accepted);
  CHECK(verdict.verified == Verified::Checksum);
}

TEST_CASE("confirm: a wrong checksum rejects at its stage, with or without a boundary") {
  for (const char* text :
       {"~{token}tst_{base62:30}{bad-checksum}~", "abc~{token}tst_{base62:30}{bad-checksum}~def"}) {
    const auto verdict = CandidateText(text, checksummed()).verdict();
    CHECK_FALSE(verdict.accepted);
    CHECK(verdict.stage == Stage::Checksum);
    CHECK_FALSE(verdict.reason.empty());
  }
}

TEST_CASE("confirm: a wrong checksum is told with its name") {
  const auto verdict =
      CandidateText("~{token}tst_{base62:30}{bad-checksum}~", checksummed()).verdict();
  CHECK(verdict.reason == "checksum does not match (crc32-base62)");
}

TEST_CASE("confirm: a hint verifies where it holds, and otherwise changes nothing but the reason") {
  rules::Rule rule = checksummed();
  rule.confirm.checksum_is = rules::ChecksumIs::Hint;
  const auto right = CandidateText("~{token}tst_{base62:30}{checksum}~", rule).verdict();
  CHECK(right.accepted);
  CHECK(right.verified == Verified::Checksum);
  CHECK(right.reason.empty());
  const auto wrong = CandidateText("~{token}tst_{base62:30}{bad-checksum}~", rule).verdict();
  CHECK(wrong.accepted);
  CHECK(wrong.tier == rule.tier);
  CHECK(wrong.verified == Verified::None);
  CHECK(wrong.reason == "checksum does not match (crc32-base62)");
  // It proves too little to stand for a boundary.
  const auto inside = CandidateText("abc~{token}tst_{base62:30}{checksum}~", rule).verdict();
  CHECK(inside.stage == Stage::Boundary);
}

TEST_CASE("confirm: without a checksum the boundary is asked first") {
  const auto verdict = CandidateText("abc~tst_xxxxxxxxxxxxxxxxxxxxxxxxxx~", plain()).verdict();
  CHECK_FALSE(verdict.accepted);
  CHECK(verdict.stage == Stage::Boundary);

  rules::Rule open = plain();
  open.confirm.boundary = false;
  CHECK(CandidateText("abc~tst_{base62:30}~def", open).verdict().accepted);
}

TEST_CASE("confirm: the first rejection in the order of the stages is the one that is told") {
  constexpr std::array<std::string_view, 1> kWords{"acme"};
  constexpr std::array<std::string_view, 1> kExamples{"tst_exampleexampleexample"};
  rules::Rule rule = plain();
  rule.confirm.context = kWords;
  rule.confirm.context_distance = 20;
  rule.confirm.examples = kExamples;
  rule.confirm.min_entropy = 3.0;
  rule.confirm.checksum = "crc32-base62";
  rule.confirm.skip = 4;
  struct Step {
    const char* text;
    Stage stage;
  };
  for (const Step& step : {
           Step{"~tst_exampleexampleexample~", Stage::Context},
           Step{"acme ~tst_exampleexampleexample~", Stage::Example},
           Step{"acme ~tst_exampleexampleexampl~", Stage::Placeholder},
           Step{"acme ~tst_abbcaabcacbcabca~", Stage::Placeholder},
           Step{"acme ~tst_qkbcaabcacbcabca~", Stage::Entropy},
           Step{"acme ~{token}tst_{base62:30}{bad-checksum}~", Stage::Checksum},
       }) {
    INFO(step.text);
    const auto verdict = CandidateText(step.text, rule).verdict();
    CHECK_FALSE(verdict.accepted);
    CHECK(verdict.stage == step.stage);
    CHECK_FALSE(verdict.reason.empty());
  }
  CHECK(CandidateText("acme ~{token}tst_{base62:30}{checksum}~", rule).verdict().accepted);
}

TEST_CASE("confirm: the shown prefix counts neither as placeholder nor as entropy") {
  rules::Rule rule = plain();
  rule.shown = 8;
  rule.confirm.min_entropy = 3.0;
  CHECK(CandidateText("~example_{base62:30}~", rule).verdict().accepted);
  CHECK(CandidateText("~example_aaaabbbbccccaa{digit:1}~", rule).verdict().stage ==
        Stage::Placeholder);
  CHECK(CandidateText("~example~", rule).verdict().stage == Stage::Entropy);
}

TEST_CASE("confirm: a structure lowers the tier and never raises it") {
  rules::Rule rule = rule_with_structure("jwt");
  const Settings settings{.now_unix = 1'700'000'000};
  rule.tier = rules::Tier::Block;
  CHECK(CandidateText("~{jwt}~", rule).verdict(settings).tier == rules::Tier::Block);
  CHECK(CandidateText("~{jwt-expired}~", rule).verdict(settings).tier == rules::Tier::Warn);
  rule.tier = rules::Tier::Warn;
  CHECK(CandidateText("~{jwt-expired}~", rule).verdict(settings).tier == rules::Tier::Info);
  const auto verdict = CandidateText("~{jwt}~", rule).verdict(settings);
  CHECK(verdict.tier == rules::Tier::Warn);
  CHECK(verdict.verified == Verified::Structure);
}

TEST_CASE("confirm: a structure that rejects does so at its stage") {
  const auto verdict = CandidateText("~{jwt-none}~", rule_with_structure("jwt")).verdict();
  CHECK_FALSE(verdict.accepted);
  CHECK(verdict.stage == Stage::Structure);
  CHECK(verdict.verified == Verified::None);
}

TEST_CASE("confirm: a secret that goes on behind the pattern has no boundary there") {
  CandidateText text("~{jwt}~", rule_with_structure("jwt"));
  const std::size_t end = text.secret.end;
  text.secret.end -= 10;
  text.match.end -= 10;
  const auto verdict = text.verdict();
  CHECK(verdict.accepted);
  CHECK(verdict.secret.end == end);
  CHECK(verdict.match.end == end);
}

TEST_CASE("confirm: a rule that names what does not exist is an error, never a silent pass") {
  rules::Rule rule = plain();
  rule.confirm.structure = "nothing";
  CHECK_THROWS_AS(CandidateText("~tst_{base62:30}~", rule).verdict(), veto::base::Error);
  rule.confirm.structure = "";
  rule.confirm.checksum = "nothing";
  CHECK_THROWS_AS(CandidateText("~tst_{base62:30}~", rule).verdict(), veto::base::Error);
}

TEST_CASE("confirm: 300 random tokens of each kind pass") {
  rules::Rule rule = plain();
  rule.confirm.min_entropy = 3.0;
  for (const char* recipe : {"=~tst_{base62:30}~", "=~tst_{base64url:43}~", "=~tst_{base36:32}~",
                             "=~tst_{hex:40}~", "=~tst_{base64:40}~ "}) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      const auto verdict = CandidateText(recipe, rule, seed).verdict();
      INFO(recipe << " seed " << seed << ": " << verdict.reason);
      CHECK(verdict.accepted);
    }
  }
}
