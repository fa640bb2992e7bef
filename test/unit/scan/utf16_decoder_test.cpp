#include "scan/utf16_decoder.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "text/utf16.h"

using namespace veto;

namespace {

std::string encode(const std::u16string& text, text::Utf16Order order) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    bytes +=
        order == text::Utf16Order::LittleEndian ? std::string{low, high} : std::string{high, low};
  }
  return bytes;
}

/// Mostly ASCII, some of everything else, broken surrogates too.
std::u16string random_text(rules::ExampleRandom& random, std::size_t size) {
  std::u16string text;
  while (text.size() < size) {
    const std::size_t kind = random.below(40);
    if (kind == 0)
      text += static_cast<char16_t>(0xD800 + random.below(0x800));
    else if (kind == 1)
      (text += static_cast<char16_t>(0xD800 + random.below(0x400))) +=
          static_cast<char16_t>(0xDC00 + random.below(0x400));
    else if (kind == 2)
      text += static_cast<char16_t>(0x80 + random.below(0xD000));
    else if (kind == 3)
      text += u"\r\n";
    else
      text += static_cast<char16_t>(' ' + random.below(95));
  }
  return text;
}

/// Feeds the bytes in pieces of which `give` says the sizes.
template <class Give>
std::string decode(std::string_view bytes, const Give& give) {
  scan::Utf16Decoder decoder;
  std::string text;
  while (!bytes.empty()) {
    const std::size_t count = std::min<std::size_t>(give(), bytes.size());
    text += decoder.feed(bytes.substr(0, count));
    bytes.remove_prefix(count);
  }
  return text + decoder.finish();
}

std::string expected(const std::string& bytes) {
  const std::optional<text::Utf16Order> order = text::detect_utf16(bytes);
  return order ? text::utf16_to_utf8(bytes, *order) : "";
}

const auto kLarge = [] { return std::size_t{1} << 16U; };

}  // namespace

TEST_CASE("UTF-16 stream: the same as the whole text converted, whatever is taken at a time") {
  rules::ExampleRandom random(1);
  for (int trial = 0; trial < 60; ++trial) {
    const auto order =
        random.below(2) == 0 ? text::Utf16Order::LittleEndian : text::Utf16Order::BigEndian;
    std::u16string text = u"ordinary beginning ";
    if (random.below(2) == 0) text.insert(0, 1, u'\xFEFF');
    text += random_text(random, random.below(trial % 4 == 0 ? 120'000 : 500));
    const std::string bytes = encode(text, order);
    CAPTURE(trial, bytes.size());
    const std::size_t most = trial % 3 == 0 ? 3 : 10'000;
    CHECK(decode(bytes, [&] { return 1 + random.below(most); }) == expected(bytes));
  }
}

TEST_CASE("UTF-16 stream: characters across the borders of its pieces are whole") {
  for (const auto order : {text::Utf16Order::LittleEndian, text::Utf16Order::BigEndian}) {
    for (std::size_t shift = 0; shift < 4; ++shift) {
      std::u16string text(shift, u'x');
      while (text.size() < 200'000) text += u"\xD83D\xDE00 ";
      const std::string bytes = encode(u"\xFEFF" + text, order);
      CHECK((decode(bytes, kLarge) == expected(bytes)));
    }
  }
}

TEST_CASE("UTF-16 stream: of other bytes nothing is handed on") {
  rules::ExampleRandom random(2);
  for (const std::size_t size : {0U, 1U, 2U, 3U, 100U, 65'536U, 65'537U, 200'000U}) {
    const std::string bytes = random.characters("abc\xff\n", size);
    CHECK(decode(bytes, [&] { return 1 + random.below(5000); }).empty());
  }
}

TEST_CASE("UTF-16 stream: one that ends inside a character ends with what is whole of it") {
  const std::string whole =
      encode(u"\xFEFFkey = value \xD83D\xDE00", text::Utf16Order::LittleEndian);
  for (std::size_t size = 2; size <= whole.size(); ++size) {
    CAPTURE(size);
    const std::string cut = whole.substr(0, size);
    CHECK(decode(cut, kLarge) == expected(cut));
  }
}

TEST_CASE("UTF-16 stream: a source that gives little at a time is read like any other") {
  rules::ExampleRandom random(3);
  for (const auto order : {text::Utf16Order::LittleEndian, text::Utf16Order::BigEndian}) {
    for (const bool marked : {true, false}) {
      const std::string bytes =
          encode((marked ? u"\xFEFF" : u"") + (u"key = value " + random_text(random, 3000)), order);
      CAPTURE(marked);
      CHECK(decode(bytes, [] { return std::size_t{1}; }) == expected(bytes));
      CHECK(decode(bytes, [&] { return 1 + random.below(50); }) == expected(bytes));
    }
  }
}
