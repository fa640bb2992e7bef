#include "confirm/sight.h"

#include <string>

#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;

namespace {

/// "~" marks the secret and the match.
struct Seen {
  std::string window;
  std::size_t before = 0;
  std::size_t behind = 0;
};

Seen lines_of(const std::string& text) {
  const CandidateText held(text);
  const veto::model::Candidate candidate = held.candidate();
  Sight sight(candidate);
  const veto::model::Candidate& lines = sight.lines();
  CHECK(slice(lines.window, lines.secret) == "abc");
  CHECK(sight.in_all(lines.secret) == candidate.secret);
  return {std::string(lines.window), sight.reach().before, sight.reach().behind};
}

}  // namespace

TEST_CASE("sight: the line of a match, and how far off it ends") {
  const Seen middle = lines_of("one\ntwo = ~abc~; x\nthree\n");
  CHECK(middle.window == "two = abc; x\n");
  CHECK(middle.before == 7);  // the line feed before it is seen as well
  CHECK(middle.behind == 4);
  const Seen alone = lines_of("~abc~");
  CHECK(alone.window == "abc");
  CHECK(alone.before == 1);  // that the text begins and ends there is seen
  CHECK(alone.behind == 1);
}

TEST_CASE("sight: long lines are seen in part") {
  const Seen seen = lines_of(std::string(2000, 'x') + "~abc~" + std::string(2000, 'y'));
  CHECK(seen.window.size() == 2 * Sight::kLine + 3);
  CHECK(seen.before == Sight::kLine);
  CHECK(seen.behind == Sight::kLine);
}

TEST_CASE("sight: nothing is seen that nobody has asked for") {
  const CandidateText held("one two ~abc~ three four");
  const veto::model::Candidate candidate = held.candidate();
  Sight sight(candidate);
  CHECK(sight.secret() == "abc");
  CHECK(sight.reach().before == 0);
  CHECK(sight.reach().behind == 0);
  CHECK(sight.within(4).window == "two abc thr");
  CHECK(sight.within(2).window == "o abc t");
  CHECK(sight.reach().before == 4);
  CHECK(sight.reach().behind == 4);
  CHECK(&sight.all() == &candidate);
  CHECK(sight.reach().behind == veto::rules::kWidestReach.behind);
}
