#include "report/presence.h"

#include <charconv>
#include <chrono>
#include <cstddef>

namespace veto::report {
namespace {

/// `text` must be digits and no more.
std::optional<int> number(std::string_view text) {
  int value = 0;
  const char* end = text.data() + text.size();
  const auto [at, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc() || at != end || value < 0) return std::nullopt;
  return value;
}

/// Minutes east of UTC: "Z", "+01:00".
std::optional<int> offset_of(std::string_view zone) {
  if (zone == "Z") return 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const std::optional<int> hours = number(zone.substr(1, 2));
  const std::optional<int> minutes = number(zone.substr(4, 2));
  if (!hours || !minutes) return std::nullopt;
  return (*hours * 60 + *minutes) * (zone[0] == '-' ? -1 : 1);
}

}  // namespace

std::optional<std::int64_t> seconds_of(std::string_view date) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (date.size() <= kForm.size()) return std::nullopt;
  for (const std::size_t at : {4U, 7U, 10U, 13U, 16U}) {
    if (date[at] != kForm[at]) return std::nullopt;
  }
  const auto field = [&](std::size_t at, std::size_t size) {
    return number(date.substr(at, size));
  };
  const auto year = field(0, 4), month = field(5, 2), day = field(8, 2);
  const auto hour = field(11, 2), minute = field(14, 2), second = field(17, 2);
  const std::optional<int> offset = offset_of(date.substr(kForm.size()));
  if (!year || !month || !day || !hour || !minute || !second || !offset) return std::nullopt;
  const std::chrono::year_month_day calendar{std::chrono::year(*year),
                                             std::chrono::month(static_cast<unsigned>(*month)),
                                             std::chrono::day(static_cast<unsigned>(*day))};
  if (!calendar.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(calendar).time_since_epoch().count();
  return ((days * 24 + *hour) * 60 + *minute - *offset) * 60 + *second;
}

Presence presence_of(const model::Finding& finding) {
  Presence presence;
  for (const model::Place& place : finding.places) {
    if (place.in_head) return {true, nullptr};
    if (place.removed.empty()) continue;
    if (presence.removal == nullptr ||
        seconds_of(presence.removal->removed_date) < seconds_of(place.removed_date))
      presence.removal = &place;
  }
  return presence;
}

}  // namespace veto::report
