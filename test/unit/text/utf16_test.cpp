#include "text/utf16.h"

#include <string>
#include <vector>

#include "test/support/catch.h"

using namespace veto::text;

namespace {

std::string utf16(const std::u16string& text, Utf16Order order) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    bytes.push_back(order == Utf16Order::LittleEndian ? low : high);
    bytes.push_back(order == Utf16Order::LittleEndian ? high : low);
  }
  return bytes;
}

const std::vector<Utf16Order> kOrders{Utf16Order::LittleEndian, Utf16Order::BigEndian};

}  // namespace

TEST_CASE("UTF-16 is recognised by its mark or by mostly ASCII text, in both orders") {
  for (const Utf16Order order : kOrders) {
    CHECK(detect_utf16(utf16(u"\xFEFF", order)) == order);
    CHECK(detect_utf16(utf16(u"\xFEFF\x4F60\x597D", order) + "x") == order);
    CHECK(detect_utf16(utf16(u"ab", order)) == order);
    CHECK(detect_utf16(utf16(u"key = value\r\n\tn\x00E4mlich \x2026\n", order)) == order);
    CHECK(detect_utf16(utf16(std::u16string(5000, u'a'), order)) == order);
  }
}

TEST_CASE("UTF-16 without a mark is recognised in other scripts and with an odd last byte") {
  for (const Utf16Order order : kOrders) {
    const std::vector<std::u16string> texts{
        u"\x65E5\x672C\x8A9E\n",
        u"\x0440\x0443\x0441\x0441\x043A\x0438\x0439 \x044F\x0437\x044B\x043A\r\n",
        u"\xD55C\xAD6D\xC5B4 x\n", u"\x4E2D\x6587\xFF0C\x5BC6\x94A5 = \xD83D\xDE00\n"};
    for (const std::u16string& text : texts) {
      std::u16string long_text;
      for (int i = 0; i < 600; ++i) long_text += text;
      CHECK(detect_utf16(utf16(long_text, order)) == order);
      CHECK(detect_utf16(utf16(text + u"key = value\n", order)) == order);
    }
    CHECK(detect_utf16(utf16(u"key = value\n", order) + "x") == order);
  }
}

TEST_CASE("ASCII with NUL bytes is not taken for UTF-16 of another script") {
  std::string words;
  std::string fields;
  for (int i = 0; i < 300; ++i) {
    words += std::string("abc\0", 4);
    fields += "NAME=some value" + std::string(1, '\0');
  }
  for (const std::string& other : {words, fields, "x" + words, "x" + fields, words + fields})
    CHECK_FALSE(detect_utf16(other));
}

TEST_CASE("other bytes are not taken for UTF-16") {
  const std::string nuls = std::string("a\0b\0c\0", 6);
  for (const std::string& other :
       {std::string(), std::string("ab"), std::string("abcd"), std::string("a\0", 2),
        nuls + std::string("\0\0", 2), nuls + std::string("\1\0", 2), std::string(16, '\0'),
        std::string("\0a\0b\0\0", 6), std::string("a\0\0\0b\0\0\0", 8),
        std::string("\x7f"
                    "ELF\2\1\1\0\0\0\0\0\0\0\0\0",
                    16),
        utf16(u"\x4F60\x597D\x4E16\x754C", Utf16Order::LittleEndian)}) {
    CHECK_FALSE(detect_utf16(other));
  }
}

TEST_CASE("transcoding drops the mark, joins surrogates and replaces lone ones") {
  for (const Utf16Order order : kOrders) {
    CHECK(utf16_to_utf8(utf16(u"\xFEFF"
                              u"a\x00E9\x20AC",
                              order),
                        order) == "a\xc3\xa9\xe2\x82\xac");
    CHECK(utf16_to_utf8(utf16(u"\xD83D\xDE00", order), order) == "\xf0\x9f\x98\x80");
    const std::string replaced = "\xef\xbf\xbd";
    CHECK(utf16_to_utf8(utf16({0xD83D}, order), order) == replaced);
    CHECK(utf16_to_utf8(utf16({0xDE00}, order), order) == replaced);
    CHECK(utf16_to_utf8(utf16({0xD83D, u'a'}, order), order) == replaced + "a");
    CHECK(utf16_to_utf8(utf16({0xD83D, 0xD83D, 0xDE00}, order), order) ==
          replaced + "\xf0\x9f\x98\x80");
    CHECK(utf16_to_utf8(utf16(u"a", order) + "x", order) == "a");
    CHECK(utf16_to_utf8("", order).empty());
    CHECK(utf16_to_utf8("x", order).empty());
  }
}

TEST_CASE("every offset of the UTF-8 text leads back to its UTF-16 unit") {
  // Character sizes in UTF-8: 1, 2, 3, 4, 1; in UTF-16: 2, 2, 2, 4, 2.
  const std::u16string units = u"a\x00E9\x20AC\xD83D\xDE00z";
  const std::vector<std::size_t> expected{0, 2, 2, 4, 4, 4, 6, 6, 6, 6, 10, 12};
  for (const Utf16Order order : kOrders) {
    const std::string text = utf16_to_utf8(utf16(units, order), order);
    REQUIRE(text.size() + 1 == expected.size());
    for (std::size_t offset = 0; offset <= text.size(); ++offset) {
      CHECK(utf16_byte_offset(text, offset, false) == expected[offset]);
      CHECK(utf16_byte_offset(text, offset, true) == expected[offset] + 2);
    }
    CHECK(utf16_byte_offset(text, 1000, false) == 12);
  }
  CHECK(
      has_utf16_bom("\xff\xfe"
                    "a"));
  CHECK(has_utf16_bom("\xfe\xff"));
  CHECK_FALSE(has_utf16_bom("a"));
}
