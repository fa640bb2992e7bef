#include "text/obfuscation.h"

#include <cstdint>
#include <string>

#include "test/support/catch.h"
#include "text/aes.h"
#include "text/curve_key.h"
#include "text/encoding.h"
#include "text/seed_words.h"

using namespace veto::text;

namespace {

std::string bytes_of(std::string_view hex) {
  return decode_hex(hex).value();
}

/// Some printable password of that length.
std::string password(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i)
    text.push_back(static_cast<char>('!' + (i * 37 + size) % 90));
  return text;
}

}  // namespace

TEST_CASE("aes: the example of the standard, both ways") {
  std::string key;
  for (char c = 0; c < 32; ++c) key.push_back(c);
  const std::string plain = bytes_of("00112233445566778899aabbccddeeff");
  const std::string cipher = bytes_of("8ea2b7ca516745bfeafc49904b496089");
  CHECK(encrypt_aes256_cbc(key, plain) == cipher);
  CHECK(decrypt_aes256_cbc(key, cipher) == plain);
  const std::string longer = plain + plain + password(64);
  CHECK(decrypt_aes256_cbc(key, *encrypt_aes256_cbc(key, longer)) == longer);
  CHECK_FALSE(decrypt_aes256_cbc(key, "short"));
  CHECK_FALSE(decrypt_aes256_cbc("key", plain));
}

TEST_CASE("group policy: passwords come back, and anything else does not decode") {
  for (std::size_t size = 0; size < 40; ++size)
    CHECK(decode_gpp_password(encode_gpp_password(password(size))) == password(size));
  // The example that every text on the matter shows.
  const std::string example = "j1Uyj3Vx8TY9LtL" + std::string("Zil2uAuZkFQA/") + "4latT76ZwgdHdhw";
  CHECK(decode_gpp_password(example) == "Local*P4" + std::string("ssword!"));
  CHECK_FALSE(decode_gpp_password(""));
  CHECK_FALSE(decode_gpp_password("AAAA"));
  CHECK_FALSE(decode_gpp_password(encode_base64(password(32))));
}

TEST_CASE("cisco type 7: passwords come back from every place") {
  CHECK(decode_cisco_type7("070C28" + std::string("5F4D06")) == "cisco");
  for (unsigned place = 0; place < 16; ++place)
    CHECK(decode_cisco_type7(encode_cisco_type7(password(place + 8), place)) ==
          password(place + 8));
  for (const char* text : {"", "07", "0", "1C0C28", "990C28", "070C2", "070C2X", "20FF"})
    CHECK_FALSE(decode_cisco_type7(text));
}

TEST_CASE("juniper type 9: passwords come back from every first character") {
  CHECK(decode_juniper_type9("$9$LbHX-" + std::string("wg4Z")) == "lc");
  for (std::uint64_t salt = 0; salt < 65; ++salt)
    CHECK(decode_juniper_type9(encode_juniper_type9(password(10 + salt % 7), salt)) ==
          password(10 + salt % 7));
  for (const char* text : {"", "$9$", "$9$Q", "$9$Qzzz", "$9$iHx", "$8$LbHX-wg4Z", "$9$Lb HX"})
    CHECK_FALSE(decode_juniper_type9(text));
}

TEST_CASE("seed words: 2048 of them, each found under its number") {
  CHECK(seed_word(0) == "abandon");
  CHECK(seed_word(kSeedWords - 1) == "zoo");
  for (std::size_t i = 0; i < kSeedWords; ++i) CHECK(seed_word_index(seed_word(i)) == i);
  for (const char* word : {"", "a", "zzz", "Zoo", "abando", "abandons", "password"})
    CHECK_FALSE(seed_word_index(word));
}

TEST_CASE("curve keys: RFC 8032 and the order of secp256k1") {
  const std::string seed = bytes_of("9d61b19deffd5a60ba844af492ec2cc4" +
                                    std::string("4449c5697b326919703bac031cae7f60"));
  CHECK(encode_hex(ed25519_public_key(seed)) ==
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  CHECK(ed25519_public_key("short").empty());
  const std::string order =
      bytes_of("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
  std::string less = order;
  less.back() = '\x40';
  CHECK_FALSE(is_secp256k1_scalar(order));
  CHECK(is_secp256k1_scalar(less));
  CHECK_FALSE(is_secp256k1_scalar(std::string(32, '\0')));
  CHECK_FALSE(is_secp256k1_scalar(std::string(32, '\xff')));
  CHECK_FALSE(is_secp256k1_scalar("short"));
}
