// Signed addresses and tokens that carry their own expiry in clear: pre-signed AWS requests, Azure
// shared access signatures, access tokens of Azure API Management. Once expired they open nothing.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "confirm/ascii.h"
#include "confirm/structures.h"
#include "text/encoding.h"

namespace veto::confirm {

namespace {

using rules::Tier;

constexpr auto kVerified = model::Verified::Structure;

/// A number of `size` digits at the front, which is taken off; nullopt if it is none.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t size) {
  if (text.size() < size || !all_of(text.substr(0, size), is_digit)) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text.substr(0, size)) value = value * 10 + (c - '0');
  text.remove_prefix(size);
  return value;
}

/// Takes marks between the parts of a date off the front: "-", ":", "T", as "%3A" too.
void skip_marks(std::string_view& text) {
  while (!text.empty()) {
    if (text.starts_with("%3A") || text.starts_with("%3a")) {
      text.remove_prefix(3);
    } else if (text.front() == '-' || text.front() == ':' || text.front() == 'T') {
      text.remove_prefix(1);
    } else {
      return;
    }
  }
}

/// Days from 1970-01-01 to a day of the Gregorian calendar.
std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = year / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/// Seconds since 1970 of a date, in UTC: year to day, and as much of the time as is written.
std::optional<std::int64_t> read_date(std::string_view text) {
  const auto year = take_number(text, 4);
  skip_marks(text);
  const auto month = take_number(text, 2);
  skip_marks(text);
  const auto day = take_number(text, 2);
  if (!year || !month || !day || *year < 1970 || *month < 1 || *month > 12 || *day < 1 ||
      *day > 31) {
    return std::nullopt;
  }
  std::int64_t seconds = days_from_civil(*year, *month, *day) * 86400;
  for (const std::int64_t worth : {3600, 60, 1}) {
    skip_marks(text);
    const auto number = take_number(text, 2);
    if (!number) break;
    seconds += *number * worth;
  }
  return seconds;
}

/// The address or query around the match: up to white space and quotes.
std::string_view address_around(const Candidate& candidate) {
  constexpr std::size_t kReach = 2048;
  const auto ends = [](char c) { return is_space(c) || is_quote(c) || c == '<' || c == '>'; };
  const std::string_view window = candidate.window;
  std::size_t begin = std::min(candidate.match.begin, window.size());
  std::size_t end = std::min(candidate.match.end, window.size());
  const std::size_t first = begin - std::min(begin, kReach);
  const std::size_t last = std::min(window.size(), end + kReach);
  while (begin > first && !ends(window[begin - 1])) --begin;
  while (end < last && !ends(window[end])) ++end;
  return window.substr(begin, end - begin);
}

/// The value of a parameter of the query; empty if there is none.
std::string_view parameter(std::string_view address, std::string_view name) {
  for (std::size_t at = address.find(name); at != std::string_view::npos;
       at = address.find(name, at + 1)) {
    const bool begins =
        at == 0 || !is_word(address[at - 1]) || address.substr(0, at).ends_with("amp;");
    const std::size_t value = at + name.size();
    if (!begins || address.substr(value, 1) != "=") continue;
    const std::string_view rest = address.substr(value + 1);
    return rest.substr(0, rest.find_first_of("&;\\"));
  }
  return {};
}

std::optional<std::int64_t> expiry_of(std::string_view address) {
  const std::string_view signed_at = parameter(address, "X-Amz-Date");
  if (signed_at.empty()) return read_date(parameter(address, "se"));
  std::string_view seconds = parameter(address, "X-Amz-Expires");
  const auto begin = read_date(signed_at);
  const auto length = take_number(seconds, std::min<std::size_t>(seconds.size(), 7));
  if (!begin || !length || seconds.size() > 0) return std::nullopt;
  return *begin + *length;
}

Judgement judge_expiry(const Candidate& candidate, std::optional<std::int64_t> expiry,
                       const Settings& settings) {
  if (settings.span != nullptr && expiry)
    settings.span->split_at(static_cast<double>(*expiry) + 1, settings.now_unix);
  if (settings.now_unix > 0 && expiry && *expiry < settings.now_unix) {
    return lower(candidate, Tier::Info, "the signature has expired", kVerified);
  }
  return accept(candidate, expiry ? kVerified : model::Verified::None);
}

}  // namespace

Judgement judge_signed_url(const Candidate& candidate, const Settings& settings) {
  return judge_expiry(candidate, expiry_of(address_around(candidate)), settings);
}

/// `git&202612312359&` or `integration&...`, and a signature of 64 bytes.
Judgement judge_apim_token(const Candidate& candidate, const Settings& settings) {
  constexpr std::size_t kSignature = 64;
  constexpr std::size_t kDigits = 12;
  const std::string_view text = slice(candidate.window, candidate.secret);
  const std::size_t first = text.find('&');
  const std::size_t second = text.rfind('&');
  if (first == std::string_view::npos || second - first != kDigits + 1) {
    return reject(candidate, "has no expiry");
  }
  const auto expiry = read_date(text.substr(first + 1, kDigits));
  const auto signature = text::decode_base64(text.substr(second + 1));
  if (!expiry) return reject(candidate, "has no expiry");
  if (!signature || signature->size() != kSignature) {
    return reject(candidate, "the signature is not 64 bytes");
  }
  return judge_expiry(candidate, expiry, settings);
}

}  // namespace veto::confirm
