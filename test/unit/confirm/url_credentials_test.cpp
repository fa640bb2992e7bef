#include <string>
#include <string_view>
#include <vector>

#include "confirm/url_host.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"
#include "text/encoding.h"

using namespace veto::confirm;
namespace rules = veto::rules;
using rules::Tier;

namespace {

constexpr std::string_view kStrong = "{base62:16}";

/// A candidate as the rule makes it: the match goes on to the "@".
Judgement judge(std::string_view user, std::string_view password, std::string_view host) {
  CandidateText text("db = \"postgres{cut}://" + std::string(user) + ":~" + std::string(password) +
                     "~@" + std::string(host) + "/name\"");
  text.match_from("postgres");
  text.match.end += 1;
  return text.judgement("url-credentials");
}

}  // namespace

TEST_CASE("url credentials: a password for a real host blocks if it is strong, else it warns") {
  for (const std::string_view password :
       {kStrong, std::string_view("Tr0ub4dor"), std::string_view("correct-horse"),
        std::string_view("p%40ss%2Fw0rd"), std::string_view("$ecret99!"), std::string_view("a{b}c"),
        std::string_view("hunter22"), std::string_view("100%sure")}) {
    const auto judgement = judge("app", password, "db.prod.acme.io");
    INFO(password << ": " << judgement.reason);
    CHECK(judgement.accepted);
    CHECK(judgement.ceiling == (password == kStrong ? Tier::Block : Tier::Warn));
    CHECK(judgement.verified == veto::model::Verified::None);
  }
}

TEST_CASE("url credentials: variables and placeholders are rejected on every host") {
  for (const std::string_view password : {"${DB_PASS}",
                                          "$DB_PASS",
                                          "$PASS",
                                          "${x}",
                                          "{password}",
                                          "{}",
                                          "{0}",
                                          "%s",
                                          "%(pw)s",
                                          "<password>",
                                          "{{ .Values.pw }}",
                                          "[password]",
                                          "#{pw}",
                                          "$(cat pw)",
                                          "%24%7BPASS%7D",
                                          "%PASS%",
                                          "@pw@",
                                          "password",
                                          "PASSWORD",
                                          "pass",
                                          "passwd",
                                          "pwd",
                                          "secret",
                                          "user",
                                          "username",
                                          "token",
                                          "x-oauth-basic",
                                          "xxxx",
                                          "XXXXXXXX",
                                          "****",
                                          "%2A%2A%2A",
                                          "...",
                                          "DB_PASSWORD",
                                          "your_password",
                                          "your-pass-here",
                                          "yourpassword",
                                          "db-password",
                                          "my_passwd",
                                          "example",
                                          "redacted",
                                          "foo"}) {
    for (const std::string_view host : {"db.prod.acme.io", "localhost", "example.com"}) {
      INFO(password << " @ " << host);
      CHECK_FALSE(judge("app", password, host).accepted);
    }
  }
}

TEST_CASE("url credentials: the host lowers the tier") {
  struct Case {
    std::string_view password;
    std::string_view host;
    Tier tier;
  };
  for (const Case& test : std::vector<Case>{
           {kStrong, "localhost", Tier::Warn},
           {kStrong, "localhost:5432", Tier::Warn},
           {kStrong, "127.0.0.1", Tier::Warn},
           {kStrong, "[::1]:5432", Tier::Warn},
           {kStrong, "0.0.0.0", Tier::Warn},
           {kStrong, "db", Tier::Warn},
           {kStrong, "redis:6379", Tier::Warn},
           {kStrong, "example.com", Tier::Info},
           {kStrong, "db.example.org", Tier::Info},
           {kStrong, "host", Tier::Info},
           {kStrong, "192.0.2.7", Tier::Info},
           {kStrong, "10.0.3.4", Tier::Block},
           {kStrong, "%s", Tier::Block},
           {kStrong, "${HOST}", Tier::Block},
           {"changeme", "db.prod.acme.io", Tier::Warn},
           {"postgres", "db.prod.acme.io", Tier::Warn},
           {"123456", "10.0.3.4", Tier::Warn},
           {"app", "db.prod.acme.io", Tier::Warn},
           {"changeme", "db", Tier::Warn},
           {"app", "db", Tier::Info},
           {"root", "localhost", Tier::Info},
       }) {
    const auto judgement = judge("app", test.password, test.host);
    INFO(test.password << " @ " << test.host << ": " << judgement.reason);
    CHECK(judgement.accepted);
    CHECK(judgement.ceiling == test.tier);
  }
}

TEST_CASE("url credentials: plain words for hosts of documentation are nothing") {
  for (const std::string_view password : {"changeme", "wonderland", "Welcome1", "abc", "12345"}) {
    for (const std::string_view host :
         {"example.com", "db.example.net", "server.test", "hostname"}) {
      INFO(password << " @ " << host);
      CHECK_FALSE(judge("alice", password, host).accepted);
    }
  }
}

TEST_CASE("url credentials: a user name may be missing") {
  CHECK(judge("", kStrong, "cache.acme.io").accepted);
}

TEST_CASE("url credentials: a password with an at sign is read to the last one") {
  const auto judgement = judge("app", "p", "ss{base62:9}@db.prod.acme.io");
  CHECK(judgement.accepted);
  CHECK(judgement.secret.size() == 1 + 1 + 2 + 9);
  CHECK(judge("app", "{base62:9}", "db.prod.acme.io/?mail=a@b.c").secret.size() == 9);
}

TEST_CASE("url credentials: hosts are cut at ports, paths and quotes") {
  CHECK(host_at("db.acme.io:5432/x") == "db.acme.io");
  CHECK(host_at("db.acme.io\"") == "db.acme.io");
  CHECK(host_at("[2001:db8::1]:80") == "2001:db8::1");
  CHECK(host_at("${HOST}:80") == "${HOST}");
  CHECK(host_at("") == "");
  CHECK(classify_host("DB.Example.COM") == HostKind::Documentation);
  CHECK(classify_host("notexample.com") == HostKind::Real);
  CHECK(classify_host("app.localhost") == HostKind::Local);
  CHECK(classify_host("127.0.0.1.nip.io") == HostKind::Real);
  CHECK(classify_host("your-server.acme.io") == HostKind::Documentation);
  CHECK(classify_host("") == HostKind::Variable);
}

TEST_CASE("password: alone, it blocks if it is strong, and no host speaks for it") {
  const auto judge_alone = [](std::string_view password) {
    return CandidateText("password=~" + std::string(password) + "~@db.example.com")
        .judgement("password");
  };
  CHECK(judge_alone(kStrong).ceiling == Tier::Block);
  CHECK(judge_alone("hunter22").ceiling == Tier::Warn);
  CHECK(judge_alone("changeme").ceiling == Tier::Warn);
  CHECK_FALSE(judge_alone("${DB_PASS}").accepted);
  CHECK_FALSE(judge_alone("your_password").accepted);
}

TEST_CASE("password: in base64 of a text, that text is judged") {
  const auto judge_encoded = [](const std::string& password) {
    const std::string encoded = veto::text::encode_base64(password);
    return CandidateText("password: ~" + encoded + "~").judgement("password");
  };
  CHECK(judge_encoded(std::string(kStrong)).ceiling == Tier::Block);
  CHECK_FALSE(judge_encoded("secure-password").accepted);
  CHECK(judge_encoded("mysecret12345678").ceiling != Tier::Block);
  CHECK_FALSE(judge_encoded("your_password").accepted);
}

TEST_CASE("url credentials: a known token is a password, one that is cut or mistyped is none") {
  rules::Rule rule;
  rule.confirm.checksum = "crc32-base62";
  rule.confirm.skip = 4;
  const auto accepts = [&rule](const std::string& password) {
    CandidateText text("clone {cut}https://x:~{token}" + password + "~@git.acme.io/a", rule);
    text.match_from("https");
    text.match.end += 1;
    return text.judgement("url-credentials").accepted;
  };
  CHECK(accepts("ghp_{base62:30}{checksum}"));
  CHECK_FALSE(accepts("ghp_{base62:30}{bad-checksum}"));
  CHECK_FALSE(accepts("ghp_{cut}{base62:35}"));
  CHECK_FALSE(accepts("glpat-{cut}{base62:18}"));
  CHECK(accepts("glpat-{cut}{base62:20}"));
}
