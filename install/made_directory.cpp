#include "install/made_directory.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "install/staged_file.h"

namespace veto::install {

namespace fs = std::filesystem;

void make_directory(const std::string& directory) {
  int made = 0;
  fs::path missing = directory;
  std::error_code failure;
  for (; !fs::exists(missing, failure) && missing.has_relative_path(); ++made)
    missing = missing.parent_path();
  if (made == 0) return;
  fs::create_directories(directory, failure);
  if (failure) throw base::unreadable("making " + directory + ": " + failure.message());
  std::ofstream mark(fs::path(directory) / kMadeDirectoryMark);
  mark << made << '\n';
}

void remove_made_directory(const std::string& directory) {
  const fs::path mark = fs::path(directory) / kMadeDirectoryMark;
  std::error_code failure;
  int made = 0;
  if (!(std::ifstream(mark) >> made)) return;
  const auto entries = std::distance(fs::directory_iterator(directory, failure), {});
  if (failure || entries != 1) return;
  remove_file(mark.string());
  fs::path empty = directory;
  for (; made > 0 && fs::remove(empty, failure) && !failure; --made) empty = empty.parent_path();
}

}  // namespace veto::install
