#include "git/past_blobs.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "git/plumbing.h"

namespace veto::git {
namespace {

/// The new id of a raw line, ":100644 100644 OLD NEW M".
std::optional<Oid> new_id(std::string_view line) {
  for (int field = 0; field < 3; ++field)
    line.remove_prefix(std::min(line.find(' ') + 1, line.size()));
  return Oid::from_hex(line.substr(0, line.find(' ')));
}

}  // namespace

std::set<Oid> past_blobs(const Location& location, const base::Environment& environment,
                         const Selection& selection, const std::set<Oid>& wanted) {
  std::vector<std::string> list{"rev-list", "--ignore-missing", "--stdin"};
  list.push_back("--max-count=" + std::to_string(kPastCommits));
  if (selection.excludes_all_refs) list.emplace_back("--all");
  std::string tips;
  for (const Oid& id : selection.excluded) tips += id.hex() + "\n";
  if (tips.empty() && !selection.excludes_all_refs) return {};
  std::string commits;
  // Whatever git cannot read excuses nothing.
  static_cast<void>(ask_git(location, environment, {std::move(list), std::move(tips)},
                            [&commits](std::string_view piece) { commits.append(piece); }));

  if (commits.empty()) return {};
  std::vector<std::string> compare{"diff-tree",    "--stdin",       "--root", "-m",
                                   "-r",           "--raw",         "-z",     "--no-abbrev",
                                   "--no-renames", "--no-commit-id"};
  std::set<Oid> found;
  std::string rest;
  bool is_path = false;  // which may look like anything, and follows each line about a change
  const auto use = [&](std::string_view piece) {
    rest.append(piece);
    std::size_t begin = 0;
    for (std::size_t end; (end = rest.find('\0', begin)) != std::string::npos; begin = end + 1) {
      const std::string_view line = std::string_view(rest).substr(begin, end - begin);
      if (!is_path) {
        const std::optional<Oid> id = new_id(line);
        if (id && wanted.contains(*id)) found.insert(*id);
      }
      is_path = !is_path;
    }
    rest.erase(0, begin);
  };
  static_cast<void>(ask_git(location, environment, {std::move(compare), std::move(commits)}, use));
  return found;
}

}  // namespace veto::git
