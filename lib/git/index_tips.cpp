#include "git/index_tips.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

#include "git/index_file.h"
#include "git/plumbing.h"

namespace veto::git {
namespace {

namespace fs = std::filesystem;

/// A line of `git ls-files --stage -z`: "MODE ID STAGE\tPATH".
void add_listed(std::string_view line, std::vector<Tip>& tips) {
  constexpr std::string_view kSubmodule = "160000 ";
  const std::size_t tab = std::min(line.find('\t'), line.size());
  const std::size_t space = std::min(line.find(' '), tab);
  const std::size_t behind = std::min(line.find(' ', space + 1), tab);
  if (behind <= space || line.starts_with(kSubmodule)) return;
  if (const std::optional<Oid> id = Oid::from_hex(line.substr(space + 1, behind - space - 1)))
    tips.push_back(
        {Reach::Index, *id, "", std::string(line.substr(std::min(tab + 1, line.size())))});
}

void add_through_git(Location location, const base::Environment& environment,
                     const std::string& git_dir, std::vector<Tip>& tips) {
  location.git_dir = git_dir;
  location.work_tree.clear();
  location.index_file = git_dir + "/index";
  // From the top, wherever this process stands.
  const std::string list =
      run_git(location, environment, {"ls-files", "--stage", "--full-name", "-z", "--", ":/"});
  for (std::string_view rest = list; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    add_listed(rest.substr(0, end), tips);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

/// As far as the file itself tells; returns whether that is all.
bool add_from_file(const std::string& path, std::vector<Tip>& tips) {
  const std::unique_ptr<IndexFile> index = IndexFile::open(path);
  if (!index) return true;
  IndexCursor cursor(*index);
  while (cursor.next()) {
    const IndexEntry& entry = cursor.entry();
    if ((entry.mode & kModeTypeMask) != kModeSubmodule)
      tips.push_back({Reach::Index, entry.id, "", std::string(entry.path)});
  }
  return !index->is_split();
}

}  // namespace

void add_index_tips(const Location& location, const base::Environment& environment,
                    const std::string& git_dir, std::vector<Tip>& tips) {
  std::error_code failure;
  const bool exists = fs::exists(git_dir + "/index", failure);
  const std::size_t before = tips.size();
  if (location.foreign_format) {
    if (exists) add_through_git(location, environment, git_dir, tips);
    return;
  }
  if (!add_from_file(git_dir + "/index", tips)) {
    tips.erase(tips.begin() + static_cast<std::ptrdiff_t>(before), tips.end());
    add_through_git(location, environment, git_dir, tips);
  }
  for (fs::directory_iterator at(git_dir, failure), end; !failure && at != end;
       at.increment(failure)) {
    if (at->path().filename().string().starts_with("sharedindex."))
      add_from_file(at->path().string(), tips);
  }
}

}  // namespace veto::git
