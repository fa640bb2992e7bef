#include "hook/time_argument.h"

#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "policy/allow_file.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// Two digits at `at`, at most `limit`.
std::optional<int> two_digits(std::string_view text, std::size_t at, int limit) {
  if (text.size() < at + 2) return std::nullopt;
  const std::string_view digits = text.substr(at, 2);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  int number = 0;
  std::from_chars(digits.data(), digits.data() + 2, number);
  return number <= limit ? std::optional(number) : std::nullopt;
}

/// "hh:mm", in minutes.
std::optional<int> clock_minutes(std::string_view text) {
  const std::optional<int> hours = two_digits(text, 0, 23);
  const std::optional<int> minutes = two_digits(text, 3, 59);
  if (!hours || !minutes || text[2] != ':') return std::nullopt;
  return *hours * 60 + *minutes;
}

/// "Z" or "+01:00", in minutes east of UTC.
std::optional<int> offset_minutes(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const std::optional<int> minutes = clock_minutes(text.substr(1));
  return minutes && text[0] == '-' ? -*minutes : minutes;
}

/// What stands behind the date, in seconds from its first one; nullopt if it is no time.
std::optional<int> seconds_of_day(std::string_view rest) {
  if (rest.empty()) return 0;
  constexpr std::size_t kClock = std::string_view("T01:23:45").size();
  if (rest.size() <= kClock || std::string_view("Tt ").find(rest[0]) == std::string_view::npos)
    return std::nullopt;
  const std::optional<int> minutes = clock_minutes(rest.substr(1));
  const std::optional<int> seconds = two_digits(rest, 7, 60);  // there are leap seconds
  std::string_view zone = rest.substr(kClock);
  if (zone.starts_with('.')) {
    const std::size_t end = zone.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) return std::nullopt;
    zone.remove_prefix(end);
  }
  const std::optional<int> offset = offset_minutes(zone);
  if (!minutes || !seconds || !offset || rest[6] != ':') return std::nullopt;
  return (*minutes - *offset) * 60 + *seconds;
}

}  // namespace

std::int64_t parse_time(const std::string& word) {
  using namespace std::chrono;
  const std::string date = word.substr(0, 10);
  const std::optional<int> seconds =
      policy::is_date(date) ? seconds_of_day(std::string_view(word).substr(10)) : std::nullopt;
  if (!seconds)
    throw base::usage_error("--as-of takes a time as 2026-11-22 or 2026-11-22T01:23:45Z, not " +
                            text::for_terminal(word));
  const year_month_day day(year(std::stoi(date.substr(0, 4))),
                           month(static_cast<unsigned>(std::stoi(date.substr(5, 2)))),
                           std::chrono::day(static_cast<unsigned>(std::stoi(date.substr(8, 2)))));
  return duration_cast<std::chrono::seconds>(sys_days(day).time_since_epoch()).count() + *seconds;
}

}  // namespace veto::hook
