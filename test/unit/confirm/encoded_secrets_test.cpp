// Structures of secrets that decode to something: Basic credentials, AWS keys, macaroons, JSON.
#include <string>
#include <string_view>
#include <vector>

#include "rules/example_random.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"
#include "text/encoding.h"

using namespace veto::confirm;
namespace rules = veto::rules;
using rules::Tier;
using veto::model::Verified;

namespace {

Judgement judge(std::string_view structure, const std::string& secret) {
  return CandidateText("~" + secret + "~").judgement(structure);
}

Judgement judge_basic(std::string_view pair) {
  return judge("basic-auth", veto::text::encode_base64(rules::expand_example(pair, "", 0, 2)));
}

/// A key id whose base32 part begins with that account's number.
std::string key_id_of(std::uint64_t account) {
  constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::uint64_t bits = ((1ULL << 47U) | (account << 7U))
                       << 2U;  // ids of today have the top bit set
  std::string body(10, ' ');
  for (std::size_t i = body.size(); i-- > 0; bits >>= 5U) body[i] = kBase32[bits & 31U];
  return "AKI" + std::string("A") + body + "{base32:6}";
}

}  // namespace

TEST_CASE("basic auth: a pair with a password is verified") {
  const auto judgement = judge_basic("deploy:{base62:20}");
  CHECK(judgement.accepted);
  CHECK(judgement.verified == Verified::Structure);
  CHECK(judgement.ceiling == Tier::Block);
  CHECK(judge_basic("a:b:{base62:12}").accepted);
  CHECK(judge_basic("{base62:32}:").accepted);
  CHECK(judge("basic-auth", "{base64-of:user:<base62:20>}").accepted);
}

TEST_CASE("basic auth: weak passwords are lowered") {
  CHECK(judge_basic("admin:admin").ceiling == Tier::Info);
  CHECK(judge_basic("jane:jane").ceiling == Tier::Info);
  CHECK(judge_basic("jane:changeme").ceiling == Tier::Info);
  CHECK(judge_basic("jane:sunshine").ceiling == Tier::Warn);
}

TEST_CASE("basic auth: placeholders, variables and what is no pair are rejected") {
  for (const char* pair :
       {"user:password", "username:pass", "Aladdin:open sesame", "${USER}:${PASS}", "jane:", ":",
        "no colon here", "jane:xxxxxxxx", "user:%s"}) {
    INFO(pair);
    CHECK_FALSE(judge_basic(pair).accepted);
  }
  CHECK_FALSE(judge_basic(std::string("a:\x01\x02\x03secret99", 13)).accepted);
  CHECK_FALSE(judge("basic-auth", "no!").accepted);
}

TEST_CASE("aws key id: any base32 behind the prefix is one, with its account told") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const CandidateText text("~AK{cut}IA{base32:16}~", {}, seed);
    INFO(text.judgement("aws-key-id").reason);
    CHECK(text.judgement("aws-key-id").accepted);
  }
  CHECK(judge("aws-key-id", key_id_of(718293645102)).reason.empty());
  CHECK(judge("aws-key-id", key_id_of(718293645102)).accepted);
}

TEST_CASE("aws key id: canaries are accepted and named, documentation is rejected") {
  const auto canary = judge("aws-key-id", key_id_of(534261010715));
  CHECK(canary.accepted);
  CHECK(canary.ceiling == Tier::Block);
  CHECK(canary.reason.find("canary") != std::string_view::npos);
  CHECK_FALSE(judge("aws-key-id", key_id_of(123456789012)).accepted);
  CHECK_FALSE(judge("aws-key-id", key_id_of(111122223333)).accepted);
  CHECK_FALSE(judge("aws-key-id", "AK{cut}IAIOSFODNN7EXAMPLE").accepted);
  CHECK_FALSE(judge("aws-key-id", "AK{cut}IA0189018901890189").accepted);
  CHECK_FALSE(judge("aws-key-id", "AK{cut}IA{base32:15}").accepted);
}

TEST_CASE("aws secret: random base64 passes, hashes, words and paths do not") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const CandidateText text("=~{base64:40}~ ", {}, seed);
    CHECK(text.judgement("aws-secret").accepted);
  }
  for (const char* text :
       {"~{hex:40}~", "~{hex-upper:40}~", "~{base36:40}~", "~{upper:40}~",
        "~com/example/project/service/impl/HandlerX~", "~ThisIsAVeryLongCamelCaseIdentifierNameA1~",
        "~wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY~", "~{base64:40}~=", "/~{base64:40}~",
        "~{base64:40}~+abc"}) {
    INFO(text);
    CHECK_FALSE(CandidateText(text).judgement("aws-secret").accepted);
  }
}

TEST_CASE("macaroon: a token is decoded behind its prefix and read to its end") {
  CandidateText text("\"~py{cut}pi-{macaroon:pypi.org}~\"");
  const auto whole = text.judgement("macaroon");
  INFO(whole.reason);
  CHECK(whole.accepted);
  CHECK(whole.verified == Verified::Structure);
  const std::size_t end = text.secret.end;
  text.secret.end -= 30;
  text.match.end -= 30;
  CHECK(text.judgement("macaroon").accepted);
  CHECK(text.judgement("macaroon").secret.end == end);

  rules::Rule rule;
  rule.shown = 16;
  CHECK(CandidateText("~py{cut}pi-{macaroon:pypi.org}~", rule).judgement("macaroon").accepted);
  CHECK(judge("macaroon", "{macaroon:a.b}").accepted);
}

TEST_CASE("macaroon: cut off or random bytes are none") {
  CHECK_FALSE(judge("macaroon", "py{cut}pi-AgEIcHlwaS5vcmc{base64url:120}").accepted);
  CHECK_FALSE(judge("macaroon", "py{cut}pi-{base64url:160}").accepted);
  const CandidateText text("~{macaroon:pypi.org}~");
  for (std::size_t size = 1; size + 1 < text.secret.size(); size += 7) {
    const std::string cut = text.window.substr(0, size);
    CHECK_FALSE(judge("macaroon", cut).accepted);
  }
}

TEST_CASE("base64 json: an object behind a prefix, in either alphabet, and nothing else") {
  const std::string json = R"({"email":"a@b.c","secretKey":"A3-XXXX","n":[1,2,{"a":"??>>~~"}]})";
  const std::string standard = veto::text::encode_base64(json);
  const std::string url = veto::text::encode_base64(json, veto::text::Base64Alphabet::Url,
                                                    veto::text::Base64Padding::Without);
  for (const std::string& secret : {standard, url, "ops_" + url, "glc_" + standard}) {
    const auto judgement = judge("base64-json", secret);
    INFO(secret << ": " << judgement.reason);
    CHECK(judgement.accepted);
    CHECK(judgement.verified == Verified::Structure);
  }
  rules::Rule rule;
  rule.confirm.skip = 6;
  const std::string blanks = veto::text::encode_base64("{ \"a\": 1 }");
  CHECK(CandidateText("~token-" + blanks + "~", rule).judgement("base64-json").accepted);
  for (const std::string& secret :
       {std::string("ops_eyJ{base64url:160}"), url.substr(0, 40),
        veto::text::encode_base64("[1,2]"), veto::text::encode_base64("{}")}) {
    CHECK_FALSE(judge("base64-json", secret).accepted);
  }
}

TEST_CASE("gcp service account: the key counts inside a service account file only") {
  const std::string key = rules::expand_example("{pem:pkcs8}", "", 0, 4);
  std::string escaped;
  for (const char c : key) escaped += c == '\n' ? std::string("\\n") : std::string(1, c);
  const auto judge_file = [](const std::string& file) {
    CandidateText text(file);
    return text.judgement("gcp-service-account");
  };
  const std::string front = "{\"type\": \"service_account\",\n \"project_id\": \"p\",\n ";
  const std::string back = "\\n\",\n \"client_email\": \"x@p.iam.gserviceaccount.com\"}";
  const auto judgement = judge_file(front + "~\"private_key\"~: \"" + escaped + back);
  INFO(judgement.reason);
  CHECK(judgement.accepted);
  CHECK(judgement.verified == Verified::Structure);
  CHECK(judgement.secret.size() == escaped.size());
  CHECK(judge_file("~\"private_key\"~:\"" + escaped + back).accepted);
  CHECK_FALSE(judge_file("{~\"private_key\"~: \"" + escaped + "\\n\"}").accepted);
  CHECK_FALSE(judge_file(front + "~\"private_key\"~: \"...\"" + back).accepted);
  CHECK_FALSE(judge_file(front + "~\"private_key\"~: \"" + escaped +
                         "\\n\", \"client_email\": \"image-pulling@authenticated-image-pulling."
                         "iam.gserviceaccount.com\"}")
                  .accepted);

  // The same key found by either rule has one identity.
  const rules::Rule pem = rule_with_structure("private-key");
  const rules::Rule gcp = rule_with_structure("gcp-service-account");
  CHECK(canonical_secret(gcp, escaped) == canonical_secret(pem, key));
}
