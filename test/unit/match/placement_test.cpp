#include "match/placement.h"

#include <cmath>
#include <string>

#include "match/mark_odds.h"
#include "match/pattern_branches.h"
#include "match/token_runs.h"
#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto;
using match::Layer;
using match::Placement;

namespace {

Placement place(std::string_view pattern) {
  rules::Rule rule;
  rule.pattern = pattern;
  return match::place(rule);
}

Placement place_context(std::string_view pattern) {
  static constexpr std::string_view kWords[] = {"word"};
  rules::Rule rule;
  rule.kind = rules::RuleKind::Context;
  rule.confirm.context = kWords;
  rule.pattern = pattern;
  return match::place(rule);
}

}  // namespace

TEST_CASE(
    "placement: a rule is looked for near runs when each branch has a stretch that is marked") {
  struct Case {
    std::string_view pattern;
    Layer layer;
    std::size_t before;
    std::size_t behind;
  };
  for (const Case& each : {
           Case{"(tok_[0-9a-f]{32})", Layer::NearRuns, 0, 0},
           Case{"(tok\\.[0-9a-f]{32})", Layer::NearRuns, 4, 0},
           Case{"(tok\\.[0-9a-f]{32}\\.[a-z]{1,20})", Layer::NearRuns, 4, 21},
           Case{"tok[\"']? ?= ?[\"']?([0-9A-Z]{32})", Layer::NearRuns, 8, 0},
           Case{"(tok\\.[0-9a-f]{32}|abcd[0-9]{16,40}\\?)", Layer::NearRuns, 4, 1},
           Case{"(tok\\.[0-9a-f]{32}|abcd\\.)", Layer::Everywhere, 0, 0},
           Case{"(tok_[0-9a-f]{11})", Layer::Everywhere, 0, 0},  // 15 bytes
           Case{"(tok_[0-9a-f]{12})", Layer::NearRuns, 0, 0},
           Case{"(tok_[a-z._]{40})", Layer::Everywhere, 0, 0},  // a dot may break it
           Case{"(toke[A-Za-z_]{14})", Layer::NearRuns, 0, 0},  // by its anchor
           Case{"(toke[A-Za-z_]{6})", Layer::Everywhere, 0, 0},
           Case{"(toke[A-Za-z_]{6}(?:\\.[a-z]{40})?)", Layer::Everywhere, 0, 0},
           Case{"(toke[a-z]{16})", Layer::NearRuns, 0, 0},
           Case{"(tok_[0-9]{0,40})", Layer::Everywhere, 0, 0},
           Case{"(tok_(?:[0-9]{20})?x)", Layer::Everywhere, 0, 0},
           Case{"(tok[0-9]{2})", Layer::AtWords, 0, 0},
           Case{"(?i:tok|key|token)[ ]{0,3}=(x)", Layer::AtWords, 0, 0},
           Case{"word[^x]{0,600}(=)", Layer::AtWords, 0, 0},
           Case{"word[^x]{0,500}(=)", Layer::Everywhere, 0, 0},
           Case{"longer[^x]{0,600}(=)", Layer::Everywhere, 0, 0},
           Case{"(tok|to)[0-9]{2}", Layer::Everywhere, 0, 0},  // the second is no word
           Case{"((?:[0-9a-f]{4}-){4}x)", Layer::NearRuns, 0, 0},
           Case{"(?:a01|a02|a03|a04|a05|a06|a07|a08|a09|a10|a11)(=)", Layer::Everywhere, 0, 0},
           Case{"((?:[0-9a-f]{4}:){8}x)", Layer::Everywhere, 0, 0},
           Case{"toke[^\\x00]{0,100}([0-9a-f]{32})", Layer::Everywhere, 0, 0},  // too far
           Case{"(toke[0-9]+)", Layer::Everywhere, 0, 0},
           Case{"(toke\\d{32})", Layer::Everywhere, 0, 0},
       }) {
    CAPTURE(each.pattern);
    const Placement placement = place(each.pattern);
    CHECK(placement.layer == each.layer);
    CHECK(placement.before == each.before);
    CHECK(placement.behind == each.behind);
  }
}

TEST_CASE(
    "placement: a stretch that may look like a name needs an anchor and letters of both cases") {
  const auto anchors = [](std::string_view pattern) {
    std::string text;
    for (const std::string& anchor : place(pattern).anchors) text += anchor + " ";
    return text;
  };
  CHECK(anchors("(toke_[A-Za-z_]{15})") == "toke_ ");
  CHECK(anchors("(a-toke_[A-Za-z_]{15}|x\\.Tok-[A-Za-z]{15})") == "a-toke_ Tok- ");
  CHECK(anchors("(toke_[0-9a-f]{32})").empty());             // digits mark it
  CHECK(anchors("(toke_[a-z_]{15})").empty());               // small letters only
  CHECK(anchors("(?i:toke_)([A-Za-z_]{15})").empty());       // no fixed bytes
  CHECK(anchors("(to[A-Za-z_]{15}[A-Z][a-z]{2})").empty());  // too short
  CHECK(anchors("(tok[A-Za-z_]{15})").empty());              // too short
  CHECK(place("(toke_[a-z_]{15})").layer == Layer::Everywhere);
}

TEST_CASE("placement: bare shapes with words are known by words, and the token is told") {
  struct Case {
    std::string_view pattern;
    std::size_t min;
    std::size_t max;
    std::size_t before;
  };
  for (const Case& each : {
           Case{"([0-9a-f]{32})", 32, 32, 0},
           Case{"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})", 36, 36, 0},
           Case{"([0-9a-f]{8}\\.[0-9a-f]{35})", 8, 8, 9},
           Case{"([0-9]{5,6}-[0-9a-f]{32})", 38, 39, 0},
           Case{"([A-Za-z0-9+/]{43}=)", 43, 43, 0},
           Case{"([0-9a-z]{20}|[0-9a-z]{24})", 20, 24, 0},
           Case{"(\\*[0-9A-F]{40})", 40, 40, 1},
       }) {
    CAPTURE(each.pattern);
    const Placement placement = place_context(each.pattern);
    REQUIRE(placement.layer == Layer::ByWords);
    CHECK(placement.shape.min_token == each.min);
    CHECK(placement.shape.max_token == each.max);
    CHECK(placement.shape.before == each.before);
  }
  CHECK(place_context("([A-Za-z0-9+/]{40})").shape.alphabet == match::kRunClasses);
  CHECK(place_context("([A-Za-z0-9_-]{40})").shape.alphabet == match::kTokenClasses);
  CHECK(place_context("(\\*[0-9A-F]{40})").shape.lead == '*');
  const auto required = [](std::string_view pattern) {
    std::string text;
    const std::uint8_t classes = place_context(pattern).shape.required;
    for (const char c : std::string_view("0agAG_-+")) {
      if ((match::class_of(static_cast<unsigned char>(c)) & classes) != 0) text += c;
    }
    return text;
  };
  CHECK(required("([0-9a-f]{32})") == "0a");
  CHECK(required("([0-9a-z]{32})") == "0g");
  CHECK(required("([0-9A-Za-z]{40})") == "0gG");
  CHECK(required("([A-Za-z0-9_-]{20})") == "gG");
  CHECK(required("([0-9a-z]{32}|[0-9]{20})") == "0");
  CHECK(place_context("(key-[0-9a-f]{32})").layer == Layer::NearRuns);  // has a literal
  CHECK(place_context("([0-9a-f]{12})").layer == Layer::Everywhere);    // too short for a run
  CHECK(place_context("([!-~]{40})").layer == Layer::Everywhere);
  CHECK(place("([0-9a-f]{32})").layer == Layer::NearRuns);  // no words
}

TEST_CASE("placement: branches tell what a pattern matches, or nothing at all") {
  const auto widths = [](std::string_view pattern) {
    std::string text;
    const auto branches = match::branches_of(pattern);
    if (!branches) return std::string("unknown");
    for (const match::PatternBranch& branch : *branches) {
      std::size_t min = 0;
      std::size_t max = 0;
      for (const match::PatternItem& item : branch) {
        min += item.min;
        max += item.max;
      }
      text += std::to_string(min) + "-" + std::to_string(max) + " ";
    }
    return text;
  };
  CHECK(widths("abc") == "3-3 ");
  CHECK(widths("a(?:b|cd)e") == "3-3 4-4 ");
  CHECK(widths("(?i:ab){2,3}[]x]\\x41\\.") == "7-9 ");
  CHECK(widths("(?:a|bcd)?x") == "1-4 ");
  CHECK(widths("a{0,3}?[^]a]") == "1-4 ");
  for (const char* unknown : {"a+", "a*", "^a", "a$", ".", "\\d", "\\b", "(?=a)", "(a", "a)", "[a",
                              "a{2,1}", "a{1,}", "[[:alpha:]]", "\\x4", "{2}", "a{2000}"}) {
    CAPTURE(unknown);
    CHECK(widths(unknown) == "unknown");
  }
  CHECK(widths(std::string(1000, '(') + std::string(1000, ')')) == "unknown");
  std::string many;
  for (int i = 0; i < 12; ++i) many += "(?:a|b)";
  CHECK(widths(many) == "unknown");
}

TEST_CASE("placement: the odds of a miss are those that random values show") {
  struct Case {
    std::string_view pattern;
    std::string_view alphabet;
    std::size_t size;
  };
  constexpr int kTrials = 40'000;
  rules::ExampleRandom random(3);
  for (const Case& each :
       {Case{"[A-Za-z0-9]{16}", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
             16},
        Case{"[A-Za-z]{16}", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 16},
        Case{"[A-Za-z_-]{20}", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-", 20},
        Case{"[a-z_]{24}", "abcdefghijklmnopqrstuvwxyz_", 24}}) {
    CAPTURE(each.pattern);
    const auto branches = match::branches_of(each.pattern);
    REQUIRE(branches);
    const double odds = match::miss_odds(branches->front());
    int missed = 0;
    for (int i = 0; i < kTrials; ++i)
      missed += match::marked_runs(random.characters(each.alphabet, each.size)).empty() ? 1 : 0;
    const double expected = odds * kTrials;
    CHECK(std::abs(missed - expected) < 5 * std::sqrt(expected + 1));
  }
}
