#include "git/config.h"

#include <algorithm>

#include "base/error.h"
#include "git/plumbing.h"
#include "git/read_file.h"
#include "text/escape.h"

namespace veto::git {

Config::Config(const Location& location, const base::Environment& environment, ConfigScope scope,
               const std::string& pattern) {
  std::vector<std::string> arguments{"config", "-z", "--includes"};
  if (scope == ConfigScope::Repository) arguments.emplace_back("--local");
  arguments.insert(arguments.end(), {"--get-regexp", pattern});
  const base::Output output = ask_git(location, environment, std::move(arguments));
  // Status 1: there is no such setting.
  if (output.status > 1)
    throw base::unreadable("git config: " + text::for_terminal(trim_end(output.err)));
  std::string_view rest = output.out;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    const std::string_view entry = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t line = std::min(entry.find('\n'), entry.size());
    entries_.emplace_back(entry.substr(0, line), entry.substr(std::min(line + 1, entry.size())));
  }
}

std::optional<std::string> Config::get(std::string_view name) const {
  const auto found = std::find_if(entries_.rbegin(), entries_.rend(),
                                  [name](const Entry& entry) { return entry.first == name; });
  return found == entries_.rend() ? std::nullopt : std::optional(found->second);
}

}  // namespace veto::git
