#include "confirm/key_body.h"

#include <initializer_list>
#include <string>
#include <string_view>

#include "confirm/der.h"
#include "rules/example_random.h"
#include "test/support/catch.h"

using namespace veto::confirm;
using veto::rules::ExampleRandom;

namespace {

std::string big_endian(std::size_t value, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = size; i-- > 0; value >>= 8U) bytes[i] = static_cast<char>(value & 0xffU);
  return bytes;
}

std::string der(std::uint8_t tag, std::string_view content) {
  std::string out(1, static_cast<char>(tag));
  if (content.size() < 0x80) {
    out += static_cast<char>(content.size());
  } else {
    out += '\x82' + big_endian(content.size(), 2);
  }
  return out.append(content);
}

std::string integer(std::string_view bytes) {
  return der(kDerInteger, bytes);
}

/// An RSA key of nine integers, the ones behind the version made by `number`.
template <class Number>
std::string rsa_key(Number number) {
  std::string content = integer(std::string(1, '\0'));
  for (const std::size_t size : {256U, 3U, 256U, 128U, 128U, 128U, 128U, 128U}) {
    content += integer(number(size));
  }
  return der(kDerSequence, content);
}

// OpenPGP packets (RFC 4880, 4.2 and 5.5.3).

std::string multiprecision(std::string_view bytes) {
  return big_endian(bytes.size() * 8, 2) + std::string(bytes);
}

std::string packet(unsigned tag, std::string_view body) {
  const char header = static_cast<char>(0xc0U | tag);
  return header + ('\xff' + big_endian(body.size(), 4)) + std::string(body);
}

std::string pgp_key(std::string_view usage_and_secret, ExampleRandom& random) {
  return std::string("\x04") + big_endian(1'600'000'000, 4) + '\x01' +
         multiprecision(random.bytes(256)) + multiprecision(std::string("\x01\x00\x01", 3)) +
         std::string(usage_and_secret);
}

std::string plain_secret(ExampleRandom& random) {
  return std::string(1, '\0') + multiprecision(random.bytes(256)) +
         multiprecision(random.bytes(128)) + random.bytes(2);
}

}  // namespace

TEST_CASE("der: elements are read with short and long lengths, and a cut one is not whole") {
  const std::string bytes = der(kDerInteger, "a") + der(kDerOctets, std::string(300, 'b'));
  DerReader reader(bytes);
  CHECK_FALSE(reader.next(kDerSequence));
  const auto first = reader.next(kDerInteger);
  REQUIRE(first);
  CHECK(first->content == "a");
  const auto second = reader.next();
  REQUIRE(second);
  CHECK(second->content.size() == 300);
  CHECK(second->whole);
  CHECK(reader.at_end());
  CHECK_FALSE(reader.next());

  DerReader cut(std::string_view(bytes).substr(3, 100));
  const auto part = cut.next();
  REQUIRE(part);
  CHECK_FALSE(part->whole);
  CHECK(part->content.size() == 96);
}

TEST_CASE("der: lengths that no key has are refused") {
  for (const std::string_view bytes :
       {std::string_view("\x30\x80\x00\x00", 4),
        std::string_view("\x30\x85\x01\x00\x00\x00\x00", 7), std::string_view("\x30\x82\x01", 3),
        std::string_view("\x30", 1)}) {
    CHECK_FALSE(DerReader(bytes).next());
  }
  // The largest length that fits is clipped, not trusted.
  const auto huge = DerReader(std::string_view("\x30\x84\xff\xff\xff\xff\x01", 7)).next();
  REQUIRE(huge);
  CHECK(huge->content.size() == 1);
}

TEST_CASE("key body: numbers that are constants or count up are no key") {
  ExampleRandom random(3);
  const auto form = [](const std::string& bytes) { return inspect_der_key(bytes).form; };
  CHECK(form(rsa_key([&](std::size_t size) { return random.bytes(size); })) == KeyForm::Plain);
  CHECK(form(rsa_key([](std::size_t size) { return std::string(size, '\0'); })) == KeyForm::None);
  CHECK(form(rsa_key([](std::size_t size) { return std::string(size, '\x42'); })) == KeyForm::None);
  CHECK(form(rsa_key([](std::size_t size) {
          std::string bytes(size, '\0');
          for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i & 0xffU);
          return bytes;
        })) == KeyForm::None);
}

TEST_CASE("key body: too few integers, or too small ones, are no key") {
  ExampleRandom random(4);
  const auto key = [&random](std::initializer_list<std::size_t> sizes) {
    std::string content = integer(std::string(1, '\0'));
    for (const std::size_t size : sizes) content += integer(random.bytes(size));
    return inspect_der_key(der(kDerSequence, content)).form;
  };
  CHECK(key({128, 20, 128, 128, 20}) == KeyForm::Plain);          // DSA
  CHECK(key({64, 3, 64, 32, 32, 32, 32, 32}) == KeyForm::Plain);  // RSA of 512 bits
  CHECK(key({64, 3, 64}) == KeyForm::None);
  CHECK(key({16, 3, 16, 8, 8, 8, 8, 8}) == KeyForm::None);
  CHECK(key({}) == KeyForm::None);
}

TEST_CASE("key body: OpenPGP keys are told by what stands behind their public numbers") {
  ExampleRandom random(5);
  const auto form = [](const std::string& bytes) { return inspect_pgp_key(bytes).form; };
  const std::string user = packet(13, "A <a@b.c>");
  const std::string plain = pgp_key(plain_secret(random), random);
  const std::string locked = pgp_key("\xfe\x09" + random.bytes(300), random);
  const std::string stub = pgp_key(std::string("\xff\x00\x65\x00GNU\x01", 8), random);
  CHECK(form(packet(5, plain) + user) == KeyForm::Plain);
  CHECK(form(packet(5, locked) + user) == KeyForm::Encrypted);
  CHECK(form(packet(5, stub) + user) == KeyForm::Encrypted);
  CHECK(inspect_pgp_key(packet(5, stub)).reason == "the secret part is not in the block");
  CHECK(form(packet(5, stub) + user + packet(7, plain)) == KeyForm::Plain);
  CHECK(form(packet(6, plain)) == KeyForm::None);  // a public key
  CHECK(form(user + packet(5, plain)) == KeyForm::None);
  CHECK(form(packet(5, plain.substr(0, 100))) == KeyForm::None);
  CHECK(form(packet(5, pgp_key(std::string(400, '\0'), random))) == KeyForm::None);
  // The old packet format: tag in bits 2 to 5, two bytes of length.
  CHECK(form('\x95' + big_endian(plain.size(), 2) + plain) == KeyForm::Plain);
}

TEST_CASE("key body: variety is asked of random bytes only") {
  ExampleRandom random(6);
  for (int i = 0; i < 10'000; ++i) REQUIRE(is_varied(random.bytes(20)));
  CHECK_FALSE(is_varied(""));
  CHECK_FALSE(is_varied(std::string(32, 'a')));
  CHECK_FALSE(is_varied("abababababababababababab"));
  CHECK_FALSE(is_varied("abcdefghijklmnopqrstuvwxyz"));
  CHECK_FALSE(is_varied(random.bytes(15)));
}
