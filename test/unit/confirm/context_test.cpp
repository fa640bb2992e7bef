#include "confirm/context.h"

#include <array>
#include <string>
#include <string_view>

#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;
namespace rules = veto::rules;

namespace {

constexpr std::array<std::string_view, 2> kWords{"datadog", "dd_api"};

bool in_context(std::string_view text, std::uint16_t distance) {
  rules::Rule rule;
  rule.confirm.context = kWords;
  rule.confirm.context_distance = distance;
  return has_context(CandidateText(text, rule).candidate());
}

}  // namespace

TEST_CASE("context: any of the words, in any case, on either side, within the distance") {
  CHECK(in_context("DATADOG_KEY=~abc~", 20));
  CHECK(in_context("~abc~ # DataDog", 20));
  CHECK(in_context("dd_api: ~abc~", 8));
  CHECK(in_context("x\n\ndatadog\n\n~abc~", 20));
  CHECK_FALSE(in_context("dd_api: ~abc~", 7));
  CHECK_FALSE(in_context("~abc~ datadog", 7));
  CHECK(in_context("~abc~ datadog", 8));
  CHECK_FALSE(in_context("key=~abc~", 60000));
  CHECK_FALSE(in_context("~datadog~", 100));
  CHECK_FALSE(in_context("~abc~", 0));
}

TEST_CASE("context: a rule without words needs none") {
  CHECK(has_context(CandidateText("~abc~").candidate()));
}

TEST_CASE("context: the match's own text is not its context, what surrounds it is") {
  rules::Rule rule;
  rule.confirm.context = kWords;
  rule.confirm.context_distance = 10;
  CandidateText text("datadog key=~abc~ dd_api", rule);
  text.match_from("datadog");
  CHECK(has_context(text.candidate()));
  CandidateText alone("datadog key=~abc~", rule);
  alone.match_from("datadog");
  CHECK_FALSE(has_context(alone.candidate()));
}
