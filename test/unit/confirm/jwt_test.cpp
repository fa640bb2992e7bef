#include <string>
#include <string_view>

#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"
#include "text/encoding.h"

using namespace veto::confirm;
namespace rules = veto::rules;
using veto::model::Verified;

namespace {

constexpr Settings kIn2024{.now_unix = 1'710'000'000};

std::string encode(std::string_view bytes) {
  return veto::text::encode_base64(bytes, veto::text::Base64Alphabet::Url,
                                   veto::text::Base64Padding::Without);
}

std::string token(std::string_view header, std::string_view claims,
                  std::string_view signature = "{base64url:43}") {
  return encode(header) + "." + encode(claims) + "." + std::string(signature);
}

constexpr std::string_view kHeader = R"({"alg":"HS256","typ":"JWT"})";

Judgement judge(const std::string& text) {
  return CandidateText("~" + text + "~").judgement("jwt", kIn2024);
}

}  // namespace

TEST_CASE("jwt: a signed token is verified by its structure") {
  for (const std::string& text :
       {std::string("{jwt}"), token(kHeader, R"({"sub":"abc"})"),
        token(R"({"typ":"JWT","alg":"RS256","kid":"1"})", "{}", "{base64url:342}"),
        token(kHeader, R"({"exp":4102444800.5})"), token(kHeader, R"({"exp":"soon"})")}) {
    const auto judgement = judge(text);
    INFO(text << ": " << judgement.reason);
    CHECK(judgement.accepted);
    CHECK(judgement.verified == Verified::Structure);
    CHECK(judgement.ceiling == rules::Tier::Block);
  }
}

TEST_CASE("jwt: expired ones are worth a tier less") {
  for (const std::string& text :
       {std::string("{jwt-expired}"), token(kHeader, R"({"exp":1516239022})")}) {
    const auto judgement = judge(text);
    INFO(text << ": " << judgement.reason);
    CHECK(judgement.accepted);
    CHECK(judgement.ceiling == rules::Tier::Warn);
    CHECK(judgement.reason == "the token has expired");
  }
}

TEST_CASE("jwt: of no known issuer, one blocks that is valid now and not for long") {
  const Settings settings{.now_unix = 1'700'000'000};
  const auto ceiling_of = [&settings](const std::string& claims) {
    return CandidateText("~" + token(kHeader, claims) + "~")
        .judgement("jwt-session", settings)
        .ceiling;
  };
  CHECK(ceiling_of(R"({"exp":1700003600})") == rules::Tier::Block);
  CHECK(ceiling_of(R"({"exp":1725000000})") == rules::Tier::Block);
  CHECK(ceiling_of(R"({"exp":1800000000})") == rules::Tier::Warn);
  CHECK(ceiling_of(R"({"sub":"x"})") == rules::Tier::Warn);
  CHECK(ceiling_of(R"({"exp":1699999999})") == rules::Tier::Warn);
  CHECK(CandidateText("~{jwt}~").judgement("jwt-session").ceiling == rules::Tier::Warn);
}

TEST_CASE("jwt: encrypted and public ones are info") {
  for (const std::string& text :
       {token(kHeader, R"({"role":"anon","iss":"supabase"})"),
        encode(R"({"alg":"RSA-OAEP","enc":"A256GCM"})") +
            ".{base64url:40}.{base64url:16}.{base64url:60}.{base64url:22}",
        encode(R"({"alg":"dir","enc":"A256GCM"})") +
            "..{base64url:16}.{base64url:60}.{base64url:22}"}) {
    const auto judgement = judge(text);
    INFO(text << ": " << judgement.reason);
    CHECK(judgement.accepted);
    CHECK(judgement.ceiling == rules::Tier::Info);
    CHECK_FALSE(judgement.reason.empty());
  }
  CHECK(judge(token(kHeader, R"({"role":"service_role"})")).ceiling == rules::Tier::Block);
}

TEST_CASE("jwt: nothing has expired when the time is not known") {
  CHECK(CandidateText("~{jwt-expired}~").judgement("jwt").ceiling == rules::Tier::Block);
}

TEST_CASE("jwt: what is no signed token is rejected") {
  for (const std::string& text :
       {std::string("{jwt-none}"), token(R"({"alg":"None"})", "{}"),
        token(R"({"typ":"JWT"})", "{}"), token(R"({"alg":1})", "{}"), token("{}", "{}"),
        token("[]", "{}"), token(kHeader, "[1]"), token(kHeader, "not json"),
        token("not json", "{}"), token(kHeader, "{}", ""), token(kHeader, "{}", "c2lnbmF0dXJl"),
        encode(kHeader) + "." + encode("{}"), encode(R"({"alg":"dir","enc":"A256GCM"})") + ".a.b.c",
        token(kHeader, R"({"sub":"1234567890","name":"John Doe","iat":1516239022})"),
        token(kHeader, R"({"sub":"1234567890","name":"Jane","admin":true})")}) {
    const auto judgement = judge(text);
    INFO(text);
    CHECK_FALSE(judgement.accepted);
    CHECK_FALSE(judgement.reason.empty());
  }
}

TEST_CASE("jwt: the token is read on behind the pattern, up to its own end") {
  for (const char* behind : {"", ".", ". Then", "\"", " x", ".rest.of.it"}) {
    CandidateText text(std::string("\"~{jwt}~") + behind);
    const std::size_t end = text.secret.end;
    const std::size_t first_dot = text.window.find('.');
    text.secret.end = first_dot + 5;
    text.match.end = first_dot + 5;
    const auto judgement = text.judgement("jwt", kIn2024);
    INFO(behind << ": " << judgement.reason);
    CHECK(judgement.accepted);
    CHECK(judgement.secret.end == end);
    CHECK(judgement.match.end == end);
  }
}
