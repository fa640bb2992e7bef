#include "policy/mark.h"

#include <string>
#include <vector>

#include "test/support/catch.h"

using namespace veto;

namespace {

/// "~" stands before and behind the match.
std::optional<model::Allowance> mark_in(std::string text) {
  model::Range match;
  match.begin = text.find('~');
  text.erase(match.begin, 1);
  match.end = text.find('~');
  text.erase(match.end, 1);
  rules::Rule rule;
  rule.id = "test-key";
  return policy::find_mark(text, match, rule);
}

struct Case {
  std::string text;
  std::string reason;
};

}  // namespace

TEST_CASE("mark: one on the line of a finding, for its rule, gives the reason behind it") {
  const std::vector<Case> cases{
      {"a = ~x~ # git-veto:allow test-key why not", "why not"},
      {"a = ~x~ # git-veto:allow test-key", ""},
      {"a = ~x~ // git-veto:allow\ttest-key\twhy  ", "why"},
      {"# git-veto:allow test-key before ~x~", "before x"},
      {"a = ~x~ /* git-veto:allow test-key why */", "why"},
      {"a = ~x~ <!-- git-veto:allow test-key why --> more", "why"},
      {"a = ~x~ {# git-veto:allow test-key why #}", "why"},
      {"a = ~x~ <% git-veto:allow test-key why %>", "why"},
      {"a = ~x~ # git-veto:allow test-key : why", "why"},
      {"a = ~x~ # git-veto:allow test-key why\r\nnext", "why"},
      {"one\na = ~x~ # git-veto:allow test-key why\nthree", "why"},
      {"~x~ # git-veto:allow other-key a git-veto:allow test-key b", "b"},
      {"~x~ # git-veto:allow git-veto:allow test-key b", "b"},
      {"~one\ntwo\nthree~ # git-veto:allow test-key last line", "last line"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const std::optional<model::Allowance> mark = mark_in(each.text);
    REQUIRE(mark);
    CHECK(mark->how == model::AllowedHow::Mark);
    CHECK(mark->reason == each.reason);
    CHECK(mark->expires.empty());
  }
}

TEST_CASE("mark: one for another rule, on another line or without a rule does not count") {
  for (const char* text :
       {"a = ~x~", "a = ~x~ # git-veto:allow", "a = ~x~ # git-veto:allow \n test-key",
        "a = ~x~ # git-veto:allow other-key why", "a = ~x~ # git-veto:allow test-key2 why",
        "a = ~x~ # git-veto:allow test-ke why", "a = ~x~ # git-veto:allow TEST-KEY",
        "a = ~x~ # git-veto: allow test-key", "a = ~x~ # Git-Veto:allow test-key",
        "# git-veto:allow test-key\na = ~x~", "a = ~x~\n# git-veto:allow test-key",
        "a = ~x~\r\n# git-veto:allow test-key", "a = ~x~ # git-veto:allow *",
        "a = ~x~ # git-veto:allow all", "a = ~x~ # git-veto:disallow test-key"}) {
    CAPTURE(text);
    CHECK_FALSE(mark_in(text));
  }
}

TEST_CASE("mark: those of other tools count for any rule") {
  REQUIRE(mark_in("a = ~x~ # gitleaks:allow"));
  CHECK(mark_in("a = ~x~ # gitleaks:allow")->reason == "gitleaks:allow");
  CHECK(mark_in("a = ~x~  # pragma: allowlist secret").has_value());
  CHECK_FALSE(mark_in("a = ~x~\n# gitleaks:allow"));
  CHECK_FALSE(mark_in("a = ~x~ # pragma: allowlist"));
}

TEST_CASE("mark: on a long line it counts only close behind the finding") {
  const std::string mark = " git-veto:allow test-key why";
  const std::string long_text(1500, '.');
  CHECK(mark_in(std::string(900, '.') + "~x~" + mark));
  CHECK(mark_in(long_text + "~x~" + mark));
  CHECK(mark_in(long_text + "~x~" + std::string(150, '.') + mark));
  CHECK_FALSE(mark_in(long_text + "~x~" + std::string(200, '.') + mark));
  CHECK_FALSE(mark_in(mark + long_text + "~x~"));
  CHECK_FALSE(mark_in("~x~" + long_text + mark));
  // The finding's own length does not make a line long.
  CHECK(mark_in("~" + std::string(5000, 'x') + "~ # git-veto:allow test-key"));
  CHECK(mark_in("# git-veto:allow test-key ~" + std::string(5000, 'x') + "~"));
}

TEST_CASE("mark: reasons are limited") {
  const std::optional<model::Allowance> mark =
      mark_in("~x~ git-veto:allow test-key " + std::string(500, 'r'));
  REQUIRE(mark);
  CHECK(mark->reason == std::string(200, 'r'));
}

TEST_CASE("mark: a finding at either end of the text is no special case") {
  CHECK(mark_in("~x~ gitleaks:allow"));
  CHECK(mark_in("gitleaks:allow ~x~"));
  CHECK_FALSE(mark_in("\n~x~"));
  CHECK_FALSE(mark_in("~x~\n"));
  CHECK_FALSE(mark_in("gitleaks:allow\n~x~\ngitleaks:allow"));
  CHECK_FALSE(mark_in("~~"));
}
