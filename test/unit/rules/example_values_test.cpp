#include "rules/example_values.h"

#include <regex>
#include <set>
#include <string>

#include "rules/example.h"
#include "test/support/catch.h"
#include "text/encoding.h"

using namespace veto;

namespace {

std::string expand(const std::string& recipe, std::uint64_t seed = 1) {
  return rules::expand_example(recipe, "", 0, seed);
}

}  // namespace

TEST_CASE("example: whole values have the form of their pattern, and another value each time") {
  for (const std::string piece :
       {"wif", "wif-uncompressed", "xprv", "tprv", "yprv", "zprv", "xrp", "solana", "solana-array",
        "stellar", "nkey:user", "nkey:account", "nkey:operator", "wireguard", "cpassword", "cisco7",
        "juniper9"}) {
    CAPTURE(piece);
    const std::string pattern(rules::piece_pattern(piece));
    REQUIRE_FALSE(pattern.empty());
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      const std::string value = expand("{" + piece + "}", seed);
      CAPTURE(value);
      CHECK(std::regex_match(value, std::regex(pattern)));
      CHECK(seen.insert(value).second);
    }
  }
  CHECK(rules::piece_pattern("bip39:12").empty());
  CHECK(rules::piece_pattern("nothing").empty());
  for (const std::string text : {"{bip39:13}", "{bip39:}", "{bip39:9}", "{nkey:}", "{x:1}",
                                 "{bytes:x}", "{wide:}", "{der:public-key}"})
    CHECK(expand(text) == text);
}

TEST_CASE("example: written-out characters, bytes and wide text") {
  const std::string text = expand("{[A-D.-]:4000}");
  CHECK(std::set<char>(text.begin(), text.end()) == std::set<char>{'A', 'B', 'C', 'D', '.', '-'});
  CHECK(expand("{x:0a24}") == "\n$");
  CHECK(expand("{bytes:5}").size() == 5);
  CHECK(expand("{utf16:ab}") == std::string("a\0b\0", 4));
  CHECK(expand("{wide:3}").size() == 6);
  CHECK(text::decode_base64(expand("{base64url-of:<bytes:40>}"))->size() == 40);
}
