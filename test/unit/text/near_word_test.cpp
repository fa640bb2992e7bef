#include "text/near_word.h"

#include "test/support/catch.h"

using namespace veto::text;

TEST_CASE("near word: the distance counts insertions, losses, changes and swaps") {
  struct Case {
    const char* a;
    const char* b;
    std::size_t distance;
  };
  const Case kCases[] = {
      {"", "", 0},         {"", "abc", 3},           {"abc", "", 3},     {"abc", "abc", 0},
      {"abc", "abd", 1},   {"abc", "ab", 1},         {"abc", "xabc", 1}, {"abc", "acb", 1},
      {"tire", "tier", 1}, {"kitten", "sitting", 3}, {"abcd", "badc", 2}};
  for (const Case& each : kCases) {
    CAPTURE(each.a, each.b);
    CHECK(edit_distance(each.a, each.b) == each.distance);
    CHECK(edit_distance(each.b, each.a) == each.distance);
  }
}

TEST_CASE("near word: the nearest of the known ones, if one is near") {
  const std::vector<std::string> known{"allow", "limits", "paths",
                                       "rule",  "rules",  "github-pat-classic"};
  CHECK(near_word("alow", known) == "allow");
  CHECK(near_word("path", known) == "paths");
  CHECK(near_word("ruels", known) == "rules");
  CHECK(near_word("github-pat-clasic", known) == "github-pat-classic");
  CHECK(near_word("github_pat_classic", known) == "github-pat-classic");
  CHECK(near_word("colour", known).empty());
  CHECK(near_word("x", known).empty());
  CHECK(near_word("", known).empty());
  CHECK(near_word(std::string(100'000, 'a'), known).empty());
  CHECK(near_word("word", {}).empty());
}
