// What the files source reads of a random tree with random .gitignore files, against git itself.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "rules/example_random.h"
#include "source/files.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"
#include "test/unit/source/collector.h"

using namespace veto;
using git::test::Repository;
using source::test::Run;

namespace {

namespace fs = std::filesystem;
using Paths = std::set<std::string>;

class RandomTree {
 public:
  RandomTree(const Repository& repository, std::uint64_t seed)
      : repository_(repository), random_(seed) {}

  void make() {
    fill("", 0);
    if (random_.below(3) == 0) repository_.write(".git/info/exclude", ignore_lines());
    track_some();
  }

 private:
  std::string pick(std::initializer_list<const char*> words) {
    return *(words.begin() + random_.below(words.size()));
  }

  void fill(const std::string& directory, int depth) {
    for (std::size_t i = 1 + random_.below(4); i > 0; --i) {
      const std::string path = directory + pick({"a", "b", "ab", "a.log", "c.tmp", "build", "x y"});
      if (depth < 3 && random_.below(2) == 0 && !fs::exists(repository_.in(path)))
        fill(path + "/", depth + 1);
      else if (!fs::exists(repository_.in(path)))
        repository_.write(path, path);
    }
    if (random_.below(2) == 0) repository_.write(directory + ".gitignore", ignore_lines());
  }

  std::string ignore_lines() {
    std::string text = random_.below(10) == 0 ? "\xef\xbb\xbf" : "";
    for (std::size_t i = 1 + random_.below(4); i > 0; --i) {
      std::string line = pick({"", "", "", "!", "!", "/", "!/", "\\"});
      line += pick({"a", "b", "*", "a*", "*.log", "build", "a/b", "a/*", "**/b", "a/**", "a/**/b",
                    "?", "[ab]", "x y", "ab", "*.tmp", "a/", "#a", "!"});
      line += pick({"", "", "", "/", "/", " ", "\r", "\\ "});
      text += line + (random_.below(10) == 0 ? "" : "\n");
    }
    return text;
  }

  /// Tracked files are content of the repository, ignored or not; here only ones whose directory is
  /// not ignored.
  void track_some() {
    std::vector<std::string> tracked{"add", "-f", "--"};
    for (const char* which : {"-io", "-o"}) {
      for (const std::string& path : git::test::split(
               repository_.git({"ls-files", which, "--exclude-standard", "--directory", "-z"}),
               '\0')) {
        if (!path.ends_with('/') && random_.below(6) == 0) tracked.push_back(path);
      }
    }
    if (tracked.size() > 3) repository_.git(tracked);
  }

  const Repository& repository_;
  rules::ExampleRandom random_;
};

Paths by_git(const Repository& repository, const std::string& directory) {
  const base::Output output =
      base::run({{"git", "ls-files", "-z", "-c", "-o", "--exclude-standard"},
                 repository.environment,
                 directory,
                 {}});
  REQUIRE(output.status == 0);
  Paths paths;
  for (const std::string& path : git::test::split(output.out, '\0')) paths.insert(path);
  return paths;
}

Paths by_source(const std::string& directory) {
  source::FilesSource source({directory});
  const Run run(source);
  CHECK(run.errors.empty());
  CHECK(run.result.coverage.files == run.sink.texts.size());
  Paths paths;
  for (const source::test::Text& text : run.sink.texts) {
    CHECK(paths.insert(text.path.substr(directory.size() + 1)).second);
    CHECK_FALSE(text.has_change);
  }
  return paths;
}

std::string show_ignore_files(const Repository& repository) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(repository.path())) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".gitignore") && !path.ends_with("info/exclude")) continue;
    std::ifstream file(path, std::ios::binary);
    text += path + ":\n" + std::string(std::istreambuf_iterator<char>(file), {}) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("files: the files of a random tree are those that git lists as tracked or not ignored") {
  for (std::uint64_t seed = 0; seed < git::test::trials(40); ++seed) {
    const Repository repository;
    RandomTree(repository, seed).make();
    CAPTURE(seed);
    INFO(show_ignore_files(repository));
    REQUIRE(by_source(repository.path()) == by_git(repository, repository.path()));
    for (const auto& entry : fs::directory_iterator(repository.path())) {
      if (!entry.is_directory() || entry.path().filename() == ".git") continue;
      const std::string name = entry.path().filename().string();
      // A directory that is named itself is read, even if it is ignored.
      if (repository.try_git({"check-ignore", "-q", "--no-index", name}).status == 0) continue;
      CAPTURE(name);
      REQUIRE(by_source(entry.path().string()) == by_git(repository, entry.path().string()));
    }
  }
}
