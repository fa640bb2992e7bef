#include "git/alternates.h"

#include "test/support/catch.h"

using veto::git::split_alternates;
using Words = std::vector<std::string>;

TEST_CASE("alternates: entries, with comments and empty ones left out") {
  CHECK(split_alternates("", ':') == Words());
  CHECK(split_alternates("/one::two:/three:", ':') == Words{"/one", "two", "/three"});
  CHECK(split_alternates("/a:b\n# no\n\n/c d\n", '\n') == Words{"/a:b", "/c d"});
}

TEST_CASE("alternates: what git has put in quotes") {
  CHECK(split_alternates(R"("/a:b":/c)", ':') == Words{"/a:b", "/c"});
  CHECK(split_alternates(R"(/x:"/a \"b\" \\ \n\t\303\251")", ':') ==
        Words{"/x", "/a \"b\" \\ \n\t\xc3\xa9"});
  CHECK(split_alternates("\"/a\nb\"\n/c", '\n') == Words{"/a\nb", "/c"});
}

TEST_CASE("alternates: quotes that are none stand for themselves") {
  CHECK(split_alternates(R"("/a:/b)", ':') == Words{"\"/a", "/b"});
  CHECK(split_alternates(R"("/a\q":/b)", ':') == Words{R"("/a\q")", "/b"});
  CHECK(split_alternates(R"("\777")", ':') == Words{R"("\777")"});
  CHECK(split_alternates("\"\\", ':') == Words{"\"\\"});
  CHECK(split_alternates(R"(a"b":c)", ':') == Words{R"(a"b")", "c"});
}
