// Private keys in other containers than PEM, and the passwords and tokens with a structure of their
// own.
#include <string>
#include <string_view>
#include <vector>

#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;
namespace rules = veto::rules;
using rules::Tier;
using veto::model::Verified;

namespace {

Judgement judge(std::string_view structure, const std::string& secret, std::uint64_t seed = 1) {
  return CandidateText("=~" + secret + "~;", {}, seed).judgement(structure);
}

}  // namespace

TEST_CASE("base64 key: PEM files and bare bodies in base64") {
  for (const char* kind : {"rsa", "ec", "pkcs8", "dsa", "openssh"}) {
    CAPTURE(kind);
    const std::string name(kind);
    CHECK(judge("base64-key", "{base64-of:<pem:" + name + ">}").accepted);
    CHECK(judge("base64-key", "{base64-of:<pem:certificate>\n<pem:" + name + ">\n}").accepted);
    CHECK(judge("base64-key", "{der:" + name + "}").accepted);
  }
  CHECK(judge("base64-key", "{base64-of:<pem:pkcs8-encrypted>}").ceiling == Tier::Info);
  CHECK(judge("base64-key", "{base64-of:<pem:rsa-encrypted>}").ceiling == Tier::Info);
  for (const char* secret :
       {"{base64-of:<pem:public>}", "{base64-of:<pem:certificate>}", "{der:public}",
        "{der:certificate}", "{base64:400}", "MII{base64:400}"})
    CHECK_FALSE(judge("base64-key", secret).accepted);
}

TEST_CASE("base64 key: the secret goes on behind the pattern, and over wrapped lines") {
  CandidateText text("client-key-data: ~{base64-of:<pem:rsa>}~\n");
  const std::string base64(text.bytes(text.secret));
  const std::size_t end = text.secret.end;
  text.secret.end = text.match.end = text.secret.begin + 60;
  CHECK(text.judgement("base64-key").accepted);
  CHECK(text.judgement("base64-key").secret.end == end);

  std::string wrapped = "key: |\n";
  const std::size_t begin = wrapped.size() + 2;
  for (std::size_t at = 0; at < base64.size(); at += 76)
    wrapped += "  " + base64.substr(at, 76) + "\n";
  text.window = wrapped + "next: value\n";
  text.secret = text.match = {begin, begin + 76};
  CHECK(text.judgement("base64-key").accepted);
  CHECK(text.judgement("base64-key").secret.end == wrapped.size() - 1);
}

TEST_CASE("base64 key: what follows it is not of it") {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    for (const char* kind : {"<pem:rsa>\n", "<pem:ec>", "<pem:certificate>\n<pem:pkcs8>\n"}) {
      const CandidateText whole("key: ~{base64-of:" + std::string(kind) + "}~\n", {}, seed);
      const std::string base64(whole.bytes(whole.secret));
      for (const std::size_t width : {base64.size(), std::size_t{64}, std::size_t{76}}) {
        std::string wrapped = "key: ";
        for (std::size_t at = 0; at < base64.size(); at += width)
          wrapped += base64.substr(at, width) + "\n";
        for (const char* next :
             {"", "row 80\n", "\nOTHER=1\n", "  - name: x\n", "a-b: c\n", "word"}) {
          CAPTURE(seed, kind, width, next);
          CandidateText text("~~");
          text.window = wrapped + next;
          text.secret = text.match = {5, 5 + std::min(width, base64.size())};
          CHECK(text.judgement("base64-key").accepted);
          CHECK(text.judgement("base64-key").secret.end == wrapped.size() - 1);
        }
      }
    }
  }
}

TEST_CASE("key stores: PKCS#12 and Java's, by their first bytes") {
  CHECK(judge("pkcs12", "{der:pkcs12}").accepted);
  CHECK_FALSE(judge("pkcs12", "{der:rsa}").accepted);
  CHECK_FALSE(judge("pkcs12", "{base64:100}").accepted);
  const auto store = [](const std::string& header) {
    return CandidateText("~{x:" + header + "}~{bytes:40}").judgement("java-keystore");
  };
  CHECK(store("FEEDFEED000000020000000100000001").accepted);
  CHECK(store("CECECECE000000020000000300000003").accepted);
  CHECK(store("FEEDFEED000000020000000100000002").ceiling == Tier::Info);
  // A certificate called "ca", of two bytes; what follows it counts.
  const std::string certificate =
      "00000002"
      "00026361"
      "0000018000000000"
      "0005582E353039"
      "000000023000";
  CHECK(store("FEEDFEED0000000200000002" + certificate + "00000001").ceiling == Tier::Block);
  CHECK(store("FEEDFEED0000000200000003" + certificate + certificate + "00000001").ceiling ==
        Tier::Block);
  CHECK(store("FEEDFEED0000000200000002" + certificate + "00000002").ceiling == Tier::Info);
  CHECK_FALSE(store("FEEDFEED0000000200000001" + certificate).accepted);
  CHECK(store("FEEDFEED0000000200000009" + certificate + certificate).ceiling == Tier::Info);
  CHECK_FALSE(store("FEEDFEED000000030000000100000001").accepted);
  CHECK_FALSE(store("FEEDFEED000000020000000000000001").accepted);
  CHECK_FALSE(store("FEEDFACE000000020000000100000001").accepted);
}

TEST_CASE("ssh.com keys: the cipher says whether the key is encrypted") {
  const auto judge_block = [](const std::string& piece) {
    CandidateText text("~{cut}~" + piece + "\nrest");
    text.match.end = text.secret.end = 12;
    return text.judgement("ssh2-key");
  };
  CHECK(judge_block("{pem:ssh2}").accepted);
  CHECK(judge_block("{pem:ssh2}").ceiling == Tier::Block);
  CHECK(judge_block("{pem:ssh2-encrypted}").ceiling == Tier::Info);
  CHECK_FALSE(judge_block("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2").accepted);
}

TEST_CASE("pgp keys: packets and the CRC line") {
  const auto judge_block = [](std::string window) {
    CandidateText text("~~");
    text.window = std::move(window);
    text.secret = text.match = {0, 11};
    return text.judgement("private-key");
  };
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const std::string block = rules::expand_example("{pem:pgp}", "", 0, seed);
    CHECK(judge_block(block).accepted);
    CHECK(judge_block(block).ceiling == Tier::Block);
    CHECK(judge_block(block).reason.empty());
    std::string damaged = block;
    const std::size_t crc = damaged.rfind('=') + 1;
    damaged[crc] = damaged[crc] == 'A' ? 'B' : 'A';
    CHECK(judge_block(damaged).ceiling == Tier::Warn);
    CHECK(judge_block(damaged).reason == "the CRC of the block does not match (pgp)");
    std::string escaped;
    for (const char c : block) escaped += c == '\n' ? "\\n" : std::string(1, c);
    CHECK(judge_block(escaped).ceiling == Tier::Block);
    std::string without = block;
    without.erase(crc - 1, 6);
    CHECK(judge_block(without).ceiling == Tier::Block);
  }
  CHECK(judge_block(rules::expand_example("{pem:pgp-encrypted}", "", 0, 1)).ceiling == Tier::Info);
}

TEST_CASE("password hashes: every scheme, and near misses of each") {
  const std::string crypt = "./0-9A-Za-z";
  const auto digits = [&crypt](int count) {
    return "{[" + crypt + "]:" + std::to_string(count) + "}";
  };
  const std::vector<std::string> hashes{
      "$1$" + digits(8) + "$" + digits(21) + "{[./01]:1}",
      "$apr1$" + digits(8) + "$" + digits(21) + "{[./01]:1}",
      "alice:$apr1$" + digits(8) + "$" + digits(21) + "{[./01]:1}",
      "$5$" + digits(16) + "$" + digits(42) + "{[./0-9A-D]:1}",
      "$6$rounds=5000$" + digits(16) + "$" + digits(85) + "{[./01]:1}",
      "$8$" + digits(14) + "$" + digits(43),
      "$2b$12$" + digits(52) + "{[.CGKOSWaeimquy26]:1}",
      "$argon2id$v=19$m=65536,t=3,p=4${base64:21}{[AQgw]:1}${base64:42}{[AEIMQUYcgkosw048]:1}",
      "$scrypt$ln=16,r=8,p=1${base64:21}{[AQgw]:1}${base64:42}{[AEIMQUYcgkosw048]:1}",
      "scrypt:32768:8:1${base62:16}${hex:128}",
      "$y$j9T$" + digits(22) + "$" + digits(43),
      "$7$CU..../....{base62:22}$" + digits(43),
      "$P$B" + digits(29) + "{[./01]:1}",
      "pbkdf2_sha256$260000${base62:22}${base64:42}{[AEIMQUYcgkosw048]:1}=",
      "{SHA}{base64:26}{[AEIMQUYcgkosw048]:1}=",
      "bob:{SSHA}{base64:38}==",
  };
  for (const std::string& hash : hashes) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(hash, seed);
      if (!hash.ends_with("==")) CHECK(judge("password-hash", hash, seed).accepted);
      CHECK_FALSE(judge("password-hash", hash + "!", seed).accepted);
      CHECK_FALSE(judge("password-hash", hash + "$", seed).accepted);
    }
  }
  CHECK(judge("password-hash", "{base64-of:x}").accepted == false);
  CHECK(judge("password-hash", "{SSHA}{base64-of:<bytes:28>}").accepted);
  for (const std::string& text :
       {"$2b$03$" + digits(53), "$2b$32$" + digits(53), "$1$" + digits(9) + "$" + digits(22),
        "$6$rounds=x$" + digits(16) + "$" + digits(86), "{MD5}" + digits(24), std::string("$"),
        std::string("$2b$12$"), std::string(":$"), std::string("{SHA}")})
    CHECK_FALSE(judge("password-hash", text).accepted);
}

TEST_CASE("reversible passwords: what decodes to text is one, defaults are lowered") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    CHECK(judge("gpp-password", "{cpassword}", seed).accepted);
    CHECK(judge("cisco-type7", "{cisco7}", seed).accepted);
    CHECK(judge("juniper-type9", "{juniper9}", seed).accepted);
    CHECK_FALSE(judge("gpp-password", "{base64:64}", seed).accepted);
  }
  CHECK(judge("cisco-type7", "070C285F4D06").accepted);
  CHECK_FALSE(judge("cisco-type7", "0700000000").accepted == judge("cisco-type7", "07").accepted);
}

TEST_CASE("one-time passwords: base32 that no documentation shows") {
  for (const char* secret : {"{base32:16}", "{base32:32}", "{base32:26}", "{base32:52}",
                             "otpauth://totp/a:b?secret={base32:32}&issuer=a", "{base32-lower:32}"})
    for (std::uint64_t seed = 0; seed < 50; ++seed) CHECK(judge("otpauth", secret, seed).accepted);
  for (const char* secret : {"JBSWY3{cut}DPEHPK3PXP", "GEZDGNBV{cut}GY3TQOJQGEZDGNBVGY3TQOJQ",
                             "{base32:8}", "{hex:20}1", "otpauth://totp/x?issuer=a", ""})
    CHECK_FALSE(judge("otpauth", secret).accepted);
}

TEST_CASE("signed urls: what has expired is information") {
  const Settings settings{.now_unix = 1'700'000'000};  // 2023-11-14
  const auto tier = [&](const std::string& url) {
    CandidateText text(url);
    return text.match_from("&").judgement("signed-url", settings).ceiling;
  };
  const std::string aws = "x \"https://b.s3.amazonaws.com/k?X-Amz-Credential=a&X-Amz-Date=";
  const std::string sig = "&X-Amz-Signature=~{hex:64}~\"";
  CHECK(tier(aws + "20231114T120000Z&X-Amz-Expires=604800" + sig) == Tier::Block);
  CHECK(tier(aws + "20231101T120000Z&X-Amz-Expires=3600" + sig) == Tier::Info);
  CHECK(tier(aws + "nothing&X-Amz-Expires=3600" + sig) == Tier::Block);
  const std::string sas = "https://a.blob.core.windows.net/c?sv=2022-11-02&ss=b&srt=sco&sp=r&se=";
  CHECK(tier(sas + "2030-01-01T00%3A00%3A00Z&sig=~{base64:43}%3D~") == Tier::Block);
  CHECK(tier(sas + "2021-01-01T00:00:00Z&sig=~{base64:43}%3D~") == Tier::Info);
  CHECK(tier(sas + "2021-01-01&amp;sig=~{base64:43}=~") == Tier::Info);

  const auto apim = [&](const std::string& token) {
    return CandidateText("~" + token + "~").judgement("apim-token", settings);
  };
  CHECK(apim("git&203001012359&{base64:85}{[AQgw]:1}==").ceiling == Tier::Block);
  CHECK(apim("git&202001012359&{base64:85}{[AQgw]:1}==").ceiling == Tier::Info);
  CHECK_FALSE(apim("git&209913012359&{base64:85}{[AQgw]:1}==").accepted);
  CHECK_FALSE(apim("git&203001012359&{base64:40}").accepted);
  CHECK_FALSE(apim("git&").accepted);
}
