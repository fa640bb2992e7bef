#include "git/tracked_files.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "git/index_file.h"
#include "git/plumbing.h"

namespace veto::git {
namespace {

/// nullopt when the index file alone does not name every file.
std::optional<std::vector<std::string>> read_index(const Location& location) {
  const std::unique_ptr<IndexFile> index = IndexFile::open(location.index_file);
  if (!index) return std::vector<std::string>();
  if (index->is_split()) return std::nullopt;
  std::vector<std::string> paths;
  IndexCursor cursor(*index);
  while (cursor.next()) {
    if (cursor.entry().mode == kModeTree) return std::nullopt;
    paths.emplace_back(cursor.entry().path);
  }
  return paths;
}

std::vector<std::string> ask_git(const Location& location, const base::Environment& environment) {
  // From the top, wherever this process stands.
  const std::string list =
      run_git(location, environment, {"ls-files", "-z", "--full-name", "--", ":/"});
  std::vector<std::string> paths;
  for (std::string_view rest = list; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    paths.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return paths;
}

}  // namespace

std::vector<std::string> tracked_files(const Location& location,
                                       const base::Environment& environment) {
  return base::in_context("reading index", [&] {
    std::optional<std::vector<std::string>> listed;
    if (!location.foreign_format) listed = read_index(location);
    std::vector<std::string> paths = listed ? *std::move(listed) : ask_git(location, environment);
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
  });
}

}  // namespace veto::git
