#include "text/near_word.h"

#include "test/support/catch.h"

using namespace veto::text;

TEST_CASE("similar: an edit is a character in, out, replaced, or swapped with its neighbour") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "ab") == 1);
  CHECK(edit_distance("abc", "axc") == 1);
  CHECK(edit_distance("abc", "acb") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("similar: the nearest words come first, and strangers not at all") {
  const std::vector<std::string> words{"aws-access-key", "aws-secret-key", "github-pat", "jwt"};
  using List = std::vector<std::string>;
  CHECK(similar_words("aws-acess-key", words, 3) == List{"aws-access-key"});
  CHECK(similar_words("aws", words, 3) == List{"aws-access-key", "aws-secret-key"});
  CHECK(similar_words("aws", words, 1) == List{"aws-access-key"});
  CHECK(similar_words("jtw", words, 3) == List{"jwt"});
  CHECK(similar_words("something-else", words, 3).empty());
  CHECK(similar_words("", words, 3).empty());
  CHECK(similar_words(std::string(10'000, 'a'), words, 3).empty());
}
