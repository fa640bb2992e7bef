#include "git/oid.h"

#include <string>

#include "test/support/catch.h"

using veto::git::Oid;

TEST_CASE("object id: hexadecimal text of either size makes the way there and back") {
  for (const std::string& hex : {std::string(40, 'a'), std::string(64, '7'),
                                 std::string("0123456789abcdef0123456789abcdef01234567")}) {
    const std::optional<Oid> id = Oid::from_hex(hex);
    REQUIRE(id);
    CHECK(id->hex() == hex);
    CHECK(std::size_t{id->size} == hex.size() / 2);
    CHECK(Oid::from_raw({reinterpret_cast<const char*>(id->bytes.data()), id->size}) == *id);
  }
}

TEST_CASE("object id: upper case is read and lower case is written") {
  const std::optional<Oid> id = Oid::from_hex(std::string(40, 'F'));
  REQUIRE(id);
  CHECK(id->hex() == std::string(40, 'f'));
}

TEST_CASE("object id: text of any other form is none") {
  for (const std::string& text :
       {std::string(), std::string("abc"), std::string(39, 'a'), std::string(41, 'a'),
        std::string(63, 'a'), std::string(65, 'a'), std::string(39, 'a') + "g",
        "g" + std::string(39, 'a'), " " + std::string(39, 'a'), std::string(39, 'a') + "\n",
        std::string(40, '\0'), std::string(128, 'a')}) {
    CAPTURE(text);
    CHECK_FALSE(Oid::from_hex(text));
  }
}

TEST_CASE("object id: zeros are null, whatever their number, and nothing else is") {
  CHECK(Oid().is_null());
  CHECK(Oid::from_hex(std::string(40, '0'))->is_null());
  CHECK(Oid::from_hex(std::string(64, '0'))->is_null());
  CHECK_FALSE(Oid::from_hex(std::string(39, '0') + "1")->is_null());
}

TEST_CASE("object id: order is that of the bytes, and ids of different size differ") {
  const Oid low = *Oid::from_hex("00" + std::string(38, 'f'));
  const Oid high = *Oid::from_hex("01" + std::string(38, '0'));
  const Oid highest = *Oid::from_hex("ff" + std::string(38, '0'));
  CHECK(low < high);
  CHECK(high < highest);
  CHECK_FALSE(high < low);
  const Oid short_zero = *Oid::from_hex(std::string(40, '0'));
  const Oid long_zero = *Oid::from_hex(std::string(64, '0'));
  CHECK(short_zero != long_zero);
  CHECK(short_zero < long_zero);
  CHECK(veto::git::OidHash()(low) == veto::git::OidHash()(Oid(low)));
}
