#include "source/ignore.h"

#include <string>

#include "test/support/catch.h"

using veto::source::IgnoreFile;

namespace {

bool ignores(const std::string& lines, const std::string& path, bool is_directory = false) {
  return IgnoreFile(lines, "", nullptr).ignores(path, is_directory);
}

}  // namespace

TEST_CASE("ignore file: the last line that matches decides") {
  CHECK(ignores("*.log\n", "a.log"));
  CHECK(ignores("*.log\n", "d/a.log"));
  CHECK_FALSE(ignores("*.log\n", "a.txt"));
  CHECK_FALSE(ignores("*.log\n!a.log\n", "a.log"));
  CHECK(ignores("!a.log\n*.log\n", "a.log"));
  CHECK(ignores("*.log\n!*.log\na.log", "a.log"));
  CHECK_FALSE(ignores("", "a"));
}

TEST_CASE("ignore file: comments, blanks and line ends are read as git reads them") {
  CHECK_FALSE(ignores("# a\n", "# a"));
  CHECK(ignores("\\# a\n", "# a"));
  CHECK(ignores("\\!a\n", "!a"));
  CHECK(ignores("a \n", "a"));
  CHECK(ignores("a\\ \n", "a "));
  CHECK(ignores("a\r\nb\r\n", "a"));
  CHECK(
      ignores("\xef\xbb\xbf"
              "a\n",
              "a"));
  CHECK(ignores("\n\n   \na", "a"));
  CHECK_FALSE(ignores("!\n", "a"));
  CHECK_FALSE(ignores("/\n", "a"));
}

TEST_CASE("ignore file: lines with a final slash mean directories only") {
  CHECK(ignores("build/\n", "build", true));
  CHECK_FALSE(ignores("build/\n", "build", false));
  CHECK(ignores("build/\n", "a/build", true));
  CHECK_FALSE(ignores("/build/\n", "a/build", true));
}

TEST_CASE("ignore file: the nearest file is asked first, then those above it") {
  const auto top = std::make_shared<const IgnoreFile>("*.log\n*.tmp\n/only-top\n", "", nullptr);
  const IgnoreFile inner("!keep.log\n/anchored\n", "a/b/", top);
  CHECK_FALSE(inner.ignores("a/b/keep.log", false));
  CHECK(inner.ignores("a/b/other.log", false));
  CHECK(inner.ignores("a/b/anchored", false));
  CHECK_FALSE(inner.ignores("a/b/c/anchored", false));
  CHECK_FALSE(inner.ignores("a/b/only-top", false));
}
