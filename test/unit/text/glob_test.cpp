#include "text/glob.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/process.h"
#include "test/support/catch.h"

using veto::text::Glob;

namespace {

namespace fs = std::filesystem;

struct Case {
  std::string pattern;
  std::vector<std::string> matching;
  std::vector<std::string> other;
};

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string path = (fs::temp_directory_path() / "veto-glob-XXXXXX").string();
    REQUIRE(::mkdtemp(path.data()) != nullptr);
    path_ = path;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

veto::base::Output git(const fs::path& directory, std::vector<std::string> arguments,
                       std::string input = {}) {
  veto::base::Command command;
  command.arguments = std::move(arguments);
  command.arguments.insert(command.arguments.begin(), "git");
  command.directory = directory.string();
  command.input = std::move(input);
  command.environment.set("PATH", "/usr/local/bin:/usr/bin:/bin");
  command.environment.set("HOME", directory.string());
  command.environment.set("GIT_CONFIG_NOSYSTEM", "1");
  command.environment.set("GIT_CEILING_DIRECTORIES", directory.parent_path().string());
  return veto::base::run(command);
}

/// Asks git which of `paths` each pattern ignores: one directory with a .gitignore for each
/// pattern, so that one process answers for all. The answer holds "<number>/<path>".
std::set<std::string> ignored_by_git(const std::vector<std::string>& patterns,
                                     const std::vector<std::string>& paths) {
  const TemporaryDirectory repository;
  REQUIRE(git(repository.path(), {"init", "-q"}).status == 0);
  std::string input;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const std::string name = std::to_string(i);
    fs::create_directory(repository.path() / name);
    std::ofstream(repository.path() / name / ".gitignore") << patterns[i] << "\n";
    for (const std::string& path : paths) input += name + "/" + path + '\0';
  }
  const veto::base::Output output =
      git(repository.path(), {"check-ignore", "--no-index", "-z", "--stdin"}, input);
  REQUIRE(output.status <= 1);
  std::set<std::string> ignored;
  for (std::size_t begin = 0; begin < output.out.size();) {
    const std::size_t end = output.out.find('\0', begin);
    ignored.insert(output.out.substr(begin, end - begin));
    begin = end + 1;
  }
  return ignored;
}

std::string random_of(std::mt19937& random, const std::vector<std::string>& pieces,
                      std::size_t most) {
  std::string text;
  for (std::size_t i = 1 + random() % most; i > 0; --i) text += pieces[random() % pieces.size()];
  return text;
}

/// What the lines of a .gitignore would read as something else, and the known difference of old
/// gits.
bool outside_of_the_comparison(const std::string& pattern) {
  if (pattern.front() == '!' || pattern.front() == '#') return true;
  for (std::size_t at = pattern.find("**"); at != std::string::npos;
       at = pattern.find("**", at + 1))
    if (at > 0 && pattern[at - 1] != '/' && pattern[at - 1] != '*') return true;
  return false;
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"foo", {"foo", "a/foo", "a/b/foo"}, {"foob", "afoo", "foo/a", "FOO"}},
      {"*.c", {"a.c", ".c", "x/y.c"}, {"a.cc", "a.c/b", "c"}},
      {"/foo", {"foo"}, {"a/foo"}},
      {"a/b", {"a/b"}, {"x/a/b", "a/b/c"}},
      {"a/*", {"a/b", "a/.b"}, {"a/b/c", "a"}},
      {"a*b", {"ab", "axxb"}, {"a/b", "ba"}},
      {"/*", {"a", "b.c"}, {"a/b"}},
      {"?", {"a", "x/a"}, {"", "ab", "/"}},
      {"a?b", {"axb"}, {"a/b", "ab"}},
      {"**", {"a", "a/b", "a/b/c"}, {}},
      {"**/foo", {"foo", "a/foo", "a/b/foo"}, {"afoo", "foo/a"}},
      {"foo/**", {"foo/a", "foo/a/b"}, {"foo", "a/foo/b"}},
      {"a/**/b", {"a/b", "a/x/b", "a/x/y/b"}, {"ab", "a/xb", "x/a/b", "a/b/c"}},
      {"a/**/**/b", {"a/b", "a/x/b", "a/x/y/b"}, {"a/xb"}},
      {"**/a/**", {"a/b", "x/a/b/c"}, {"a", "x/a"}},
      {"***/x", {"x", "a/b/x"}, {"ax"}},
      {"/**/x", {"x", "a/b/x"}, {"ax"}},
      {"x**", {"x", "xyz", "a/xyz"}, {"x/y"}},
      {"[abc]", {"a", "c", "x/b"}, {"d", "ab"}},
      {"[a-c]x", {"ax", "bx", "cx"}, {"dx", "-x"}},
      {"[!a-c]x", {"dx", "-x"}, {"ax", "/x", "x"}},
      {"[^a]", {"b"}, {"a"}},
      {"[]a]", {"]", "a"}, {"b"}},
      {"[!]a]", {"b"}, {"]", "a"}},
      {"[a-]", {"a", "-"}, {"b"}},
      {"[-a]", {"a", "-"}, {"b"}},
      {"[z-a]", {"z"}, {"a", "b", "-"}},
      {"[\\]]", {"]"}, {"\\"}},
      {"[a\\-z]", {"a", "-", "z"}, {"b", "\\"}},
      {"[[:digit:]-]x", {"0x", "-x"}, {"ax", ":x"}},
      {"[[:alpha:][:digit:]]", {"a", "Z", "5"}, {"-", ":"}},
      {"[[:]", {"[", ":"}, {"]"}},
      {"a[/]b", {}, {"a/b"}},
      {"a/[!x]b", {"a/yb"}, {"a//b", "a/xb"}},
      {"\\*", {"*"}, {"a", "\\*"}},
      {"a\\b", {"ab"}, {"a\\b"}},
      {"\\[a]", {"[a]"}, {"a"}},
      {"foo/", {"foo", "a/foo"}, {"foo/a"}},
      {"\xff*", {"\xff\xfe"}, {"a"}},
  };
  return all;
}

/// Whether the last component of a pattern lets a path pass by its pieces.
bool may_cover(const std::optional<Glob>& last, const std::string& path) {
  if (!last) return true;
  std::size_t begin = 0;
  for (std::size_t slash; (slash = path.find('/', begin)) != std::string::npos; begin = slash + 1) {
    if (last->matches(path.substr(begin, slash - begin))) return true;
  }
  return last->covers(path.substr(begin));
}

}  // namespace

TEST_CASE("glob: the documented semantics") {
  for (const Case& test : cases()) {
    CAPTURE(test.pattern);
    const Glob glob(test.pattern);
    CHECK(glob.valid());
    for (const std::string& path : test.matching) {
      CAPTURE(path);
      CHECK(glob.matches(path));
    }
    for (const std::string& path : test.other) {
      CAPTURE(path);
      CHECK_FALSE(glob.matches(path));
    }
  }
}

TEST_CASE("glob: a malformed pattern matches nothing, not even itself") {
  for (const std::string pattern :
       {"", "/", "a\\", "[", "[a", "[]", "[!]", "[a-", "[[:alpha:]", "[[:nonsense:]]", "[\\"}) {
    CAPTURE(pattern);
    const Glob glob(pattern);
    CHECK_FALSE(glob.valid());
    for (const std::string& path : {pattern, std::string("a"), std::string("[")})
      CHECK_FALSE(glob.matches(path));
  }
}

TEST_CASE("glob: a directory takes in what is below it") {
  CHECK(Glob("vendor/").covers("vendor/a/b.c"));
  CHECK(Glob("vendor/").covers("x/vendor/b.c"));
  CHECK_FALSE(Glob("vendor/").covers("vendor"));
  CHECK(Glob("vendor/").directories_only());
  CHECK(Glob("vendor").covers("vendor/a"));
  CHECK(Glob("vendor").covers("vendor"));
  CHECK_FALSE(Glob("/vendor").covers("x/vendor/a"));
  CHECK_FALSE(Glob("vendor").matches("vendor/a"));
}

TEST_CASE("glob: git check-ignore agrees on the table") {
  std::vector<std::string> patterns;
  std::set<std::string> paths;
  for (const Case& test : cases()) {
    if (test.pattern != "x**") patterns.push_back(test.pattern);
    paths.insert(test.matching.begin(), test.matching.end());
    paths.insert(test.other.begin(), test.other.end());
  }
  for (const std::string strange : {"", "/", "/x", "a//b"}) paths.erase(strange);
  const std::vector<std::string> all(paths.begin(), paths.end());
  const std::set<std::string> ignored = ignored_by_git(patterns, all);
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const Glob glob(patterns[i]);
    for (const std::string& path : all) {
      CAPTURE(patterns[i], path);
      CHECK(glob.covers(path) == ignored.contains(std::to_string(i) + "/" + path));
    }
  }
}

TEST_CASE("glob: git check-ignore agrees on random patterns") {
  std::mt19937 random(5);
  const std::vector<std::string> pattern_pieces{
      "a",    "b",     "a", "b", "/", "/", "*",  "**",  "**/",         "/**/", "?", "[ab]",
      "[!a]", "[a-b]", "[", "]", "-", "!", "\\", "\\*", "[[:alpha:]]", "[]a]", "^"};
  const std::vector<std::string> path_pieces{"a", "b", "ab", "/", "*", "]", "-", "[a", "!"};
  std::vector<std::string> patterns;
  while (patterns.size() < 1500) {
    const std::string pattern = random_of(random, pattern_pieces, 7);
    if (!outside_of_the_comparison(pattern)) patterns.push_back(pattern);
  }
  std::set<std::string> paths;
  while (paths.size() < 60) {
    const std::string path = random_of(random, path_pieces, 6);
    if (path.front() != '/' && path.back() != '/' && path.find("//") == std::string::npos)
      paths.insert(path);
  }
  const std::vector<std::string> all(paths.begin(), paths.end());
  const std::set<std::string> ignored = ignored_by_git(patterns, all);
  CHECK(ignored.size() > 1000);
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const Glob glob(patterns[i]);
    for (const std::string& path : all) {
      if (glob.covers(path) && !may_cover(glob.last_component(), path)) {
        CAPTURE(patterns[i], path);
        CHECK(false);
      }
      if (glob.covers(path) == ignored.contains(std::to_string(i) + "/" + path)) continue;
      CAPTURE(patterns[i], path, glob.covers(path));
      CHECK(false);
    }
  }
}

TEST_CASE("glob: no pattern blows up") {
  const auto start = std::chrono::steady_clock::now();
  std::string stars;
  std::string double_stars;
  for (int i = 0; i < 200; ++i) {
    stars += "*a";
    double_stars += "**/*a/";
  }
  const std::string text(4000, 'a');
  std::string path;
  for (int i = 0; i < 1000; ++i) path += "a/";
  CHECK_FALSE(Glob(stars + "b").matches(text));
  CHECK(Glob(stars).matches(text));
  CHECK_FALSE(Glob(double_stars + "b").matches(path + "a"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("glob: the last component of a pattern is one of base names") {
  CHECK(Glob("a/b*.txt").last_component()->matches("bc.txt"));
  CHECK_FALSE(Glob("a/b*.txt").last_component()->matches("c.txt"));
  CHECK_FALSE(Glob("/a/b/").last_component()->covers("b"));
  CHECK(Glob("/a/b/").last_component()->matches("b"));
  CHECK_FALSE(Glob("a/**").last_component());
  CHECK_FALSE(Glob("a/[b/c]").last_component());
}
