#include "text/utf8.h"

#include <string>

#include "test/support/catch.h"

using namespace veto::text;

TEST_CASE("every Unicode scalar value goes both ways") {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code == 0xD800) code = 0xE000;
    std::string bytes;
    append_utf8(bytes, code);
    const auto read = first_utf8_char(bytes + "x");
    if (!read || read->code != code || read->size != bytes.size())
      FAIL("code " << static_cast<unsigned>(code));
  }
}

TEST_CASE("what is not UTF-8 is refused") {
  for (const std::string& bad :
       {std::string(), std::string("\x80"), std::string("\xbf"), std::string("\xc0\x80"),
        std::string("\xc1\xbf"), std::string("\xc2"), std::string("\xc2\x20"),
        std::string("\xe0\x80\x80"), std::string("\xe0\x9f\xbf"), std::string("\xed\xa0\x80"),
        std::string("\xed\xbf\xbf"), std::string("\xe2\x82"), std::string("\xf0\x8f\xbf\xbf"),
        std::string("\xf4\x90\x80\x80"), std::string("\xf5\x80\x80\x80"),
        std::string("\xf8\x88\x80\x80\x80"), std::string("\xff")}) {
    CHECK_FALSE(first_utf8_char(bad));
  }
}
