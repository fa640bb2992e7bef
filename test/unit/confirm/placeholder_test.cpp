#include "confirm/placeholder.h"

#include <string>
#include <string_view>
#include <vector>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "text/encoding.h"

using namespace veto::confirm;
using veto::rules::ExampleRandom;
using veto::rules::Strength;

namespace {

bool is_placeholder(std::string_view body, Strength strength = Strength::Random) {
  return !find_placeholder(body, strength).empty();
}

/// How many of `samples` random bodies are taken for placeholders.
int false_rejects(std::string_view alphabet, std::size_t size, int samples) {
  ExampleRandom random(20240611);
  int count = 0;
  for (int i = 0; i < samples; ++i) {
    count += is_placeholder(random.characters(alphabet, size)) ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("placeholder: words, fill characters, sequences and repeats are found in token bodies") {
  for (const char* body : {
           "EXAMPLEKEY1234abcd",  // words
           "thisIsAnExampleToken0123",
           "SampleSampleSampleSample",
           "your_token_here",
           "YOUR-API-KEY-GOES-HERE",
           "yourtokenyourtokenyourtoken12",
           "placeholderplaceholder",
           "changemechangemechangeme",
           "change_me_please_now",
           "REPLACE_WITH_REAL_VALUE",
           "REDACTEDREDACTED",
           "insert-token",
           "FAKEtokenFAKEtoken12345",
           "thisisafaketoken",
           "dummyDummy12",
           "a-todo-b",
           "deadbeefdeadbeefdeadbeefdeadbeef",
           "xxxxxxxxxxxxxxxx",  // fill characters
           "abcXXXXXXXXdef0123456",
           "abc...def",
           "a9k***",
           "12345-0000000-9k",
           "11111111-2222-3333-4444-555555555555",
           "00000000-0000-0000-0000-000000000000",
           "aaaaaaaabbbbbbbbcccccccc",
           "abababababababab",  // low variety, repeats
           "aB3dE6gH9aB3dE6gH9aB3dE6gH9",
           "0123456789abcdef0123456789abcdef",  // sequences
           "abcdefghijklmnopqrstuvwxyz1234567",
           "ZYXWVUTSRQPONMLKJIHG",
           "9876543210",
           "k1234567890k",
           "a1b2c3d4e5f6g7h8",
           "1a2b3c4d5e6f7a8b",
           "qwertyuiop123",
           "1234567.12345:123456=12345?12345",
           "abcdefghij4kabcd",
           "${MY_TOKEN}",  // templates
           "{{ secrets.token }}",
           "<my-token>",
           "%TOKEN_VALUE%",
       }) {
    INFO(body);
    CHECK(is_placeholder(body));
  }
}

TEST_CASE("placeholder: bodies of real form are none") {
  for (const char* body : {
           "",
           "k9F3mQ7xZ2vL8pR4tW6yB1nD5hJ0sG",
           "test4f9Kq82LmZx71PvB",  // keys of a test system are keys
           "mock7f9Kq82LmZx71PvB",  // short words count only when delimited
           "fAkE9Kq82LmZx71PvBqQ",
           "AAAAAAAAAAAAAAAAx9Kq82LmZx71PvBk2LmZx71PvBk9Kq82LmZxz7T",  // zero bytes in base64
           "7f3b2c9d1e8a4f6b0c5d7e9f1a2b3c4e",
           "20394857610293",
       }) {
    INFO(body);
    CHECK_FALSE(is_placeholder(body));
  }
}

TEST_CASE("placeholder: fewer than 1 in 10,000 random bodies are taken for one") {
  using namespace veto::text;
  struct Kind {
    const char* name;
    std::string alphabet;
    std::size_t size;
  };
  const std::string base62(kBase62Digits);
  const std::string upper = base62.substr(10, 26);
  const std::vector<Kind> kinds{
      {"base62:30", base62, 30},
      {"base62:20", base62, 20},
      {"base64url:43", base62 + "-_", 43},
      {"base64:88", base62 + "+/", 88},
      {"hex:32", base62.substr(0, 10) + "abcdef", 32},
      {"hex:64", base62.substr(0, 10) + "abcdef", 64},
      {"base36:32", std::string(kBase36Digits), 32},
      {"lower:24", base62.substr(36), 24},
      {"base32:52", upper + "234567", 52},
      {"digit:24", base62.substr(0, 10), 24},
  };
  const int samples = 50'000;
  for (const Kind& kind : kinds) {
    const int count = false_rejects(kind.alphabet, kind.size, samples);
    INFO(kind.name << ": " << count << " of " << samples);
    CHECK(count <= samples / 10'000);
  }
  // The promise of the header, in more samples.
  const int count = false_rejects(base62, 30, 1'000'000);
  INFO(count);
  CHECK(count < 100);
}

TEST_CASE("placeholder: chosen values are judged by unmistakable words only") {
  for (const char* body :
       {"example", "my-placeholder-1", "REDACTED", "1234.1234.1234", "your_password", "${PASS}",
        "xxxxxxxx", "********", "not-a-real-password"}) {
    INFO(body);
    CHECK(is_placeholder(body, Strength::Guessable));
  }
  for (const char* body :
       {"changeme", "abcdefgh", "qwerty12", "12345678", "sample12", "fake1234"}) {
    INFO(body);
    CHECK_FALSE(is_placeholder(body, Strength::Guessable));
  }
}

TEST_CASE("placeholder: masks are values of one character or of fill characters") {
  for (const char* value : {"", "x", "xxxx", "XxXx", "****", "....", "-----", "x-x-x", "????",
                            "####", "xxx***", "aaaa"}) {
    INFO(value);
    CHECK(is_mask(value));
  }
  for (const char* value : {"ab", "xxxa", "x1", "*a*"}) CHECK_FALSE(is_mask(value));
}
