// A directory that lives as long as a test, and plain files in it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace veto::test {

namespace fs = std::filesystem;

/// Made below TMPDIR (or /tmp) under a name with a space; removed with all that is in it.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  /// Without symbolic links.
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

/// Makes the directories that are missing. Fails the test when it cannot write.
void write_file(const fs::path& path, std::string_view bytes, mode_t mode = 0644);
/// Empty when there is no such file.
[[nodiscard]] std::string read_file(const fs::path& path);

/// What stands below `directory`: relative path to mode and content (or link target). Two equal
/// listings are equal trees.
using Listing = std::map<std::string, std::string>;
[[nodiscard]] Listing list_tree(const fs::path& directory);
/// Paths that only one of the two has, or that differ.
[[nodiscard]] std::vector<std::string> differences(const Listing& before, const Listing& after);

}  // namespace veto::test
