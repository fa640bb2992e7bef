// The style tests are as good as what they read: the reader has tests of its own.
#include "test/style/source_tree.h"

#include "test/support/catch.h"

using namespace veto::style;

TEST_CASE("style: comments and literals are blanked out, and nothing else") {
  CHECK(without_comments_and_literals("a // b\nc /* d\ne */ f") == "a     \nc     \n     f");
  CHECK(without_comments_and_literals("f(\"a // b\", 'c', '\\'', \"\\\"\") x") ==
        "f(        ,    ,     ,     ) x");
  const std::string raw = "x = R\"(a \" // )\" + R\"y( )\" )y\"; z";
  std::string rest = without_comments_and_literals(raw);
  CHECK(rest.size() == raw.size());
  std::erase(rest, ' ');
  CHECK(rest == "x=+;z");
  CHECK(without_comments_and_literals("1'000'000 + 'a'") == "1'000'000 +    ");
}

TEST_CASE("style: includes are read with their brackets") {
  CHECK(includes_of("#include <vector>\n#include \"a/b.h\"  // why\n// #include <c>\n") ==
        std::vector<std::string>{"<vector>", "\"a/b.h\""});
}

TEST_CASE("style: the tree that is read is the whole one") {
  std::size_t code = 0;
  bool has_main = false;
  for (const SourceFile& file : source_files()) {
    if (file.is_code()) ++code;
    has_main |= file.path == "hook/main.cpp";
    CHECK_FALSE(file.is_below("build/"));
  }
  CHECK(code > 200);
  CHECK(has_main);
}

TEST_CASE("style: a file's layer is its folder") {
  CHECK(SourceFile{"lib/match/engine.cpp", ""}.layer() == "match");
  CHECK(SourceFile{"hook/main.cpp", ""}.layer() == "hook");
  CHECK(SourceFile{"install/a/b.cpp", ""}.layer() == "install");
  CHECK(SourceFile{"test/style/a.cpp", ""}.layer().empty());
  CHECK(SourceFile{"lib/CMakeLists.txt", ""}.layer().empty());
}
