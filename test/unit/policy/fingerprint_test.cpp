#include "policy/fingerprint.h"

#include <algorithm>
#include <string>
#include <vector>

#include "confirm/confirm.h"
#include "rules/example.h"
#include "test/support/catch.h"

using namespace veto;
using policy::fingerprint;
using rules::Strength;

namespace {

rules::Rule rule_of(Strength strength, std::string_view family) {
  rules::Rule rule;
  rule.strength = strength;
  rule.family = family;
  return rule;
}

struct Vector {
  Strength strength;
  std::string_view family;
  std::string canonical;
  std::string salt;
  std::string id;
};

// The table of docs/FINGERPRINT.md. Computed apart from this program, with Python's
// hashlib.blake2b and the reference implementation of Argon2.
const std::vector<Vector> kVectors{
    {Strength::Random, "example-api-key", "", "", "v1:3b62031ea8babd4b"},
    {Strength::Random, "example-api-key", "value", "", "v1:e6aff4a3719ebb51"},
    {Strength::Random, "example-api-key", "value", "any salt", "v1:e6aff4a3719ebb51"},
    {Strength::Random, "example-other-key", "value", "", "v1:2feb41f9b3797810"},
    {Strength::Random, "example-api-key", std::string("\0\xff\n", 3), "", "v1:84fac4db70208c7d"},
    {Strength::Random, "private-key", "PRIVATE KEY:AAAA", "", "v1:4b2653bd79d44598"},
    {Strength::Guessable, "url-password", "", "", "v1:5d1082a5076bfc8f"},
    {Strength::Guessable, "url-password", "value", "", "v1:e3aa6bff0eb10eef"},
    {Strength::Guessable, "url-password", "value", "0123456789abcdef0123456789abcdef01234567",
     "v1:19a8826949cdf6b3"},
    {Strength::Guessable, "url-password", "value", "salt of the allow file", "v1:aad3c792d56c8204"},
    {Strength::Guessable, "generic-password", "value", "salt of the allow file",
     "v1:302d741e94858aa2"},
    {Strength::Guessable, "url-password", "p\xc3\xa4ss word",
     "0123456789abcdef0123456789abcdef01234567", "v1:83d931f0c136e8c5"},
};

std::string key_rule_id(const std::string& secret) {
  rules::Rule rule = rule_of(Strength::Random, "private-key");
  rule.confirm.structure = "private-key";
  return fingerprint(rule, confirm::canonical_secret(rule, secret), {});
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// The same PEM block with lines of another length.
std::string rewrapped(const std::string& pem, std::size_t width) {
  const std::size_t begin = pem.find('\n') + 1;
  const std::size_t end = pem.rfind('\n') + 1;
  const std::string body = replace_all(pem.substr(begin, end - begin), "\n", "");
  std::string lines;
  for (std::size_t at = 0; at < body.size(); at += width) lines += body.substr(at, width) + "\n";
  return pem.substr(0, begin) + lines + pem.substr(end);
}

}  // namespace

TEST_CASE("fingerprint: the test vectors of the documentation") {
  for (const Vector& each : kVectors) {
    CAPTURE(each.family, each.canonical, each.salt);
    CHECK(fingerprint(rule_of(each.strength, each.family), each.canonical, {each.salt}) == each.id);
  }
}

TEST_CASE("fingerprint: only guessable values depend on the salt") {
  for (const Strength strength : {Strength::Random, Strength::Guessable}) {
    const rules::Rule rule = rule_of(strength, "test-key");
    const bool same = fingerprint(rule, "value", {"one"}) == fingerprint(rule, "value", {"two"});
    CHECK(same == (strength == Strength::Random));
    CHECK(fingerprint(rule, "value", {"one"}) == fingerprint(rule, "value", {"one"}));
  }
}

TEST_CASE("fingerprint: rules of one family share ids, others do not, and borders count") {
  for (const Strength strength : {Strength::Random, Strength::Guessable}) {
    rules::Rule one = rule_of(strength, "family");
    one.id = "one-key";
    rules::Rule two = rule_of(strength, "family");
    two.id = "two-key";
    CHECK(fingerprint(one, "value", {}) == fingerprint(two, "value", {}));
    CHECK(fingerprint(rule_of(strength, "ab"), "c", {}) !=
          fingerprint(rule_of(strength, "a"), "bc", {}));
  }
}

TEST_CASE("fingerprint: a private key has one id, however it is wrapped") {
  for (const char* kind : {"rsa", "ec", "pkcs8", "openssh"}) {
    CAPTURE(kind);
    const std::string pem = rules::expand_example("{pem:" + std::string(kind) + "}", "", 0, 5);
    const std::string id = key_rule_id(pem);
    CHECK(key_rule_id(rewrapped(pem, 76)) == id);
    CHECK(key_rule_id(rewrapped(pem, 40)) == id);
    CHECK(key_rule_id(replace_all(pem, "\n", "\r\n")) == id);
    CHECK(key_rule_id(replace_all(pem, "\n", "\n    ")) == id);
    CHECK(key_rule_id(replace_all(pem, "\n", "\\n")) == id);
    CHECK(key_rule_id(rules::expand_example("{pem:" + std::string(kind) + "}", "", 0, 6)) != id);
  }
}

TEST_CASE("fingerprint: an id is v1: and 16 digits, and holds nothing of the value") {
  const std::string id = fingerprint(rule_of(Strength::Random, "f"), "deadbeefdeadbeef", {});
  CHECK(id.size() == 19);
  CHECK(id.starts_with("v1:"));
  CHECK(id.find_first_not_of("0123456789abcdef", 3) == std::string::npos);
  CHECK(id.find("deadbeef") == std::string::npos);
}
