// A directory of its own for a test: a home, a program that stands in for git-veto, and git
// repositories that see no configuration but theirs. All paths hold a space and a quote.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "base/environment.h"
#include "base/process.h"
#include "install/install.h"
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

class Sandbox {
 public:
  Sandbox() {
    std::string root = (fs::temp_directory_path() / "veto it's XXXXXX").string();
    REQUIRE(::mkdtemp(root.data()) != nullptr);
    root_ = fs::canonical(root).string();
    const char* path = std::getenv("PATH");
    environment.set("PATH", path == nullptr ? "/usr/bin:/bin" : path);
    environment.set("HOME", root_ + "/home");
    environment.set("TMPDIR", root_ + "/tmp");
    environment.set("GIT_CONFIG_NOSYSTEM", "1");
    for (const char* who : {"AUTHOR", "COMMITTER"}) {
      environment.set(std::string("GIT_") + who + "_NAME", "A");
      environment.set(std::string("GIT_") + who + "_EMAIL", "a@example.com");
    }
    fs::create_directories(root_ + "/home");
    fs::create_directories(root_ + "/tmp");
    write(program(), stand_in(root_, "1.0.0"), 0755);
  }
  ~Sandbox() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  [[nodiscard]] const std::string& root() const { return root_; }
  [[nodiscard]] std::string program() const { return root_ + "/bin/git-veto"; }
  [[nodiscard]] std::string in(const std::string& name) const { return root_ + "/" + name; }
  [[nodiscard]] Target target(const std::string& name = "repo") const {
    return {environment, in(name), program(), "1.0.0"};
  }

  base::Output run(std::vector<std::string> command, const std::string& name = "repo",
                   std::string input = {}) const {
    return base::run({std::move(command), environment, in(name), std::move(input)});
  }
  /// Runs git, which must succeed; its output without the last line feed.
  std::string git(std::vector<std::string> arguments, const std::string& name = "repo") const {
    arguments.insert(arguments.begin(), "git");
    base::Output output = run(std::move(arguments), name);
    INFO(output.err);
    REQUIRE(output.status == 0);
    if (output.out.ends_with('\n')) output.out.pop_back();
    return output.out;
  }
  /// A repository with one commit; returns its hooks directory, emptied of git's samples.
  fs::path repository(const std::string& name = "repo") const {
    git({"init", "-q", "-b", "main", in(name)}, ".");
    git({"commit", "-q", "--allow-empty", "-m", "first"}, name);
    for (const auto& sample : fs::directory_iterator(in(name) + "/.git/hooks"))
      fs::remove(sample.path());
    return in(name) + "/.git/hooks";
  }
  base::Output commit(const std::string& name = "repo") const {
    return run({"git", "commit", "--allow-empty", "-m", "next"}, name);
  }
  /// What the stand-in program noted, and forgets it.
  std::string runs() const {
    std::string text = read(in("runs"));
    fs::remove(in("runs"));
    return text;
  }

  base::Environment environment;

 private:
  std::string root_;
};

}  // namespace veto::install::test
