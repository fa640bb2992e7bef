#include "match/capture_place.h"

#include <string>

#include "match/expression.h"
#include "rules/builtin.h"
#include "rules/example.h"
#include "test/support/catch.h"

using namespace veto;
using match::capture_place;

namespace {

/// The place in a match of ten bytes, as "begin-end"; "unknown" if lengths do not say it.
std::string place(std::string_view pattern) {
  const std::optional<match::CapturePlace> found = capture_place(pattern);
  if (!found) return "unknown";
  const model::Range match{100, 110};
  return std::to_string(found->begin.in(match)-match.begin) + "-" +
         std::to_string(found->end.in(match)-match.begin);
}

}  // namespace

TEST_CASE("capture place: lengths around the group, or of the group and on one side, tell it") {
  struct Case {
    std::string_view pattern;
    std::string_view place;
  };
  for (const Case& each : {
           Case{"(key[0-9]{7})", "0-10"},
           Case{"(ab|c[0-9]{1,9})", "0-10"},
           Case{"ab(c{1,8})", "2-10"},
           Case{"ab(c{1,8})[xy]{3}", "2-7"},
           Case{"a{1,9}(b{4})", "6-10"},
           Case{"(?:ab|cd)(e{1,8})(?i:X)", "2-9"},
           Case{"(?:a|bc)(d{3})e{2}", "5-8"},
           Case{"\\((a{1,9})[)(]", "1-9"},
           Case{"a{2}(b{3})c{1,9}", "2-5"},
           Case{"a{1,4}(b{1,4})", "unknown"},
           Case{"a(b)?c", "unknown"},
           Case{"a(b){3}", "unknown"},
           Case{"a(?:b(c)){1,9}", "unknown"},
           Case{"((a)b)", "unknown"},
           Case{"(a)(b)", "unknown"},
           Case{"(a)|b", "unknown"},
           Case{"abc", "unknown"},
           Case{"\\d(a{1,3})b+", "unknown"},
       }) {
    CAPTURE(each.pattern);
    CHECK(place(each.pattern) == each.place);
  }
}

TEST_CASE("capture place: is where the expression of each built-in rule captures") {
  std::size_t told = 0;
  for (const rules::Rule& rule : rules::builtin_rules().set.rules) {
    if (!capture_place(rule.pattern) || rule.positive.empty()) continue;
    ++told;
    // The same pattern, with a group that lengths do not place.
    rules::Rule plain = rule;
    const std::string pattern = "(?:" + std::string(rule.pattern) + "|\\z)";
    plain.pattern = pattern;
    REQUIRE_FALSE(capture_place(plain.pattern));
    const match::RuleExpression fast(rule);
    const match::RuleExpression slow(plain);
    const std::string text =
        rules::expand_example(rule.positive.front(), rule.confirm.checksum, rule.confirm.skip, 7);
    for (const model::Range& found : fast.find_all(text)) {
      model::Range match;
      model::Range secret;
      model::Range same_match;
      model::Range same_secret;
      const std::string_view rest = std::string_view(text).substr(found.begin);
      REQUIRE(fast.match_at(rest, match, secret));
      REQUIRE(slow.match_at(rest, same_match, same_secret));
      CAPTURE(rule.id);
      CHECK(match == same_match);
      CHECK(secret == same_secret);
    }
  }
  CHECK(told > 150);
}
