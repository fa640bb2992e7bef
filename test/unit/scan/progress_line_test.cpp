#include "scan/progress_line.h"

#include <string>

#include "test/support/catch.h"

using namespace veto;
using scan::Pace;
using scan::progress_line;

namespace {

source::Progress state_at(std::size_t done, std::uint64_t weight) {
  source::Progress state{done, 10'000};
  state.bytes = weight * 3;
  state.weight = weight;
  state.total_weight = 1'000'000'000;
  return state;
}

/// A scan of so many bytes a second, looked at ten times a second.
Pace after(double seconds, double per_second, std::size_t done = 5) {
  Pace pace;
  for (int i = 1; i <= static_cast<int>(seconds * 10); ++i)
    pace.update(state_at(done, static_cast<std::uint64_t>(per_second * i / 10)),
                Pace::Seconds(i / 10.0));
  return pace;
}

}  // namespace

TEST_CASE("progress: shares and the time left go by bytes, not by items") {
  const Pace pace = after(10, 20'000'000);
  CHECK(pace.percent() == 20U);
  REQUIRE(pace.left());
  CHECK(*pace.left() > 39);
  CHECK(*pace.left() < 41);
}

TEST_CASE("progress: the estimate follows a change of speed, and there is none at first") {
  CHECK_FALSE(after(1, 20'000'000).left());
  Pace pace = after(10, 20'000'000);
  std::uint64_t weight = 200'000'000;
  for (int i = 101; i <= 300; ++i)
    pace.update(state_at(50, weight += 200'000), Pace::Seconds(i / 10.0));
  // 760 MB at 2 MB a second; by the average of all it would be 95 s.
  CHECK(*pace.left() > 250);
}

TEST_CASE("progress: never more than 99 %, and no total makes no share") {
  Pace pace;
  pace.update(state_at(10'000, 1'000'000'000), Pace::Seconds(1));
  CHECK(pace.percent() == 99U);
  Pace unknown;
  unknown.update({7, 0}, Pace::Seconds(5));
  CHECK_FALSE(unknown.percent());
  CHECK_FALSE(unknown.left());
}

TEST_CASE("progress: the line says as much as there is room for") {
  const Pace pace = after(10, 20'000'000, 1234);
  const source::Progress state = state_at(1234, 200'000'000);
  CHECK(progress_line(state, pace, 200)
            .starts_with("git-veto: scanned 1,234 of 10,000 objects (20 %), "));
  CHECK(progress_line(state, pace, 200).ends_with(" left"));
  CHECK(progress_line(state, pace, 19) == "git-veto: 20 %");
  CHECK(progress_line(state, pace, 6) == "20 %");
  CHECK(progress_line(state, pace, 1).empty());
  for (std::size_t width = 0; width < 150; ++width)
    CHECK(progress_line(state, pace, width).size() <= width);
}

TEST_CASE("progress: each phase has its words") {
  Pace pace;
  source::Progress state;
  pace.update(state, Pace::Seconds(1));
  CHECK(progress_line(state, pace, 79) == "git-veto: listing");
  state.phase = source::Phase::Tracing;
  pace.update(state, Pace::Seconds(2));
  pace.update(state, Pace::Seconds(14));
  CHECK(progress_line(state, pace, 79) == "git-veto: tracing where the findings came from (12 s)");
  CHECK(progress_line(state, pace, 19) == "git-veto: tracing");
  state = {3, 40};
  state.phase = source::Phase::Naming;
  state.unit = "finding";
  pace.update(state, Pace::Seconds(15));
  CHECK(progress_line(state, pace, 79).starts_with("git-veto: identifying 3 of 40 findings"));
}
