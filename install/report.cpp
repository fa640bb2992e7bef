#include "install/report.h"

#include <algorithm>
#include <string_view>

namespace veto::install {
namespace {

std::string_view words_for(Result result) {
  switch (result) {
    case Result::Installed:
      return "installed";
    case Result::Updated:
      return "updated";
    case Result::Current:
      return "already current";
    case Result::Removed:
      return "removed";
    case Result::Absent:
      return "not installed, nothing to remove";
    case Result::Left:
      return "left as it is";
  }
  return {};
}

}  // namespace

std::string describe(const Outcome& outcome) {
  std::string line = outcome.hook + ": " + std::string(words_for(outcome.result));
  if (outcome.chained.empty()) return line;
  if (outcome.result == Result::Removed) return line + "; the hook that was there before is back";
  return line + ", then runs " + outcome.chained;
}

bool complete(const Report& report) {
  return std::none_of(report.outcomes.begin(), report.outcomes.end(),
                      [](const Outcome& outcome) { return outcome.result == Result::Left; });
}

}  // namespace veto::install
