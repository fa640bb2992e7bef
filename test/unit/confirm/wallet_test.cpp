// Wallet keys, seed phrases and keys of virtual networks.
#include <string>
#include <string_view>
#include <vector>

#include "rules/example_random.h"
#include "rules/example_values.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"
#include "text/encoding.h"
#include "text/seed_words.h"
#include "text/token_checksum.h"

using namespace veto::confirm;
namespace rules = veto::rules;
namespace text = veto::text;
using rules::Tier;
using veto::model::Verified;

namespace {

Judgement judge(std::string_view structure, const std::string& secret, std::uint64_t seed = 1) {
  return CandidateText("=~" + secret + "~;", {}, seed).judgement(structure);
}

std::string words(std::string_view word, int count, std::string_view last) {
  std::string phrase;
  for (int i = 0; i < count; ++i) phrase += std::string(word) + " ";
  return phrase + std::string(last);
}

}  // namespace

TEST_CASE("wallet: keys of every kind are accepted, with one character changed rejected") {
  struct Kind {
    std::string structure;
    std::string piece;
    std::string checksum;
  };
  for (const Kind& kind : std::vector<Kind>{{"bitcoin-wif", "{wif}", "base58check"},
                                            {"bitcoin-wif", "{wif-uncompressed}", "base58check"},
                                            {"bip32-key", "{xprv}", "base58check"},
                                            {"bip32-key", "{yprv}", "base58check"},
                                            {"bip32-key", "{zprv}", "base58check"},
                                            {"bip32-key", "{tprv}", "base58check"},
                                            {"solana-key", "{solana}", ""},
                                            {"layout", "{xrp}", "ripple"},
                                            {"layout", "{stellar}", "stellar"},
                                            {"layout", "{nkey:user}", "nkey"},
                                            {"layout", "{nkey:account}", "nkey"}}) {
    rules::Rule rule = rule_with_structure(kind.structure);
    rule.id = "test-key";
    rule.confirm.checksum = kind.checksum;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      CAPTURE(kind.piece, seed);
      CandidateText candidate("=~" + kind.piece + "~;", rule, seed);
      const auto verdict = candidate.verdict();
      CHECK(verdict.accepted);
      CHECK(verdict.tier == (kind.piece == "{tprv}" ? Tier::Info : Tier::Block));
      char& changed = candidate.window[candidate.secret.begin + 4 + seed % 20];
      changed = changed == 'Q' ? 'Z' : 'Q';
      CHECK_FALSE(candidate.verdict().accepted);
    }
  }
}

TEST_CASE("wallet: solana keys as a list of numbers; the halves must belong together") {
  CHECK(judge("solana-key", "{solana-array}").accepted);
  const std::string zeros = words("0,", 63, "0");
  for (const std::string& text :
       {zeros, std::string("1,2,3"), std::string("[1,2"), std::string("[256,1]"), std::string(","),
        std::string("[]"), std::string("{base58:87}")})
    CHECK_FALSE(judge("solana-key", text).accepted);
}

TEST_CASE("wallet: numbers of the curve that nobody published") {
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    CHECK(judge("secp256k1-key", seed % 2 == 0 ? "{hex:64}" : "0x{hex:64}", seed).accepted);
  const std::string zeros(63, '0');
  for (const std::string& text :
       {zeros + "1", zeros + "3", std::string(64, 'f'), std::string("{hex:62}"),
        std::string("{hex:63}g"), std::string("ac0974bec39a17e3") + "{hex:48}"})
    CHECK_FALSE(judge("secp256k1-key", text).accepted);
}

TEST_CASE("bip39: phrases of all lengths and dresses, read to their end") {
  for (const int size : {12, 15, 18, 21, 24}) {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
      const std::string recipe = "\"~{bip39:" + std::to_string(size) + "}~\", \"test\"";
      CandidateText candidate(recipe, rule_with_structure("bip39"), seed);
      const auto whole = candidate.verdict();
      CAPTURE(size, seed, candidate.window, whole.reason);
      CHECK(whole.accepted);
      CHECK(whole.verified == Verified::Checksum);
      CHECK(whole.secret == candidate.secret);
      // The rule's pattern need not reach the end.
      const std::size_t end = candidate.secret.end;
      candidate.secret.end = candidate.match.end = candidate.secret.begin + 3;
      CHECK(candidate.verdict().secret.end == end);
    }
  }
  for (const std::string gap : {"\n", "\", \"", "\\n", ",", "\r\n  "}) {
    CandidateText candidate("~{bip39:12}~", rule_with_structure("bip39"));
    std::string dressed;
    for (const char c : candidate.window) dressed += c == ' ' ? gap : std::string(1, c);
    candidate.window = dressed;
    candidate.secret = candidate.match = {0, 3};
    CAPTURE(dressed);
    CHECK(candidate.verdict().accepted);
    CHECK(candidate.verdict().secret.end == dressed.size());
  }
}

TEST_CASE("bip39: the example of the notes, and a wrong word in it") {
  std::string phrase;
  for (const std::size_t number :
       {923U, 1627U, 1256U, 1670U, 698U, 421U, 1126U, 310U, 787U, 1629U, 202U, 1846U})
    phrase += (phrase.empty() ? "" : " ") + std::string(text::seed_word(number));
  CHECK(judge("bip39", phrase).accepted);
  std::size_t right = 0;
  const std::string begin = phrase.substr(0, phrase.rfind(' ') + 1);
  for (std::size_t i = 0; i < text::kSeedWords; ++i)
    right += judge("bip39", begin + std::string(text::seed_word(i))).accepted ? 1U : 0U;
  CHECK(right == text::kSeedWords / 16);
}

TEST_CASE("bip39: phrases that everybody knows, lists of words and other text are none") {
  for (const std::string& phrase :
       {words("abandon", 11, "about"), words("abandon", 23, "art"), words("test", 11, "junk"),
        words("zoo", 11, "wrong"),
        std::string("legal winner thank year wave sausage worth useful legal winner thank yellow"),
        std::string(
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage above"),
        std::string("candy maple cake sugar pudding cream honey rich smooth crumble sweet treat"),
        std::string(
            "abandon ability able about above absent absorb abstract absurd abuse access accident"),
        std::string("this is a sentence with more than twelve words that nobody took from a list"),
        std::string(""), std::string("zoo"), words("zoo", 40, "zoo")})
    CHECK_FALSE(judge("bip39", phrase).accepted);
}

TEST_CASE("monero: the last word repeats the one that the sum names") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    CHECK(judge("monero-seed", "{monero}", seed).accepted);
    CHECK_FALSE(judge("monero-seed", "zebra {monero}", seed).secret.size() == 0);
  }
  CHECK_FALSE(judge("monero-seed", words("zoo", 24, "zoo")).accepted);
  CHECK_FALSE(judge("monero-seed", words("abbey", 10, "zoo")).accepted);
}

TEST_CASE("vpn keys: wireguard's clamped bits, openvpn's 512 digits") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto judgement = judge("wireguard-key", "{wireguard}", seed);
    CHECK(judgement.accepted);
    CHECK(judgement.ceiling == Tier::Block);
  }
  CHECK(judge("wireguard-key", "/{base64:41}{[AEIMQUYcgkosw048]:1}=").ceiling == Tier::Warn);
  CHECK_FALSE(judge("wireguard-key", "{base64:40}").accepted);
  CHECK_FALSE(judge("wireguard-key", std::string(43, 'A') + "=").accepted);

  const std::string begin = "~-----BEGIN Open{cut}VPN Static key V1-----~\n";
  std::string lines;
  for (int i = 0; i < 16; ++i) lines += "{hex:32}\n";
  const std::string end = "-----END OpenVPN Static key V1-----";
  const CandidateText key(begin + lines + end);
  CHECK(key.judgement("openvpn-key").accepted);
  CHECK(key.judgement("openvpn-key").secret.size() > 512);
  CHECK_FALSE(CandidateText(begin + lines.substr(9) + end).judgement("openvpn-key").accepted);
  CHECK_FALSE(CandidateText(begin + std::string(512, '0') + end).judgement("openvpn-key").accepted);
}
