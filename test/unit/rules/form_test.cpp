#include "rules/form.h"

#include <cmath>
#include <string>
#include <vector>

#include <re2/re2.h>

#include "base/error.h"
#include "rules/alphabet.h"
#include "rules/example.h"
#include "test/support/catch.h"
#include "text/entropy.h"

using namespace veto;

namespace {

std::string pattern_of(const std::string& form, std::string_view checksum = "") {
  return rules::pattern_of_forms(std::vector<std::string>{form}, checksum);
}

}  // namespace

TEST_CASE("form: each piece becomes its part of the pattern") {
  struct Case {
    std::string form;
    std::string pattern;
  };
  for (const Case& each : {
           Case{"abc_{base62:30}", "(abc_[0-9A-Za-z]{30})"},
           Case{"{hex:32}", "([0-9a-f]{32})"},
           Case{"a{digit:1}b", "(a[0-9]b)"},
           Case{"a{base64url:20-44}", "(a[A-Za-z0-9_-]{20,44})"},
           Case{"a{[=]:0-2}", "(a[=]{0,2})"},
           Case{"{[a-z0-9_.-]:4}", "([a-z0-9_.-]{4})"},
           Case{"a.b+c?(d)[e]|f^g$h*i\\", "(a\\.b\\+c\\?\\(d\\)\\[e\\]\\|f\\^g\\$h\\*i\\\\)"},
           Case{"x{uuid}", "(x[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"},
           Case{"a{cut}b", "(ab)"},
           Case{"{SSHA}{base64:20}", "(\\{SSHA\\}[A-Za-z0-9+/]{20})"},
           Case{"{\"auths\":{", "(\\{\"auths\":\\{)"},
           Case{"a\nb", "(a\\nb)"},
           Case{"a{base62:0}", "(a\\{base62:0\\})"},
       }) {
    CAPTURE(each.form);
    if (each.form == "a{base62:0}")
      CHECK_THROWS_AS(pattern_of(each.form), base::Error);
    else
      CHECK(pattern_of(each.form) == each.pattern);
  }
}

TEST_CASE("form: a checksum stands in the pattern as its algorithm writes it") {
  CHECK(pattern_of("abc_{base62:30}{checksum}", "crc32-base62") ==
        "(abc_[0-9A-Za-z]{30}[0-9A-Za-z]{6})");
  CHECK_THROWS_AS(pattern_of("abc_{base62:30}{checksum}"), base::Error);
  CHECK_THROWS_AS(pattern_of("{jwt}"), base::Error);
}

TEST_CASE("form: alternatives share one capture") {
  const std::vector<std::string> forms{"one_{hex:8}", "two_{hex:8}"};
  CHECK(rules::pattern_of_forms(forms, "") == "(one_[0-9a-f]{8}|two_[0-9a-f]{8})");
}

TEST_CASE("form: an alphabet's characters and its class are the same") {
  for (const rules::Alphabet& alphabet : rules::kAlphabets) {
    CAPTURE(alphabet.name);
    const re2::RE2 one("[" + std::string(alphabet.class_items) + "]");
    REQUIRE(one.ok());
    for (int c = 1; c < 128; ++c) {
      const std::string text(1, static_cast<char>(c));
      CAPTURE(c);
      CHECK(re2::RE2::FullMatch(text, one) ==
            (alphabet.characters.find(text) != std::string_view::npos));
    }
  }
}

TEST_CASE("form: what it makes is what its pattern matches, and has the entropy that it states") {
  for (const std::string form :
       {"abc_{base62:30}", "{hex:32}", "{digit:20}x{lower:4-9}", "{[A-Za-z0-9_.-]:38-60}",
        "{uuid}.{base58:22}", "k-{base32:26}={[=]:0-2}", "{print:40}", "{aad:34}"}) {
    CAPTURE(form);
    const re2::RE2 pattern(pattern_of(form));
    REQUIRE(pattern.ok());
    const double least = rules::least_entropy(std::vector<std::string>{form}, 0);
    CHECK(least > 1.5);
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
      const std::string value = rules::expand_example(form, "", 0, seed);
      CAPTURE(value);
      CHECK(re2::RE2::FullMatch(value, pattern));
      CHECK(text::shannon_entropy(value) >= least);
    }
  }
}

TEST_CASE("form: too little randomness states no entropy") {
  CHECK(rules::least_entropy(std::vector<std::string>{"abc_{hex:8}"}, 4) == 0.0);
  CHECK(rules::least_entropy(std::vector<std::string>{}, 0) == 0.0);
}
