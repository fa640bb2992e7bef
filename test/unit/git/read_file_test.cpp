#include "git/read_file.h"

#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "test/support/catch.h"
#include "test/unit/git/repository.h"

using namespace veto;
using namespace veto::git;
using test::TemporaryDirectory;

TEST_CASE("small file: its bytes are read as they are, whatever the size") {
  const TemporaryDirectory directory;
  for (const std::string& content :
       {std::string(), std::string("x"), std::string("a\0b\r\n\xff", 6), std::string(16384, 'y'),
        std::string(100'000, 'z')}) {
    directory.write("file", content);
    CHECK(read_file(directory.in("file")) == content);
  }
}

TEST_CASE("small file: one that does not exist is nullopt, and so is one below a file") {
  const TemporaryDirectory directory;
  directory.write("file", "x");
  CHECK_FALSE(read_file(directory.in("missing")));
  CHECK_FALSE(read_file(directory.in("missing/deeper")));
  CHECK_FALSE(read_file(directory.in("file/below")));
}

TEST_CASE("small file: what exists and cannot be read is an error that names the path") {
  const TemporaryDirectory directory;
  REQUIRE(::symlink("loop", directory.in("loop").c_str()) == 0);
  for (const std::string& path : {directory.path(), directory.in("loop")}) {
    CAPTURE(path);
    try {
      static_cast<void>(read_file(path));
      FAIL("read");
    } catch (const base::Error& error) {
      CHECK(error.kind() == base::ErrorKind::Unreadable);
      CHECK(error.text().find(path) != std::string::npos);
    }
  }
}

TEST_CASE("small file: a file without permission is an error and not a missing file") {
  if (::geteuid() == 0) return;  // root may read all
  const TemporaryDirectory directory;
  directory.write("file", "x");
  REQUIRE(::chmod(directory.in("file").c_str(), 0) == 0);
  CHECK_THROWS_AS(read_file(directory.in("file")), base::Error);
}

TEST_CASE("small file: trailing line ends and blanks are trimmed, and no others") {
  CHECK(trim_end("") == "");
  CHECK(trim_end(" \t\r\n") == "");
  CHECK(trim_end("ref: x \r\n\n") == "ref: x");
  CHECK(trim_end(" a b") == " a b");
  CHECK(trim_end("a\n b") == "a\n b");
}

TEST_CASE("small file: relative paths are taken from the base") {
  CHECK(absolute("/a/b", "/base") == "/a/b");
  CHECK(absolute("a/b", "/base") == "/base/a/b");
  CHECK(absolute(".", "/base") == "/base");
  CHECK(absolute("", "/base") == "/base");
  CHECK(absolute("../a", "/base") == "/base/../a");
}
