#include "text/token_checksum.h"

#include <cstdint>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "test/support/catch.h"
#include "text/checksum.h"
#include "text/encoding.h"

using namespace veto::text;

namespace {

// All values are synthetic; they are joined here so that no whole token stands in the source.
const std::string kSynthetic = std::string("Synthetic0Example1") + "Token2NotLive3";
const std::string kBody30 = kSynthetic.substr(0, 30);

std::string azure_body(std::size_t size) {
  const std::string part = std::string("SyntheticExampleKeyNotLive") + "0123456789";
  std::string body;
  while (body.size() < size) body += part;
  return body.substr(0, size);
}

std::string cask_body() {
  return std::string("SyntheticExampleKeyNotLive0") + "SyntheticExampleKeyNotLiv" + "JQQJ99" +
         "BC" + std::string(16, 'A') + "AZDO";
}

const std::string kSeed = std::string("synthetic-example") + "-32-bytes-key!!";

struct Worked {
  std::string checksum;
  std::size_t skip;
  std::string token;
  std::string tail;
};

const std::vector<Worked>& worked_examples() {
  static const std::vector<Worked> examples{
      {"crc32-base62", 4, "ghp_" + kBody30, "2LS15h"},
      {"crc32-base62", 4, "ghp_" + kSynthetic.substr(0, 24) + "0000PW", "000ILc"},
      {"crc32-base62", 4, "ghr_" + kSynthetic + kSynthetic + "Synthe", "29fEAo"},
      {"crc32-base62", 4, "vcp_" + kSynthetic + kSynthetic.substr(0, 18), "2SXtTn"},
      {"crc32-base62", 0, kSynthetic + "Synth", "0LOGaF"},
      {"crc32-base62", 0, kSynthetic + "Syntheti", "3K84LP"},
      {"crc32-hex", 5, "cfut_" + kSynthetic + "Syntheti", "b58bf5df"},
      {"crc32-hex", 5, "zpka_" + std::string("0123456789abcdef") + "0123456789abcdef", "7759b50e"},
      {"grafana", 0, "glsa_" + kSynthetic + "_", "e9876913"},
      {"grafana", 5, "glsa_" + kSynthetic, "_e9876913"},
      {"atlassian", 0, "ATBB" + kSynthetic.substr(0, 24), "854E5524"},
      {"gitlab-routable", 6, "glpat-" + std::string("bzoxCnU6MnNzeW50") + "aGV0aWMxNmJ5dGVzEA",
       ".01.0y117bzot"},
      {"gitlab-routable", 6,
       "glpat-" + std::string("bzoxCnU6MnNzeW50") + "aGV0aWMxNmJ5dGVzEA" + ".01.", "0y117bzot"},
      {"confluent", 4, "cflt" + kSynthetic + "Synthetic0Example1Toke", "WqyJCw"},
      {"confluent", 0, kSynthetic + "Synthetic0Example1Toke", "WqyJCw"},
      {"crates-io", 7, "cio_tp_" + kSynthetic.substr(0, 30) + "X", "9"},
      {"crates-io", 7, "cio_tp_" + std::string(31, '0'), "w"},
      {"azure-key", 0, azure_body(72) + "Synt" + "+ASt", "0eYI0A=="},
      {"azure-key", 0, azure_body(33) + "AZEG", "FQhW9U="},
      {"entra-secret", 0, "syn" + ("8Q~" + kSynthetic.substr(0, 31)), "aLj"},
      {"crc32-hex-apart", 5, "zpka_" + std::string("0123456789abcdef") + "0123456789abcdef",
       "_7759b50e"},
      {"apify", 10, "apify_api_" + kSynthetic.substr(0, 30), "0RvK9m"},
      {"salad", 0, "salad_cloud_user1_" + kSynthetic + "Syntheti", "3K84LP"},
      {"unkey", 0,
       "unkey_Synthet1" + std::string("unkeyv1Synthetic2") + "Examp2e1Token2NotLive3Synt",
       "5nqRoQ"},
      {"github-fine-grained", 11,
       "github_pat_" + std::string("11SYNTH0000exampleONLY") + "_" + kSynthetic + "Synthetic0E",
       "HOVAKJ5X"},
      {"cask", 0, cask_body(), "3AXa"},
  };
  return examples;
}

std::string shown(const Worked& example) {
  return example.checksum + " for " + example.tail;
}

}  // namespace

TEST_CASE("every worked example of the notes is verified and minted") {
  for (const Worked& example : worked_examples()) {
    CAPTURE(shown(example));
    const ChecksumAlgorithm* algorithm = find_checksum(example.checksum);
    REQUIRE(algorithm != nullptr);
    CHECK(algorithm->mint(example.token, example.skip) == example.tail);
    CHECK(algorithm->verify(example.token + example.tail, example.skip));
  }
}

TEST_CASE("a checksum is wrong once any character of it or of the body changes") {
  for (const Worked& example : worked_examples()) {
    CAPTURE(shown(example));
    const ChecksumAlgorithm* algorithm = find_checksum(example.checksum);
    const std::string whole = example.token + example.tail;
    // Salad's sum covers what stands behind the last "_" only.
    const std::size_t begin = example.checksum == "salad" ? whole.rfind('_') : example.skip;
    for (std::size_t i = begin; i < whole.size(); ++i) {
      std::string changed = whole;
      changed[i] = whole[i] == 'Q' ? 'Z' : 'Q';
      CAPTURE(i);
      CHECK_FALSE(algorithm->verify(changed, example.skip));
    }
  }
}

TEST_CASE("a secret that is cut short, or nothing but its checksum, is never right") {
  for (const Worked& example : worked_examples()) {
    // One character proves too little: one in 62 other texts is right by chance.
    if (example.checksum == "crates-io") continue;
    CAPTURE(shown(example));
    const ChecksumAlgorithm* algorithm = find_checksum(example.checksum);
    const std::string whole = example.token + example.tail;
    const std::string_view digits = std::string_view(whole).substr(0, whole.find('='));
    for (std::size_t size = 0; size < digits.size(); ++size)
      CHECK_FALSE(algorithm->verify(digits.substr(0, size), example.skip));
    CHECK_FALSE(algorithm->verify(example.tail, 0));
    CHECK_FALSE(algorithm->verify(example.tail, 1000));
  }
}

TEST_CASE("minting is total: it answers nothing rather than fail") {
  for (const ChecksumAlgorithm& algorithm : checksum_algorithms()) {
    CAPTURE(algorithm.name);
    for (const std::string text : {"", "=", "====", "1", ".", "..", "a=", "\xff\xff", "A1b"})
      for (const std::size_t skip : {0U, 1U, 100U}) CHECK(algorithm.mint(text, skip).size() <= 13);
  }
}

TEST_CASE("azure keys: each published length and seed is right") {
  struct Form {
    std::size_t random;
    std::string signature;
    std::size_t size;
  };
  const ChecksumAlgorithm& azure = *find_checksum("azure-key");
  for (const Form& form : std::vector<Form>{{76, "+ASt", 88},
                                            {33, "AZEG", 44},
                                            {42, "+ACR", 52},
                                            {44, "AzFu", 56},
                                            {42, "AzSe", 52}}) {
    const std::string token = azure_body(form.random) + form.signature;
    const std::string tail = azure.mint(token, 0);
    CHECK(token.size() + tail.size() == form.size);
    CHECK(azure.verify(token + tail, 0));
    CHECK(azure.verify((token + tail).substr(0, (token + tail).find('=')), 0));
  }
  const std::string registry = azure_body(36) + std::string("Synthe") + "+ACR" + "BxlKJX";
  CHECK(azure.verify(registry, 0));
}

TEST_CASE("azure keys: the checksum keeps to letters and digits, so that it suits both alphabets") {
  const ChecksumAlgorithm& azure = *find_checksum("azure-key");
  for (int i = 0; i < 2000; ++i) {
    const std::string tail = azure.mint(
        azure_body(40) + to_digits(static_cast<std::size_t>(i), kBase62Digits, 4) + "AzFu", 0);
    CHECK(tail.find_first_of("+/-_") == std::string::npos);
  }
}

TEST_CASE("bech32: age identities in upper case and nostr keys in lower case") {
  const ChecksumAlgorithm& bech32 = *find_checksum("bech32");
  // The 32 bytes of the notes as 5-bit groups.
  std::string data;
  unsigned buffer = 0;
  unsigned bits = 0;
  const std::string digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  for (const char c : kSeed) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5;) data.push_back(digits[(buffer >> (bits -= 5)) & 31U]);
  }
  data.push_back(digits[(buffer << (5 - bits)) & 31U]);
  REQUIRE(data.size() == 52);
  CHECK(bech32.mint("nsec1" + data, 0) == "4q2vw9");
  std::string age = "age-secret-key-1" + data;
  for (char& c : age)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  CHECK(bech32.mint(age, 0) == "UPJSAC");
  CHECK(bech32.verify(age + "UPJSAC", 0));
  CHECK_FALSE(bech32.verify(age + "upjsac", 0));
  CHECK_FALSE(bech32.verify(age + "UPJSAX", 0));
}

TEST_CASE("cask: the sum is written in four base 62 or base64 characters, or in eight") {
  const ChecksumAlgorithm& cask = *find_checksum("cask");
  CHECK(cask.verify(cask_body() + "3AXa", 0));
  CHECK(cask.verify(cask_body() + "rRoL", 0));
  CHECK(cask.verify(cask_body() + "rRoLCw==", 0));
  CHECK(cask.verify(cask_body() + "rRoLCw", 0));
  for (const char* tail : {"3AXb", "rRoM", "rRoLCg==", "rRoLCw=", "3AXaA", "3AX"})
    CHECK_FALSE(cask.verify(cask_body() + tail, 0));
  CHECK(cask.verify("x=" + cask_body() + "3AXa", 2));
}

TEST_CASE("azure devops: the sum of a user's or of an application's token, at its four places") {
  const ChecksumAlgorithm& devops = *find_checksum("azure-devops");
  const std::string data = std::string("synthetic-example") + "-28-bytes!!";
  REQUIRE(data.size() == 28);
  const auto token = [&](std::uint32_t constant) {
    const std::uint32_t sum = crc32(data) ^ constant;
    std::string bytes = data;
    for (const std::size_t at : {2U, 7U, 8U, 22U}) bytes.insert(at, 1, '?');
    bytes[22] = static_cast<char>(sum & 0xFFU);
    bytes[8] = static_cast<char>((sum >> 8U) & 0xFFU);
    bytes[7] = static_cast<char>((sum >> 16U) & 0xFFU);
    bytes[2] = static_cast<char>(sum >> 24U);
    std::string text = encode_base32(bytes);
    for (char& c : text)
      if (c >= 'A') c = static_cast<char>(c - 'A' + 'a');
    return text;
  };
  CHECK(token(0xE0B9692DU) ==
        "on4tq3tunbsuuqlunfrs2z" + std::string("lymfwxa3dffuzloobnmj4xizlteeqq"));
  CHECK(devops.verify(token(0xE0B9692DU), 0));
  for (std::size_t i = 0; i < 52; ++i) {
    std::string changed = token(0xE0B9692DU);
    changed[i] = changed[i] == 'c' ? 'd' : 'c';
    CHECK_FALSE(devops.verify(changed, 0));
  }
  CHECK(devops.verify(token(0x1019F92EU), 0));
  CHECK_FALSE(devops.verify(token(0), 0));
  CHECK_FALSE(devops.verify(std::string(52, 'a'), 0));
}

TEST_CASE("stellar and nkey: version byte, role and CRC-16 must be right") {
  const ChecksumAlgorithm& stellar = *find_checksum("stellar");
  const auto with_sum = [](std::string bytes) {
    const std::uint16_t sum = crc16_xmodem(bytes);
    bytes += {static_cast<char>(sum & 0xFFU), static_cast<char>(sum >> 8U)};
    return encode_base32(bytes);
  };
  const std::string seed = with_sum("\x90" + kSeed);
  CHECK(seed.size() == 56);
  CHECK(seed.ends_with("CQIO"));
  CHECK(stellar.verify(seed, 0));
  // A public key (G...) has another version byte.
  CHECK_FALSE(stellar.verify(with_sum("\x30" + kSeed), 0));
  CHECK_FALSE(stellar.verify(with_sum("\x90" + kSeed + "x"), 0));

  const ChecksumAlgorithm& nkey = *find_checksum("nkey");
  const std::string user = with_sum("\x95" + std::string(1, '\0') + kSeed);
  CHECK(user.size() == 58);
  CHECK(user.starts_with("SU"));
  CHECK(user.ends_with("MLWA"));
  CHECK(nkey.verify(user, 0));
  CHECK_FALSE(nkey.verify(with_sum("\x95\x08" + kSeed), 0));
  CHECK_FALSE(nkey.verify(with_sum("\xA5" + std::string(1, '\0') + kSeed), 0));
  for (const auto& [algorithm, whole] : {std::pair(&stellar, seed), std::pair(&nkey, user)}) {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::string changed = whole;
      changed[i] = whole[i] == 'Q' ? 'Z' : 'Q';
      CHECK_FALSE(algorithm->verify(changed, 0));
      changed[i] = static_cast<char>(whole[i] | 0x20);
      if (changed != whole) CHECK_FALSE(algorithm->verify(changed, 0));
    }
    CHECK_FALSE(algorithm->verify(whole + "======", 0));
  }
}

TEST_CASE("base58check: the worked examples, and any change of a character is seen") {
  const ChecksumAlgorithm& base58 = *find_checksum("base58check");
  CHECK(encode_hex(base58_checksum("\x80" + kSeed)) == "08c3968c");
  CHECK(encode_hex(base58_checksum("\x80" + kSeed + "\x01")) == "7f3e1c38");
  const std::string payload = "\x80" + kSeed + "\x01";
  const std::string key = encode_base58(payload + base58_checksum(payload));
  CHECK(key.size() == 52);
  CHECK(base58.verify(key, 0));
  for (std::size_t i = 0; i < key.size(); ++i) {
    std::string changed = key;
    changed[i] = key[i] == 'Q' ? 'Z' : 'Q';
    CHECK_FALSE(base58.verify(changed, 0));
  }
  // A family seed of the XRP ledger: 0x21 and 16 bytes.
  const std::string family = "\x21" + kSeed.substr(0, 16);
  const std::string seed = encode_base58(family + base58_checksum(family), kRippleDigits);
  CHECK(seed.size() == 29);
  CHECK(seed.front() == 's');
  CHECK(find_checksum("ripple")->verify(seed, 0));
  CHECK_FALSE(base58.verify(seed, 0));
}

TEST_CASE("what is minted from random tokens is verified, and has the form of the tail") {
  struct Form {
    std::string checksum;
    std::string_view alphabet;
    std::size_t size;
    std::string front = {};
  };
  const std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::uint32_t state = 12345;
  const auto random = [&state](std::string_view alphabet, std::size_t size) {
    std::string text;
    for (; size > 0; --size) {
      state = state * 1664525U + 1013904223U;
      text.push_back(alphabet[(state >> 16U) % alphabet.size()]);
    }
    return text;
  };
  for (const Form& form : std::vector<Form>{
           {"apify", kBase62Digits, 40},
           {"salad", kBase62Digits, 60, "salad_cloud_x_"},
           {"unkey", kBitcoinDigits, 57},
           {"crc32-hex-apart", kBase62Digits, 32},
           {"github-fine-grained", kBase62Digits, 77},
           {"cask", kBase62Digits, 80},
           {"azure-devops", "abcdefghijklmnopqrstuvwxyz234567", 44},
           {"base58check", kBitcoinDigits, 46},
           {"base58check", kBitcoinDigits, 105},
           {"base58check", kBitcoinDigits, 3},
           {"ripple", kRippleDigits, 23},
           {"stellar", base32, 50, "SB"},
           {"nkey", base32, 50, "SUAB"},
       }) {
    const ChecksumAlgorithm& algorithm = *find_checksum(form.checksum);
    for (int i = 0; i < 300; ++i) {
      const std::string token = form.front + random(form.alphabet, form.size);
      const std::string tail = algorithm.mint(token, 0);
      CAPTURE(form.checksum, i);
      REQUIRE(algorithm.verify(token + tail, 0));
      CHECK(std::regex_match(tail, std::regex(tail_pattern(algorithm, token))));
      std::string changed = token + tail;
      const std::size_t front = form.front.size();
      const std::size_t at = front + state % (changed.size() - front);
      const char other = form.alphabet[(state >> 8U) % form.alphabet.size()];
      if (changed[at] == other) continue;
      changed[at] = other;
      CHECK_FALSE(algorithm.verify(changed, 0));
    }
  }
}

TEST_CASE("the pattern of a tail has the separator where the token lacks it") {
  CHECK(tail_pattern(*find_checksum("grafana"), "abc") == "_[0-9a-f]{8}");
  CHECK(tail_pattern(*find_checksum("grafana"), "abc_") == "[0-9a-f]{8}");
  CHECK(tail_pattern(*find_checksum("gitlab-routable"), "abc") == "[.]01[.][0-9a-z]{9}");
  CHECK(tail_pattern(*find_checksum("gitlab-routable"), "abc.") == "[0-9a-z]{9}");
  for (const ChecksumAlgorithm& algorithm : checksum_algorithms()) {
    CHECK_FALSE(algorithm.tail_pattern.empty());
    CHECK(algorithm.mismatch == "checksum does not match (" + std::string(algorithm.name) + ")");
  }
}

TEST_CASE("gitlab: the stated length must be that of the payload behind the prefix") {
  const ChecksumAlgorithm& gitlab = *find_checksum("gitlab-routable");
  const std::string payload = kSynthetic;
  const std::string plain = "glpat-" + payload + ".";
  CHECK(gitlab.verify(plain + gitlab.mint(plain, 6), 6));
  CHECK_FALSE(gitlab.verify(plain + gitlab.mint(plain, 6), 5));
  CHECK(gitlab.mint(plain, 100).empty());
}

TEST_CASE("atlassian: a percent-encoded equals sign counts as the sign") {
  const ChecksumAlgorithm& atlassian = *find_checksum("atlassian");
  const std::string token = "ATATT3" + kSynthetic;
  const std::string tail = atlassian.mint(token + "=", 0);
  CHECK(atlassian.verify(token + "=" + tail, 0));
  CHECK(atlassian.verify(token + "%3D" + tail, 0));
  CHECK(atlassian.verify(token + "%3d" + tail, 0));
}

TEST_CASE("an unknown checksum is no checksum") {
  CHECK(find_checksum("") == nullptr);
  CHECK(find_checksum("crc32") == nullptr);
  CHECK(checksum_algorithms().size() == 21);
}
