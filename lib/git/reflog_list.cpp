#include "git/reflog_list.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include "git/plumbing.h"

namespace veto::git {
namespace {

/// "ID REF@{SECONDS} ACTION"
std::optional<ReflogEntry> parse_entry(std::string_view line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::optional<Oid> id = Oid::from_hex(line.substr(0, space));
  const std::size_t at = line.find("@{", space);
  const std::size_t close = at == std::string_view::npos ? at : line.find('}', at);
  if (!id || close == std::string_view::npos) return std::nullopt;
  ReflogEntry entry;
  entry.id = *id;
  entry.ref = line.substr(space + 1, at - space - 1);
  std::from_chars(line.data() + at + 2, line.data() + close, entry.time);
  entry.action = line.substr(std::min(close + 2, line.size()));
  return entry;
}

}  // namespace

std::vector<ReflogEntry> list_reflogs(const Location& location,
                                      const base::Environment& environment) {
  // Whatever the configuration says: no signature is checked, which would start a program.
  const base::Output output =
      ask_git(location, environment,
              {"log", "--walk-reflogs", "--all", "--no-show-signature", "--no-notes", "--no-patch",
               "--no-color", "--date=unix", "--format=%H %gD %gs"});
  std::vector<ReflogEntry> entries;
  std::map<std::string, std::size_t> numbers;
  std::string_view rest = output.out;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::optional<ReflogEntry> entry = parse_entry(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!entry) continue;
    entry->number = numbers[entry->ref]++;
    entries.push_back(*std::move(entry));
  }
  return entries;
}

}  // namespace veto::git
