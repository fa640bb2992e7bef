#include "text/byte_template.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "test/support/catch.h"

using veto::text::ByteTemplate;

namespace {

bool matches(std::string_view notation, std::string_view bytes) {
  CAPTURE(notation);
  const auto parsed = ByteTemplate::parse(notation);
  REQUIRE(parsed);
  return parsed->matches(bytes);
}

}  // namespace

TEST_CASE("byte template: literals and sets must cover all bytes") {
  CHECK(matches("digit{2}':'lower{2,3}", "12:abc"));
  CHECK(matches("digit{2} ':' lower{2,3}", "12:ab"));
  CHECK_FALSE(matches("digit{2}':'lower{2,3}", "12:a"));
  CHECK_FALSE(matches("digit{2}':'lower{2,3}", "12:abcd"));
  CHECK_FALSE(matches("digit{2}':'lower{2,3}", "1:abc"));
  CHECK_FALSE(matches("'ab'", "a"));
  CHECK(matches("'\\x00\\0\\'\\\\|'", std::string_view("\0\0'\\|", 5)));
  CHECK(matches("u'ab'", std::string_view("a\0b\0", 4)));
  CHECK(matches("byte{3,}", "\xff\xff\xff\xff"));
  CHECK(matches("[a-c_\\x80-\\xff]{4}", "ac_\xfe"));
  CHECK_FALSE(matches("[a-c_]{4}", "acd_"));
  CHECK(matches("[^:]{1,}':'print{1,}", "user:pass"));
  CHECK(matches("[a-]{2}", "a-"));
  CHECK(matches("uuid", "01234567-89ab-cdef-0123-456789abCDEF"));
  CHECK_FALSE(matches("uuid", "01234567-89ab-cdef-0123-456789abcdeg"));
  CHECK(matches("text{1,}", "caf\xc3\xa9\n"));
  CHECK_FALSE(matches("print{1,}", "a\x01"));
}

TEST_CASE("byte template: a gap is what stands before the next literal, or before the end") {
  CHECK(matches("'a'...", "a"));
  CHECK(matches("'a'...'z'", "abcz"));
  CHECK(matches("...'z'", "z"));
  CHECK_FALSE(matches("...'z'", "zz"));
  CHECK_FALSE(matches("...'z'", "abc"));
}

TEST_CASE("byte template: one of the alternatives must match") {
  CHECK(matches("'a'|'b'digit", "b1"));
  CHECK(matches("'a'|'b'digit", "a"));
  CHECK_FALSE(matches("'a'|'b'digit", "a1"));
}

TEST_CASE("byte template: what is not of the notation is refused") {
  for (const std::string_view notation :
       {"",         "|",       "'a'|",     "''",
        "'a",       "[",       "[]",       "[z-a]",
        "digits",   "digit{",  "digit{x}", "digit{3,2}",
        "digit{0}", "digit{1", "...digit", "......",
        "'\\x0'",   "'\\",     "Digit",    "uuid{2}",
        "u'",       "(",       "1",        "digit{99999999999999999999999}"}) {
    CAPTURE(notation);
    CHECK_FALSE(ByteTemplate::parse(notation));
  }
}

TEST_CASE("byte template: any bytes are answered, in linear time") {
  const std::string long_text(1'000'000, 'a');
  CHECK(matches("byte{1,}", long_text));
  CHECK_FALSE(matches("...'b'", long_text));
  CHECK_FALSE(matches("byte{1,}'a'", long_text));
  for (int c = 0; c < 256; ++c) {
    const std::string one(1, static_cast<char>(c));
    static_cast<void>(ByteTemplate::parse(one));
    static_cast<void>(ByteTemplate::parse("'" + one + "'" + one));
    CHECK(matches("byte", one));
  }
}

TEST_CASE(
    "byte template: any notation is read or refused, and what is read answers for any bytes") {
  const std::vector<std::string> pieces{
      "'",    "u'",  "[", "]", "^",    "-",          "\\",         "\\x",   "\\x4",
      "0",    "a",   "{", "}", ",",    "1",          "9999999999", "digit", "byte{2,}",
      "uuid", "...", "|", " ", "'ab'", "[a-z]{1,3}", "\xff",       ":"};
  std::uint32_t state = 7;
  const auto below = [&state](std::size_t bound) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % bound;
  };
  int read = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string notation;
    for (std::size_t i = below(6) + 1; i > 0; --i) notation += pieces[below(pieces.size())];
    const auto parsed = ByteTemplate::parse(notation);
    if (!parsed) continue;
    ++read;
    for (const std::string& piece : pieces) static_cast<void>(parsed->matches(piece + notation));
    static_cast<void>(parsed->matches(""));
  }
  CHECK(read > 500);
}
