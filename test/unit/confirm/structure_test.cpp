#include "confirm/structure.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/example_random.h"
#include "rules/lint.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"
#include "text/encoding.h"

using namespace veto::confirm;
namespace rules = veto::rules;

namespace {

/// Pieces that steer hostile text into the depths of each structure.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> kPieces{
      "-----BEGIN RSA PRIV"
      "ATE KEY-----",
      "-----END RSA PRIV"
      "ATE KEY-----",
      "-----BEGIN ",
      "-----",
      "-----BEGIN PGP PRIV"
      "ATE KEY BLOCK-----",
      "PuTTY-User-Key-File-2: x\n",
      "Encryption: none\n",
      "Private-Lines: 3\n",
      "Private-Lines: 99999999999\n",
      "Proc-Type: 4,ENCRYPTED\n",
      "MIIEpAIBAAKCAQEA",
      "b3BlbnNzaC1rZXktdjEA",
      "eyJhbGciOiJIUzI1NiJ9",
      "eyJhIjox",
      ".",
      "..",
      "\\",
      "\\n",
      "\\u00",
      "\\x",
      "%",
      "%4",
      "&#1",
      "&quot;",
      "<",
      "<br",
      "`n",
      "\"",
      "'",
      "`",
      "\n",
      "\r",
      "\t",
      " ",
      "=",
      "==",
      "+",
      "//",
      "://",
      ":",
      "@",
      "[",
      "]",
      "{",
      "}",
      "${",
      "$(",
      "{{",
      "%(",
      "password",
      "key",
      "token",
      "a",
      "Z",
      "0",
      "AgEIcHlwaS5vcmc",
      "AAAA",
      "\x1b[",
      "m",
      std::string(1, '\0'),
      "\xff",
      "\xe2\x80\xa6",
      "...",
      "lQOYBF",
      "AKIA",
      "secret=",
      "abandon",
      "zoo ",
      "$2b$12$",
      "$9$",
      "{SSHA}",
      "xprv9",
      "JBSWY3DP",
      "---- BEGIN SSH2",
      "---- END",
      "Static key V1-----",
      "X-Amz-Date=2024",
      "&se=",
      "LS0tLS1CRUdJTi",
      "[1,",
      "255,",
      "service_account",
      "type=\""};
  return kPieces;
}

std::string parameter_for(std::string_view structure) {
  if (structure == "base64-part") return ":.1 byte{1,}";
  const bool templated = structure == "base64" || structure == "hex" || structure == "base58";
  return templated ? ":byte{1,}" : "";
}

std::string hostile_text(rules::ExampleRandom& random) {
  std::string text;
  for (std::size_t i = random.below(60) + 2; i > 0; --i) {
    text += random.below(8) == 0 ? random.bytes(random.below(40))
                                 : pieces()[random.below(pieces().size())];
    if (random.below(10) == 0) text += veto::text::encode_base64(random.bytes(random.below(300)));
  }
  return text;
}

}  // namespace

TEST_CASE("structure: every name of docs/RULES.md is there, once") {
  std::set<std::string_view> names;
  for (const Structure& structure : structures()) {
    CAPTURE(structure.name);
    // The linter of rule files has a list of its own.
    const std::string name = std::string(structure.name) + parameter_for(structure.name);
    const rules::Rule rule = rule_with_structure(name);
    const auto problems = rules::lint_definition(rule);
    for (const std::string& problem : problems)
      CHECK(problem.find("structure") == std::string::npos);
    CHECK(names.insert(structure.name).second);
    CHECK(find_structure(structure.name) == &structure);
  }
  CHECK(names == std::set<std::string_view>{"private-key",
                                            "putty-key",
                                            "jwt",
                                            "jwt-session",
                                            "url-credentials",
                                            "password",
                                            "basic-auth",
                                            "aws-key-id",
                                            "aws-secret",
                                            "macaroon",
                                            "base64-json",
                                            "gcp-service-account",
                                            "jwt-base64",
                                            "base64",
                                            "base64-part",
                                            "hex",
                                            "base58",
                                            "layout",
                                            "json-near",
                                            "base64-key",
                                            "pkcs12",
                                            "java-keystore",
                                            "ssh2-key",
                                            "openvpn-key",
                                            "wireguard-key",
                                            "otpauth",
                                            "signed-url",
                                            "apim-token",
                                            "password-hash",
                                            "gpp-password",
                                            "cisco-type7",
                                            "juniper-type9",
                                            "bitcoin-wif",
                                            "bip32-key",
                                            "secp256k1-key",
                                            "solana-key",
                                            "bip39",
                                            "monero-seed",
                                            "generic-value"});
  CHECK(find_structure("") == nullptr);
  CHECK(find_structure("jwt ") == nullptr);
}

TEST_CASE("structure: any bytes at any place give a judgement within the window") {
  rules::ExampleRandom random(99);
  for (int round = 0; round < 3000; ++round) {
    const std::string window = hostile_text(random);
    std::size_t marks[4];
    for (std::size_t& mark : marks) mark = random.below(window.size() + 1);
    std::sort(std::begin(marks), std::end(marks));
    rules::Rule rule;
    rule.shown = static_cast<std::uint8_t>(random.below(12));
    rule.confirm.skip = static_cast<std::uint16_t>(random.below(12));
    const veto::model::Candidate candidate{
        rule, window, {marks[0], marks[3]}, {marks[1], marks[2]}};
    for (const Structure& structure : structures()) {
      const std::string name = std::string(structure.name) + parameter_for(structure.name);
      rule.confirm.structure = name;
      const Judgement judgement = structure.judge(candidate, {});
      CAPTURE(structure.name, round, window);
      REQUIRE(judgement.secret.begin <= judgement.secret.end);
      REQUIRE(judgement.secret.end <= window.size());
      REQUIRE(judgement.match.begin <= judgement.match.end);
      REQUIRE(judgement.match.end <= window.size());
      if (!judgement.accepted) REQUIRE_FALSE(judgement.reason.empty());
      static_cast<void>(confirm(candidate, {}));
      static_cast<void>(canonical_secret(rule, slice(window, judgement.secret)));
    }
  }
}

TEST_CASE("structure: large hostile windows are judged in linear time") {
  const std::string begin =
      "-----BEGIN RSA PRIV"
      "ATE KEY-----";
  for (const std::string& filler :
       {std::string("-----"), std::string("\\"), std::string("\\\\\\n"), std::string("A"),
        std::string("a "), std::string("zoo "), std::string("1,"), std::string("$"),
        std::string("X-Amz-Date="), std::string("type\""), std::string("=\n"), std::string("&#10"),
        std::string("<br"), begin}) {
    std::string window = begin;
    while (window.size() < 400'000) window += filler;
    const rules::Rule rule;
    for (const Structure& structure : structures()) {
      const veto::model::Candidate candidate{rule, window, {0, begin.size()}, {0, begin.size()}};
      static_cast<void>(structure.judge(candidate, {}));
    }
  }
}
