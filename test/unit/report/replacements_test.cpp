#include "report/replacements.h"

#include <string>

#include "test/support/catch.h"

using namespace veto;
using report::path_lines;
using report::replacement_lines;

namespace {

/// The line for one value, without what replaces it.
std::string line_for(const std::string& value) {
  const std::string line = replacement_lines({base::Secret(value)});
  const std::string end = "==>***REMOVED***\n";
  REQUIRE(line.ends_with(end));
  return line.substr(0, line.size() - end.size());
}

}  // namespace

TEST_CASE("replacements: a value of one line stands as it is, whatever its bytes") {
  for (const std::string& value :
       {std::string("plain"), std::string("a==>b"), std::string("==>"), std::string("# no comment"),
        std::string(" blanks \t"), std::string("\xff\xfe raw \x01"), std::string("cr at the end\r"),
        std::string("a\0b", 3), std::string("regexp"), std::string("(.*)\\1")}) {
    CAPTURE(value);
    CHECK(line_for(value) == value);
  }
}

TEST_CASE("replacements: what would read as a prefix is said to be literal") {
  for (const std::string value : {"regex:a", "glob:*", "literal:x"}) {
    CAPTURE(value);
    CHECK(line_for(value) == "literal:" + value);
  }
}

TEST_CASE("replacements: several lines are one expression that fits them and nothing else") {
  CHECK(line_for("-----BEGIN A-----\nab+/=\r\n-----END A-----") ==
        R"(regex:-----BEGIN A-----\nab\x2b/\x3d\r\n-----END A-----)");
  CHECK(line_for("a.\nb==>\xff") == R"(regex:a\x2e\nb\x3d\x3d\x3e\xff)");
}

TEST_CASE("replacements: longer values come first, each once, empty ones not at all") {
  std::vector<base::Secret> values;
  for (const char* bytes : {"ab", "xabx", "ab", "", "aa"}) values.emplace_back(bytes);
  CHECK(replacement_lines(values) ==
        "xabx==>***REMOVED***\naa==>***REMOVED***\nab==>***REMOVED***\n");
  CHECK(replacement_lines({}).empty());
}

TEST_CASE("paths: what git-filter-repo would read otherwise is written so that it does not") {
  CHECK(path_lines({"a b", "#x", "dir/=x", "a==>b", "glob:*", "n\nl", " lead"}) == R"( lead
literal:#x
a b
regex:^a\x3d\x3d\x3eb$
dir/=x
literal:glob:*
regex:^n\nl$
)");
}

TEST_CASE("replacements: short values and plain words are weak") {
  for (const char* weak : {"admin123", "x", "changemenow", "correcthorse"}) {
    CAPTURE(weak);
    CHECK(report::is_weak(base::Secret(weak)));
  }
  for (const std::string& strong :
       {std::string(20, '7'), std::string("with-sign-and-blank"), std::string(24, 'q')}) {
    CAPTURE(strong);
    CHECK_FALSE(report::is_weak(base::Secret(strong)));
  }
}
