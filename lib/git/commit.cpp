#include "git/commit.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include <fmt/core.h>

#include "base/error.h"
#include "git/commit_text.h"

namespace veto::git {
namespace {

/// Takes the next header line, "name value"; nullopt at the blank line before the message.
struct Header {
  std::string_view name;
  std::string_view value;
};

std::optional<Header> next_header(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.empty()) return std::nullopt;
  const std::size_t space = std::min(line.find(' '), line.size());
  return Header{line.substr(0, space), line.substr(std::min(space + 1, line.size()))};
}

Oid parse_id(std::string_view hex, const char* what) {
  const std::optional<Oid> id = Oid::from_hex(hex);
  if (!id) throw base::unreadable(std::string("malformed ") + what);
  return *id;
}

/// "Name <mail> SECONDS +HHMM"; what is missing or malformed stays zero, as in git.
void parse_author(std::string_view line, Commit& commit) {
  const std::size_t close = line.rfind('>');
  const std::size_t end = close == std::string_view::npos ? line.size() : close + 1;
  commit.author = without_long_runs(line.substr(0, end));
  std::string_view rest = line.substr(end);
  if (!rest.empty()) rest.remove_prefix(1);
  const auto [stop, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), commit.date);
  if (failure != std::errc() || stop == rest.data() + rest.size()) return;
  std::string_view zone = rest.substr(static_cast<std::size_t>(stop - rest.data()) + 1);
  if (zone.size() != 5 || (zone[0] != '+' && zone[0] != '-')) return;
  int hhmm = 0;
  std::from_chars(zone.data() + 1, zone.data() + zone.size(), hhmm);
  commit.offset = (hhmm / 100 * 60 + hhmm % 100) * (zone[0] == '-' ? -1 : 1);
}

}  // namespace

Commit parse_commit(const Oid& id, std::string_view bytes) {
  Commit commit;
  commit.id = id;
  bool has_tree = false;
  while (const std::optional<Header> header = next_header(bytes)) {
    if (header->name == "tree") {
      commit.tree = parse_id(header->value, "commit");
      has_tree = true;
    } else if (header->name == "parent") {
      commit.parents.push_back(parse_id(header->value, "commit"));
    } else if (header->name == "author") {
      parse_author(header->value, commit);
      break;  // what follows (committer, signatures, merged tags) is not needed
    }
  }
  if (!has_tree) throw base::unreadable("malformed commit");
  return commit;
}

Tag parse_tag(std::string_view bytes) {
  Tag tag;
  const std::optional<Header> object = next_header(bytes);
  const std::optional<Header> type = next_header(bytes);
  if (!object || object->name != "object" || !type || type->name != "type")
    throw base::unreadable("malformed tag");
  tag.target = parse_id(object->value, "tag");
  tag.target_type = parse_object_type(type->value);
  return tag;
}

std::string_view message_of(std::string_view bytes) {
  const std::size_t blank = bytes.find("\n\n");
  return bytes.substr(blank == std::string_view::npos ? bytes.size() : blank + 2);
}

std::string format_date(std::int64_t seconds, int offset_minutes) {
  using namespace std::chrono;
  // Beyond these years a date is nonsense, but must not overflow.
  constexpr std::int64_t kLimit = std::int64_t{1} << 38;
  const std::int64_t local =
      std::clamp(seconds, -kLimit, kLimit) + std::int64_t{offset_minutes} * 60;
  const sys_seconds time{std::chrono::seconds(local)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  const int magnitude = std::abs(offset_minutes);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}",
                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(),
                     offset_minutes < 0 ? '-' : '+', magnitude / 60, magnitude % 60);
}

}  // namespace veto::git
