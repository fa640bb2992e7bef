// Files of a test's own directory: written, read and compared, and the program that stands in for
// git-veto.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "test/support/catch.h"

namespace veto::install::test {

namespace fs = std::filesystem;

/// Blocks when a line with "ghp_" is added, and notes each run, with its name and arguments, in the
/// file `runs`; exits with what the file `status` holds, if there is one.
inline std::string stand_in(const std::string& root, const std::string& version) {
  return "#!/bin/sh\n# git-veto-program-marker:" + version + "\nroot=\"" + root + R"sh("
printf '%s|%s\n' "${0##*/}" "$*" >>"$root/runs"
if [ -f "$root/status" ]; then exit "$(cat "$root/status")"; fi
old=$(git rev-parse --verify --quiet HEAD || git hash-object -t tree /dev/null)
if git diff-index --cached -p "$old" | grep -q '^+.*ghp_'; then
  echo 'git-veto: blocked: 1 secret' >&2
  exit 1
fi
)sh";
}

/// PATH without the directories where this machine has a git-veto of its own.
inline std::string path_without_git_veto() {
  const char* variable = std::getenv("PATH");
  std::istringstream path(variable == nullptr ? "/usr/bin:/bin" : variable);
  std::string kept;
  for (std::string entry; std::getline(path, entry, ':');)
    if (::access((entry + "/git-veto").c_str(), X_OK) != 0)
      kept += (kept.empty() ? "" : ":") + entry;
  return kept;
}

inline std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write(const fs::path& path, const std::string& text, mode_t mode = 0644) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  REQUIRE(::chmod(path.c_str(), mode) == 0);
}

inline mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

/// Every path below `directory` with its type, mode and content: two equal listings are equal
/// trees.
inline std::string listing(const fs::path& directory) {
  std::vector<std::string> lines;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    std::string line = fs::relative(entry.path(), directory).string() + " ";
    if (entry.is_symlink())
      line += "-> " + fs::read_symlink(entry.path()).string();
    else
      line += std::to_string(mode_of(entry.path())) + " " +
              (entry.is_directory() ? "directory" : read(entry.path()));
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace veto::install::test
