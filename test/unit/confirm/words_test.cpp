#include "confirm/words.h"

#include <string>
#include <string_view>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "text/encoding.h"

using namespace veto::confirm;

TEST_CASE("words: identifiers and phrases are made of them") {
  for (const char* value :
       {"oauth2Token", "secretKey1", "getUserById2", "ClientCredentials", "test-token-1",
        "ThisIsAVeryLongCamelCaseIdentifier1", "com.example.project.service.Handler2",
        "PRODUCTION_DATABASE_2", "Summer2023"}) {
    INFO(value << " " << word_evidence(value));
    CHECK(is_made_of_words(value));
  }
}

TEST_CASE("words: random values are not, with the probability that the header states") {
  struct Kind {
    const char* name;
    std::string alphabet;
    std::size_t size;
    int of_100_000;
  };
  const std::string base62(veto::text::kBase62Digits);
  const std::string base36(veto::text::kBase36Digits);
  for (const Kind& kind :
       {Kind{"base62:10", base62, 10, 1000}, Kind{"base62:16", base62, 16, 250},
        Kind{"base62:32", base62, 32, 5}, Kind{"base64:40", base62 + "+/", 40, 5},
        Kind{"base36:16", base36, 16, 50}, Kind{"base36:32", base36, 32, 1},
        Kind{"hex:32", base36.substr(0, 16), 32, 1}}) {
    veto::rules::ExampleRandom random(17);
    int count = 0;
    for (int i = 0; i < 100'000; ++i) {
      count += is_made_of_words(random.characters(kind.alphabet, kind.size)) ? 1 : 0;
    }
    INFO(kind.name << ": " << count);
    CHECK(count <= kind.of_100_000);
  }
}

TEST_CASE("words: nothing and single characters are no words") {
  for (const std::string_view value : {"", "a", "A", "_", "\xff", "12345678"}) {
    CHECK_FALSE(is_made_of_words(value));
  }
}
