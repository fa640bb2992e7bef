// bench-commit PROGRAM EMPTY_HOOK FILES CHANGED ROUNDS [NAME=COMMAND...]
//
// Times `git commit` in a generated repository of FILES files, CHANGED of which differ in each commit, with
// different pre-commit hooks, in turn: none, an empty static program, git-veto (as the installer puts it: the
// program itself), both once more as commit-msg too, a shell hook with `git diff --cached -U0`, and each COMMAND
// given as a shell hook. Prints the median and the minimum in milliseconds and what each median adds to that of
// the empty hook.

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/environment.h"
#include "base/process.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Variant {
  std::string name;
  fs::path hook;  // empty: none
  std::vector<std::string> names{"pre-commit"};
  std::vector<double> times{};
};

class Bench {
 public:
  Bench(const fs::path& directory, std::size_t files, std::size_t changed)
      : directory_(directory), files_(files), changed_(changed), environment_(::environ) {
    environment_.set("GIT_CONFIG_NOSYSTEM", "1");
    environment_.set("GIT_CONFIG_GLOBAL", "/dev/null");
    for (const char* who : {"AUTHOR", "COMMITTER"}) {
      environment_.set(fmt::format("GIT_{}_NAME", who), "Bench");
      environment_.set(fmt::format("GIT_{}_EMAIL", who), "bench@example.com");
    }
    git({"init", "-q", "-b", "main"});
    git({"config", "gc.auto", "0"});
    for (std::size_t i = 0; i < files_; ++i) write(i, 0);
    git({"add", "-A"});
    git({"commit", "-q", "-m", "all"});
  }

  /// Prepares one commit and times it with this hook.
  void round(Variant& variant) {
    ++generation_;
    for (std::size_t i = 0; i < changed_; ++i) write((generation_ * 7919 + i * 31) % files_, generation_);
    git({"add", "-A"});
    const fs::path hooks = directory_ / ".git/hooks";
    for (const char* name : {"pre-commit", "commit-msg"}) fs::remove(hooks / name);
    for (const std::string& name : variant.names)
      if (!variant.hook.empty()) fs::create_hard_link(variant.hook, hooks / name);
    const Clock::time_point start = Clock::now();
    git({"commit", "-q", "-m", "change"});
    variant.times.push_back(
        std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }

 private:
  void git(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    const veto::base::Output output = veto::base::run(
        {.arguments = arguments, .environment = environment_, .directory = directory_.string(), .input = ""});
    if (output.status != 0) {
      fmt::print(stderr, "git {}: {}\n", arguments[1], output.err);
      std::exit(1);
    }
  }

  /// About 4 KB of text that looks like a program.
  void write(std::size_t number, std::size_t generation) {
    const fs::path path =
        directory_ / fmt::format("src/d{:02}/d{:02}/file{}.c", number % 97 % 50, number % 89, number);
    fs::create_directories(path.parent_path());
    std::ofstream file(path);
    for (std::size_t line = 0; line < 90; ++line)
      file << fmt::format("static int value_{}_{}(int argument) {{ return argument + {}; }}\n", number,
                          line, generation + line);
  }

  fs::path directory_;
  std::size_t files_;
  std::size_t changed_;
  veto::base::Environment environment_;
  std::size_t generation_ = 0;
};

fs::path shell_hook(const fs::path& directory, const std::string& name, const std::string& command) {
  const fs::path path = directory / (name + ".hook");
  std::ofstream(path) << "#!/bin/sh\n" << command << "\n";
  fs::permissions(path, fs::perms::owner_all);
  return path;
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    fmt::print(stderr, "usage: bench-commit PROGRAM EMPTY_HOOK FILES CHANGED ROUNDS [NAME=COMMAND...]\n");
    return 2;
  }
  std::string pattern = fs::temp_directory_path() / "bench-commit.XXXXXX";
  const fs::path top = ::mkdtemp(pattern.data());
  fs::create_directories(top / "repository");
  fs::create_directories(top / "hooks");
  fs::copy_file(argv[1], top / "hooks/git-veto");
  fs::copy_file(argv[2], top / "hooks/empty");
  std::vector<Variant> variants{
      {"no hook", ""},
      {"empty static hook", top / "hooks/empty"},
      {"git-veto", top / "hooks/git-veto"},
      {"empty, commit-msg too", top / "hooks/empty", {"pre-commit", "commit-msg"}},
      {"git-veto, commit-msg too", top / "hooks/git-veto", {"pre-commit", "commit-msg"}},
      {"sh, git diff --cached -U0",
       shell_hook(top / "hooks", "diff", "git diff --cached -U0 >/dev/null")}};
  for (int i = 6; i < argc; ++i) {
    const std::string word = argv[i];
    const std::size_t equals = word.find('=');
    variants.push_back({word.substr(0, equals),
                        shell_hook(top / "hooks", fmt::format("peer{}", i), word.substr(equals + 1))});
  }

  const std::size_t files = std::strtoul(argv[3], nullptr, 10);
  const std::size_t changed = std::strtoul(argv[4], nullptr, 10);
  const int rounds = std::atoi(argv[5]);
  Bench bench(top / "repository", files, changed);
  for (Variant& variant : variants) bench.round(variant);  // warm-up
  for (Variant& variant : variants) variant.times.clear();
  for (int i = 0; i < rounds; ++i) {
    for (Variant& variant : variants) bench.round(variant);
  }

  fmt::print("{} files, {} changed, {} rounds in turn\n", files, changed, rounds);
  fmt::print("{:28} {:>10} {:>10} {:>22}\n", "hook", "median ms", "min ms", "added to empty hook");
  const double floor = median(variants[1].times);
  for (const Variant& variant : variants)
    fmt::print("{:28} {:10.2f} {:10.2f} {:+22.2f}\n", variant.name, median(variant.times),
               *std::min_element(variant.times.begin(), variant.times.end()),
               median(variant.times) - floor);
  fs::remove_all(top);
  return 0;
}
