#include "scan/progress_line.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "report/words.h"

namespace veto::scan {
namespace {

// How long the past counts, and how long it takes until there is enough of it.
constexpr double kMemory = 6.0;
constexpr double kFirstEstimate = 2.0;

/// What there is to do, in the unit that says most.
double total_of(const source::Progress& state) {
  return static_cast<double>(state.total_weight > 0 ? state.total_weight : state.total);
}

double done_of(const source::Progress& state) {
  return static_cast<double>(state.total_weight > 0 ? state.weight : state.done);
}

/// "a few seconds", "about 25 s", "about 3 min", "about 1 h 20 min".
std::string about(double seconds) {
  if (seconds < 5) return "a few seconds";
  const auto fives = static_cast<long>(std::ceil(seconds / 5)) * 5;
  if (fives < 90) return fmt::format("about {} s", fives);
  const auto minutes = static_cast<long>(std::ceil(seconds / 60));
  if (minutes < 60) return fmt::format("about {} min", minutes);
  return fmt::format("about {} h {} min", minutes / 60, minutes % 60 / 10 * 10);
}

std::string digits_of(std::size_t count) {
  const std::string words = report::count_of(count, "");
  return words.substr(0, words.find(' '));
}

/// From the longest to the shortest.
std::vector<std::string> reading_lines(const source::Progress& state, const Pace& pace) {
  const std::optional<unsigned> percent = pace.percent();
  if (state.total == 0 && state.done == 0) return {"git-veto: listing", "listing"};
  const std::string done = report::count_of(state.done, state.unit);
  const std::string rates =
      (pace.bytes_per_second() > 0
           ? ", " + report::size_of(static_cast<std::uint64_t>(pace.bytes_per_second())) + "/s"
           : "") +
      fmt::format(", {}/s",
                  report::count_of(static_cast<std::size_t>(pace.items_per_second()), state.unit));
  if (!percent)
    return {"git-veto: scanned " + done + rates, "git-veto: scanned " + done, done,
            digits_of(state.done)};
  const std::string of = fmt::format("git-veto: scanned {} of {} ({} %)", digits_of(state.done),
                                     report::count_of(state.total, state.unit), *percent);
  const std::string left = pace.left() ? ", " + about(*pace.left()) + " left" : "";
  const std::string share = fmt::format("{} %", *percent);
  return {of + rates + left,    of + left, of, "git-veto: " + share + left,
          "git-veto: " + share, share};
}

std::vector<std::string> phase_lines(const std::string& words, const Pace& pace) {
  const std::string time = fmt::format(" ({} s)", static_cast<long>(pace.in_phase().count()));
  const std::string first = words.substr(0, words.find(' '));
  return {"git-veto: " + words + time, "git-veto: " + words, "git-veto: " + first, first};
}

std::vector<std::string> lines_of(const source::Progress& state, const Pace& pace) {
  switch (state.phase) {
    case source::Phase::Reading:
      return reading_lines(state, pace);
    case source::Phase::Tracing:
      return phase_lines("tracing where the findings came from", pace);
    case source::Phase::Naming:
      return phase_lines(fmt::format("identifying {} of {}", digits_of(state.done),
                                     report::count_of(state.total, state.unit)),
                         pace);
  }
  return {};
}

}  // namespace

void Pace::update(const source::Progress& state, Seconds now) {
  if (state.phase != state_.phase) {
    phase_began_ = now;
    state_ = {};
    weight_ = bytes_ = items_ = 0;
  }
  const double passed = (now - now_).count();
  if (passed > 0) {
    // At first all of the past counts the same, later what is long ago counts less.
    const double share = std::max(1 - std::exp(-passed / kMemory), passed / now.count());
    const auto follow = [&](double& rate, double amount) {
      rate += (amount / passed - rate) * share;
    };
    follow(weight_, done_of(state) - (state_.total == 0 ? 0 : done_of(state_)));
    follow(bytes_, static_cast<double>(state.bytes - state_.bytes));
    follow(items_, static_cast<double>(state.done - state_.done));
  }
  state_ = state;
  now_ = now;
}

std::optional<unsigned> Pace::percent() const {
  if (state_.total == 0) return std::nullopt;
  return static_cast<unsigned>(std::min(done_of(state_) * 100 / total_of(state_), 99.0));
}

std::optional<double> Pace::left() const {
  if (state_.total == 0 || now_.count() < kFirstEstimate || weight_ <= 0) return std::nullopt;
  return std::max(total_of(state_) - done_of(state_), 0.0) / weight_;
}

std::string progress_line(const source::Progress& state, const Pace& pace, std::size_t width) {
  for (std::string& line : lines_of(state, pace)) {
    if (line.size() <= width) return std::move(line);
  }
  return "";
}

}  // namespace veto::scan
