#include "text/encoding.h"

#include <string>
#include <vector>

#include "test/support/catch.h"

using namespace veto::text;

namespace {

std::string every_byte() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  return bytes;
}

}  // namespace

TEST_CASE("hexadecimal goes both ways, in either case, and refuses all else") {
  CHECK(encode_hex(every_byte()).size() == 512);
  CHECK(decode_hex(encode_hex(every_byte())) == every_byte());
  CHECK(decode_hex(encode_hex_upper(every_byte())) == every_byte());
  CHECK(encode_hex("\x0f\xa0") == "0fa0");
  CHECK(encode_hex_upper("\x0f\xa0") == "0FA0");
  CHECK(decode_hex("") == "");
  for (const char* bad : {"0", "0g", "0 ", "0x10", "-1"}) CHECK_FALSE(decode_hex(bad));
}

TEST_CASE("base64 agrees with the vectors of RFC 4648") {
  struct Vector {
    std::string bytes;
    std::string text;
  };
  for (const Vector& vector : std::vector<Vector>{{"", ""},
                                                  {"f", "Zg=="},
                                                  {"fo", "Zm8="},
                                                  {"foo", "Zm9v"},
                                                  {"foob", "Zm9vYg=="},
                                                  {"fooba", "Zm9vYmE="},
                                                  {"foobar", "Zm9vYmFy"}}) {
    CHECK(encode_base64(vector.bytes) == vector.text);
    CHECK(decode_base64(vector.text) == vector.bytes);
    const std::string bare =
        encode_base64(vector.bytes, Base64Alphabet::Standard, Base64Padding::Without);
    CHECK(bare == vector.text.substr(0, vector.text.find('=')));
    CHECK(decode_base64(bare) == vector.bytes);
  }
}

TEST_CASE("base64 knows its two alphabets and does not mix them") {
  const std::string bytes = "\xfb\xff\xbf";
  CHECK(encode_base64(bytes) == "+/+/");
  CHECK(encode_base64(bytes, Base64Alphabet::Url) == "-_-_");
  CHECK(decode_base64("+/+/") == bytes);
  CHECK(decode_base64("-_-_") == bytes);
  CHECK(decode_base64("+/+/", Base64Alphabet::Standard) == bytes);
  CHECK_FALSE(decode_base64("+/+/", Base64Alphabet::Url));
  CHECK_FALSE(decode_base64("-_-_", Base64Alphabet::Standard));
  CHECK_FALSE(decode_base64("+_+_"));
  for (const auto alphabet : {Base64Alphabet::Standard, Base64Alphabet::Url})
    CHECK(decode_base64(encode_base64(every_byte(), alphabet), alphabet) == every_byte());
}

TEST_CASE("strict base64 refuses what no encoder writes, the lenient form only what is no base64") {
  for (const char* bad : {"Zg=", "Zg===", "Zm8==", "Zm9v=", "Zm9vY", "Zh==", "Zm9=", "="})
    CHECK_FALSE(decode_base64(bad));
  CHECK(decode_base64_lenient("Zg=") == "f");
  CHECK(decode_base64_lenient("Zg===") == "f");
  CHECK(decode_base64_lenient("Zh==") == "f");
  CHECK(decode_base64_lenient("Zm9vY") == "foo");
  CHECK(decode_base64_lenient("====") == "");
  for (const char* bad : {"Zm9v\n", " Zm9v", "Zm=9v", "Zm9v.", "Zm\xc3v"}) {
    CHECK_FALSE(decode_base64(bad));
    CHECK_FALSE(decode_base64_lenient(bad));
  }
}

TEST_CASE("base32 agrees with the vectors of RFC 4648 in either case") {
  struct Vector {
    std::string bytes;
    std::string text;
  };
  for (const Vector& vector : std::vector<Vector>{{"", ""},
                                                  {"f", "MY======"},
                                                  {"fo", "MZXQ===="},
                                                  {"foo", "MZXW6==="},
                                                  {"foob", "MZXW6YQ="},
                                                  {"fooba", "MZXW6YTB"},
                                                  {"foobar", "MZXW6YTBOI======"}}) {
    CHECK(decode_base32(vector.text) == vector.bytes);
    CHECK(decode_base32(vector.text.substr(0, vector.text.find('='))) == vector.bytes);
  }
  CHECK(decode_base32("mzxw6ytb") == "fooba");
  for (const char* bad : {"M", "MZX", "MZXW6Y", "MZ======", "MY=", "MZXW6YT1", "MZXW6YT="})
    CHECK_FALSE(decode_base32(bad));
}

TEST_CASE("base58 decodes, keeps leading zeros and has a limit") {
  CHECK(decode_base58("") == "");
  CHECK(decode_base58("2NEpo7TZRRrLZSi2U") == "Hello World!");
  CHECK(decode_base58("11"
                      "2") == std::string("\0\0\1", 3));
  CHECK(decode_base58("1111") == std::string(4, '\0'));
  for (const char* bad : {"0", "O", "I", "l", "a b"}) CHECK_FALSE(decode_base58(bad));
  CHECK(decode_base58(std::string(kMaxBase58, 'z')));
  CHECK_FALSE(decode_base58(std::string(kMaxBase58 + 1, 'z')));
}

TEST_CASE("numbers are written in any base and padded at the left") {
  CHECK(to_digits(0, "01", 0) == "");
  CHECK(to_digits(0, "01", 3) == "000");
  CHECK(to_digits(6, "01", 2) == "110");
  CHECK(to_digits(34, kBase36Digits, 2) == "0y");
  CHECK(to_digits(70532, kBase62Digits, 6) == "000ILc");
  CHECK(to_digits(UINT64_MAX, "0123456789", 1) == "18446744073709551615");
}

TEST_CASE("base32 and base58: any bytes come back") {
  std::string bytes;
  for (int i = 0; i < 60; ++i) {
    bytes.push_back(static_cast<char>(i * 73 % 256));
    CHECK(decode_base32(encode_base32(bytes)) == bytes);
    for (const std::string_view digits : {kBitcoinDigits, kRippleDigits})
      CHECK(decode_base58(encode_base58(bytes, digits), digits) == bytes);
  }
  CHECK(encode_base32("").empty());
  CHECK(encode_base58("").empty());
  CHECK(encode_base58(std::string("\0\0a", 3)) == "112g");
  CHECK(encode_base32("foobar") == "MZXW6YTBOI");
}
