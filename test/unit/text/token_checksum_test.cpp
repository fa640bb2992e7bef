#include "text/token_checksum.h"

#include <string>
#include <vector>

#include "test/support/catch.h"
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
    for (std::size_t i = example.skip; i < whole.size(); ++i) {
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
  const std::string bytes = std::string("synthetic-example") + "-32-bytes-key!!";
  std::string data;
  unsigned buffer = 0;
  unsigned bits = 0;
  const std::string digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  for (const char c : bytes) {
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
  CHECK(checksum_algorithms().size() == 10);
}
