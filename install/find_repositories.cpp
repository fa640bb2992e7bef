#include "install/find_repositories.h"

#include <algorithm>
#include <filesystem>

namespace veto::install {
namespace {

namespace fs = std::filesystem;

bool is_bare(const fs::path& directory) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(directory / "HEAD", ignored)) &&
         fs::is_directory(directory / "objects", ignored) &&
         fs::is_directory(directory / "refs", ignored);
}

bool is_work_tree(const fs::path& directory) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(directory / ".git", ignored));
}

}  // namespace

Found find_repositories(const std::string& directory) {
  Found found;
  // Not a recursion: trees can be deep.
  std::vector<fs::path> pending = {directory};
  while (!pending.empty()) {
    const fs::path here = std::move(pending.back());
    pending.pop_back();
    if (is_work_tree(here)) found.repositories.push_back(here.string());
    if (!is_work_tree(here) && is_bare(here)) {
      found.repositories.push_back(here.string());
      continue;
    }
    std::error_code failure;
    fs::directory_iterator entries(here, failure);
    if (failure) found.unreadable.push_back(here.string());
    for (; !failure && entries != fs::directory_iterator(); entries.increment(failure)) {
      std::error_code ignored;
      const bool inside = entries->symlink_status(ignored).type() == fs::file_type::directory;
      if (inside && entries->path().filename() != ".git") pending.push_back(entries->path());
    }
  }
  std::sort(found.repositories.begin(), found.repositories.end());
  std::sort(found.unreadable.begin(), found.unreadable.end());
  return found;
}

}  // namespace veto::install
