#include "text/entropy.h"

#include <string>

#include "test/support/catch.h"

using namespace veto::text;

TEST_CASE("entropy is counted in bits per byte") {
  CHECK(shannon_entropy("") == 0.0);
  CHECK(shannon_entropy("aaaa") == 0.0);
  CHECK(shannon_entropy("abab") == Approx(1.0));
  CHECK(shannon_entropy("abcd") == Approx(2.0));
  CHECK(shannon_entropy("aaab") == Approx(0.8112781));
  std::string all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<char>(i));
  CHECK(shannon_entropy(all) == Approx(8.0));
}

TEST_CASE("bytes are counted by class") {
  CHECK(classify("") == CharClasses{});
  CHECK(classify("aB3-\xe9z0") == CharClasses{2, 2, 1, 2});
}

TEST_CASE("the longest run of one byte is found at either end and in the middle") {
  CHECK(longest_run("") == 0);
  CHECK(longest_run("abc") == 1);
  CHECK(longest_run("aaabb") == 3);
  CHECK(longest_run("abbbbc") == 4);
  CHECK(longest_run("abcc") == 2);
}

TEST_CASE("walks along the alphabet, the digits and the keyboard are recognised") {
  for (const char* walk : {"abc", "abcdefgh", "ABCdef", "zyxwvu", "12345678", "0123456789abcdef",
                           "987654321", "qwerty", "QWERTYuiop", "asdfgh", "1qaz2wsx", "qazwsxedc",
                           "1q2w3e4r", "qwerty123", "abc123", "poiuytrewq", "!@#$%^", "7890"}) {
    CAPTURE(walk);
    CHECK(is_walk(walk));
  }
  for (const char* other : {"", "a", "ab", "abx", "password", "qwertx", "abcdef1", "aaaaaa",
                            "13579", "correct horse", "abc\xff"}) {
    CAPTURE(other);
    CHECK_FALSE(is_walk(other));
  }
}
