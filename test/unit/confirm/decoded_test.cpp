// Structures that decode the secret and compare it with what the rule states.
#include <string>
#include <string_view>
#include <vector>

#include "rules/structure_name.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;
namespace rules = veto::rules;
using rules::Tier;
using veto::model::Verified;

namespace {

struct Decoded {
  std::string structure;
  std::uint16_t skip;
  std::string secret;
  bool accepted;
};

rules::Rule rule_of(const Decoded& each) {
  rules::Rule rule = rule_with_structure(each.structure);
  rule.id = "test-key";
  rule.confirm.skip = each.skip;
  return rule;
}

}  // namespace

TEST_CASE("decoded: what the template states is accepted, all else is rejected") {
  const std::string pat = "base64:digit{12}':'byte{20}";
  const std::string discord = "base64-part:.1 digit{17,20}";
  for (const Decoded& each : std::vector<Decoded>{
           {pat, 0, "{base64-of:<digit:12>:<bytes:20>}", true},
           {pat, 0, "{base64-of:<digit:12>;<bytes:20>}", false},
           {pat, 0, "{base64-of:<digit:11>a:<bytes:20>}", false},
           {pat, 0, "{base64-of:<digit:12>:<bytes:19>}", false},
           {pat, 5, "BBDC-{base64-of:<digit:12>:<bytes:20>}", true},
           {pat, 4, "BBDC-{base64-of:<digit:12>:<bytes:20>}", false},
           {discord, 0, "{base64url-of:<digit:18>}.{base64url:6}.{base64url:27}", true},
           {discord, 0, "{base64url-of:<base62:18>}.{base64url:6}.{base64url:27}", false},
           {"base64-part:.$ byte{64}", 0, "t1.{base64url:80}.{base64url:85}{[AQgw]:1}", true},
           {"base64-part:.$ byte{64}", 0, "t1.{base64url:80}.{base64url:84}", false},
           {"base64-part:.$ byte{64}", 0, "{base64url:80}", false},
           {"base64-part:.9 byte{64}", 0, "a.b.c", false},
           {"base64-part::1 byte{16}", 0, "{base64:21}{[AQgw]:1}==:{base62:32}", true},
           {"base64:byte{32}", 0, "{base64:42}{[AEIMQUYcgkosw048]:1}=", true},
           {"base64:byte{32}", 0, "{base64:42}", false},
           {"base64:'\\x01\\0\\0'byte{8,}", 0, "{{base64-of:<x:010000><bytes:40>}}", true},
           {"base64:...u'AdministratorPassword'", 0,
            "{base64-of:<wide:14><utf16:AdministratorPassword>}", true},
           {"base64:...u'AdministratorPassword'", 0, "{base64-of:<wide:14><utf16:AdminPassword>}",
            false},
           {"hex:byte{16}", 0, "{hex:32}", true},
           {"hex:byte{16}", 0, "{hex:34}", false},
           {"hex:byte{16}", 0, "{hex:31}g", false},
           {"base58:byte{64}", 0, "{solana}", true},
           {"base58:byte{64}", 0, "{base58:80}0", false},
           {"base64", 0, "{base64:40}", false},
           {"layout", 0, "{base62:40}", true},
       }) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const CandidateText text("=~" + each.secret + "~;", rule_of(each), seed);
      CAPTURE(each.structure, each.secret, seed);
      const auto judgement =
          find_structure(rules::split_structure(each.structure).name)->judge(text.candidate(), {});
      CHECK(judgement.accepted == each.accepted);
      CHECK(judgement.verified == (each.accepted ? Verified::Structure : Verified::None));
    }
  }
}

TEST_CASE("decoded: a structure marked as a hint rejects nothing, and verifies where it holds") {
  rules::Rule rule = rule_with_structure("base64?:digit{12}':'byte{20}");
  rule.id = "test-key";
  const auto right = CandidateText("~{base64-of:<digit:12>:<bytes:20>}~", rule).verdict();
  CHECK(right.accepted);
  CHECK(right.verified == Verified::Structure);
  const auto wrong = CandidateText("~{base64:44}~", rule).verdict();
  CHECK(wrong.accepted);
  CHECK(wrong.verified == Verified::None);
  CHECK_FALSE(wrong.reason.empty());
  CHECK(wrong.tier == rule.tier);
}

TEST_CASE("base64 json: the members that the rule asks for must be there") {
  const std::string token =
      "{base64url-of:<\"a\":\"<hex:32>\",\"t\":\"<uuid>\",\"s\":\"<base64:40>\">}";
  for (const Decoded& each : std::vector<Decoded>{
           {"base64-json:a,t,s", 0, token, true},
           {"base64-json:a,t,x", 0, token, false},
           {"base64-json", 0, token, true},
           {"base64-json:iat,org", 7,
            "sntrys_{base64-of:<\"iat\":1.5,\"org\":\"<lower:8>\">}_{base64:43}", true},
           {"base64-json:iat,org", 7,
            "sntrys_{base64url-of:<\"iat\":1.5,\"org\":\"<lower:9>\">}_{base62:43}", true},
           {"base64-json:u,a", 3,
            "sk.{base64url-of:<\"u\":\"<lower:9>\",\"a\":\"<base36:25>\">}.{base64url:22}", true},
           {"base64-json:typ=TCV2", 0,
            "{base64url-of:<\"typ\": \"TCV2\">}.{base64url:36}.{base64url:48}", true},
           {"base64-json:typ=TCV3", 0,
            "{base64url-of:<\"typ\": \"TCV2\">}.{base64url:36}.{base64url:48}", false},
       }) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(each.structure, each.secret, seed);
      const CandidateText text("\"~" + each.secret + "~\"", rule_of(each), seed);
      CHECK(text.verdict().accepted == each.accepted);
    }
  }
}

TEST_CASE("jwt: claims that the rule asks for, behind a prefix, and encoded once more") {
  const std::string role = R"({jwt:"iss":"supabase","ref":"<base36:20>","role":"service_role"})";
  for (const Decoded& each : std::vector<Decoded>{
           {"jwt:iss=supabase,role=service_role", 0, role, true},
           {"jwt:iss=supabase,role=anon", 0, role, false},
           {"jwt:iss^supa", 0, role, true},
           {"jwt:iss~other|base", 0, role, true},
           {"jwt:iss=other|base", 0, role, false},
           {"jwt:iss,uid", 0, role, false},
           {"jwt", 0, "gh{cut}s_123456_{jwt}", true},
           {"jwt", 0, "wrkaus-{jwt}", true},
           {"jwt", 0, "wrkaus-{jwt-none}", false},
           {"jwt-base64", 0, "{base64-of:<jwt>}", true},
           {"jwt-base64", 0, "{base64-of:<jwt-none>}", false},
           {"jwt-base64", 0, "{base64-of:nothing of the kind}", false},
       }) {
    CAPTURE(each.structure, each.secret);
    const CandidateText text("\"~" + each.secret + "~\"", rule_of(each));
    const auto verdict = text.verdict();
    CHECK(verdict.accepted == each.accepted);
    CHECK(verdict.secret == text.secret);
  }
  const Settings settings{.now_unix = 1'700'000'000};
  const auto expired =
      CandidateText("~{base64-of:<jwt-expired>}~", rule_with_structure("jwt-base64"))
          .verdict(settings);
  CHECK(expired.accepted);
  CHECK(expired.tier == Tier::Warn);
  CHECK(expired.reason == "the token has expired");
}

TEST_CASE("json near: the named members must stand within the same file") {
  const rules::Rule rule = rule_with_structure("json-near:type,client_id");
  CHECK(CandidateText(R"({"type":"x","client_id":"1","refresh_token":"~1//{base64url:40}~"})", rule)
            .verdict()
            .accepted);
  CHECK(CandidateText(R"({\"type\":1,\"token\":\"~{base62:40}~\",\"client_id\":2})", rule)
            .verdict()
            .accepted);
  CHECK_FALSE(CandidateText(R"({"type":"x","token":"~{base62:40}~"})", rule).verdict().accepted);
  CHECK_FALSE(CandidateText(R"(type client_id "~{base62:40}~")", rule).verdict().accepted);
}

TEST_CASE("aws key id: the verdict names the account") {
  rules::Rule rule = rule_with_structure("aws-key-id");
  // The example of the notes' account is refused; this one is 123456789013.
  const auto verdict = CandidateText("~AK{cut}IARZPUZDILBBJVSTSU~", rule).verdict();
  CHECK(verdict.accepted);
  CHECK(verdict.verified == Verified::Structure);
  CHECK(verdict.note.starts_with("AWS account 1234567890"));
}
