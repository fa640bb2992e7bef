// What a verdict depends on: the text as far from the match as the checks say, and nothing else.
#include <string>
#include <string_view>
#include <tuple>

#include "confirm/confirm.h"
#include "match/scanner.h"
#include "test/support/catch.h"
#include "test/unit/match/random_text.h"
#include "test/unit/match/test_engine.h"

using namespace veto;
using match::test::builtin_engine;
using match::test::RandomText;

namespace {

struct Judged {
  model::Verdict verdict;
  rules::WindowReach reach;
};

Judged judge(const model::Candidate& candidate) {
  Judged judged;
  judged.verdict = confirm::confirm(candidate, {.now_unix = 1'700'000'000, .reach = &judged.reach});
  return judged;
}

/// All that it says; ranges relative to the match.
auto parts_of(const Judged& judged, const model::Candidate& candidate) {
  const model::Verdict& verdict = judged.verdict;
  const auto from_match = [&](std::size_t offset) {
    return static_cast<std::ptrdiff_t>(offset) - static_cast<std::ptrdiff_t>(candidate.match.begin);
  };
  return std::tuple(verdict.accepted, verdict.stage, verdict.reason, verdict.note, verdict.verified,
                    verdict.tier, from_match(verdict.match.begin), from_match(verdict.match.end),
                    from_match(verdict.secret.begin), from_match(verdict.secret.end),
                    judged.reach.before, judged.reach.behind);
}

/// What may stand beyond, with what checks look for.
std::string other_text(RandomText& random) {
  static constexpr std::string_view kPieces[] = {
      "\n", "\r", "A+/", "key ", "\"key\": ", "\\", "sha256", "\x01", "{", "3f9a"};
  std::string text;
  switch (random.random.below(4)) {
    case 0:
      break;
    case 1:
      random.add_filler(text, random.random.below(2000));
      break;
    case 2:
      text = random.random.bytes(random.random.below(2000));
      break;
    default:
      for (std::size_t i = random.random.below(300); i > 0; --i)
        text += kPieces[random.random.below(std::size(kPieces))];
      break;
  }
  return text;
}

struct Tally {
  std::size_t all = 0;
  std::size_t narrow = 0;  ///< something may change
};

void check(const model::Candidate& candidate, RandomText& random, Tally& tally) {
  const Judged judged = judge(candidate);
  const std::string_view window = candidate.window;
  const bool is_free_before = judged.reach.before <= candidate.match.begin;
  const bool is_free_behind = judged.reach.behind <= window.size() - candidate.match.end;
  ++tally.all;
  if (is_free_before || is_free_behind) ++tally.narrow;
  for (int round = 0; round < 4; ++round) {
    const std::size_t begin = is_free_before ? candidate.match.begin - judged.reach.before : 0;
    const std::size_t end =
        is_free_behind ? candidate.match.end + judged.reach.behind : window.size();
    std::string text = is_free_before ? other_text(random) : std::string();
    const std::size_t moved = begin - text.size();  // back; may wrap, and does so back again
    text += window.substr(begin, end - begin);
    if (is_free_behind) text += other_text(random);
    const auto shifted = [moved](const model::Range& range) {
      return model::Range{range.begin - moved, range.end - moved};
    };
    const model::Candidate changed{candidate.rule, text, shifted(candidate.match),
                                   shifted(candidate.secret)};
    CAPTURE(candidate.rule.id, judged.verdict.reason, judged.reach.before, judged.reach.behind);
    REQUIRE(parts_of(judge(changed), changed) == parts_of(judged, candidate));
  }
}

}  // namespace

TEST_CASE("reach: bytes farther away than the checks say they look change no verdict") {
  match::Scanner scanner(builtin_engine());
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    RandomText random(builtin_engine(), seed);
    const std::string text = random.make(60'000, 60 + 40 * (seed % 8));
    scanner.scan(text, [&](const match::Hit& hit) {
      check(hit.candidate, random, tally);
      return random.random.below(2) == 0;
    });
  }
  CAPTURE(tally.all, tally.narrow);
  CHECK(tally.narrow * 3 > tally.all);
}
