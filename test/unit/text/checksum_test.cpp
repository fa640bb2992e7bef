#include "text/checksum.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "test/support/catch.h"
#include "text/encoding.h"

using namespace veto::text;

TEST_CASE("CRCs agree with the published check values") {
  const std::string check = "123456789";
  CHECK(crc32(check) == 0xCBF43926U);
  CHECK(crc32c(check) == 0xE3069283U);
  CHECK(crc24(check) == 0x21CF02U);
  CHECK(crc16_xmodem(check) == 0x31C3U);
  CHECK(crc32("") == 0U);
  CHECK(crc32c("") == 0U);
  CHECK(crc24("") == 0xB704CEU);
  CHECK(crc16_xmodem("") == 0U);
}

TEST_CASE("CRC-32C agrees with the vectors of RFC 3720") {
  CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AAU);
  CHECK(crc32c(std::string(32, '\xff')) == 0x62A8AB43U);
}

TEST_CASE("the CRC-32 of a synthetic token body is that of the notes") {
  CHECK(crc32(std::string("Synthetic0Example1") + "Token2NotLiv") == 0x801AE495U);
}

TEST_CASE("Marvin32 agrees with Microsoft's published vectors") {
  struct Vector {
    std::string_view hex;
    std::uint64_t hash;  ///< both halves of the state; ours is their exclusive or
  };
  constexpr std::uint64_t kSeed = 0x004FB61A001BDBCC;
  for (const Vector& vector : std::vector<Vector>{{"", 0x30ED35C100CD3C7D},
                                                  {"af", 0x48E73FC77D75DDC1},
                                                  {"e70f", 0xB5F6E1FC485DBFF8},
                                                  {"37f495", 0xF0B07C789B8CF7E8},
                                                  {"8642dc59", 0x7008F2E87E9CF556},
                                                  {"153fb79826", 0xE6C08C6DA2AFA997},
                                                  {"0932e6246c47", 0x6F04BF1A5EA24060},
                                                  {"ab427ea8d10fc7", 0xE11847E4F0678C41}}) {
    CAPTURE(vector.hex);
    const auto high = static_cast<std::uint32_t>(vector.hash >> 32U);
    const auto low = static_cast<std::uint32_t>(vector.hash);
    CHECK(marvin32(*decode_hex(vector.hex), kSeed) == (high ^ low));
  }
  CHECK(marvin32_seed("Default0") == 0x44656661756C7430U);
}

TEST_CASE("SHA-256 agrees with FIPS 180") {
  CHECK(encode_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(encode_hex(sha256("")) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("bech32 accepts the valid strings of BIP-173") {
  for (const std::string valid :
       {"A12UEL5L", "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio"
        "1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc"
        "8247j",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "?1ezyfcl"}) {
    CAPTURE(valid);
    CHECK(is_bech32(valid));
    CHECK(bech32_checksum(valid.substr(0, valid.size() - 6)) == valid.substr(valid.size() - 6));
  }
}

TEST_CASE("bech32 refuses the invalid strings of BIP-173") {
  for (const std::string invalid :
       {" 1nwldj5",
        "\x7f"
        "1axkwrx",
        "\x80"
        "1eym55h",
        "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "de1lg7wt\xff", "A1G7SGD8",
        "10a06t8", "1qzzfhee", "", "1", "A12uEL5L"}) {
    CAPTURE(invalid);
    CHECK_FALSE(is_bech32(invalid));
  }
  // Bech32m (BIP-350) is another checksum.
  CHECK_FALSE(is_bech32("A1LQFN3A"));
  CHECK(bech32_checksum("no-separator").empty());
  CHECK(bech32_checksum("a1bio").empty());
}

TEST_CASE("crc-32: four bytes can be chosen so that the sum is any number") {
  for (const std::string text : {"", "a", "123456789"}) {
    for (const std::uint32_t sum : {0U, 1U, 0xFFFFFFFFU, 0xCBF43926U, 0x12345678U}) {
      const std::string suffix = crc32_suffix(text, sum);
      CHECK(suffix.size() == 4);
      CHECK(crc32(text + suffix) == sum);
    }
  }
}
