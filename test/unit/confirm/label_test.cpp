#include "confirm/label.h"

#include <array>
#include <string>
#include <string_view>

#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto;

namespace {

constexpr std::array<std::string_view, 1> kWords{"datadog"};

bool may_be_credential(const std::string& text, rules::Tier tier = rules::Tier::Block) {
  rules::Rule rule;
  rule.kind = rules::RuleKind::Context;
  rule.tier = tier;
  rule.confirm.context = kWords;
  rule.confirm.context_distance = 200;
  const confirm::CandidateText held(text, rule);
  const model::Candidate candidate = held.candidate();
  confirm::Sight sight(candidate);
  return confirm::find_label_fault(sight).empty();
}

bool names_public(const std::string& text) {
  rules::Rule rule;
  rule.confirm.context = kWords;
  return confirm::names_public_half(confirm::CandidateText(text, rule).candidate());
}

}  // namespace

TEST_CASE("label: a value whose name speaks of a credential may be one") {
  for (const std::string text :
       {"api_key: ~{hex:32}~", "DATADOG_TOKEN=~{hex:40}~", "\"secret\": \"~{uuid}~\"",
        "X-Api-Key: ~{hex:32}~", "https://service.test/?api_key=~{hex:32}~&x=1",
        "client.login('~{hex:32}~')", "datadog: ~{hex:32}~", "datadog,~{hex:32}~,1",
        "<add key=\"datadogKey\" value=\"~{hex:32}~\"/>", "private: ~{digit:20}~"}) {
    CAPTURE(text);
    CHECK(may_be_credential(text));
  }
}

TEST_CASE("label: a value whose name speaks of something else is none") {
  for (const std::string text :
       {"commit: ~{hex:40}~", "\"sha256\": \"~{hex:64}~\"", "imageTag: ~{base62:32}~",
        "client_id = ~{uuid}~", "DATADOG_APP_ID=~{uuid}~", "build-id: ~{base36:20}~",
        "integrity=\"sha512-~{base64:86}~==\"", "uses: datadog/action@~{hex:40}~",
        "https://host.test/datadog/commit/~{hex:40}~", "datadog.tgz#~{hex:40}~",
        "tokenHash: ~{hex:64}~", "md5:~{hex:32}~", "pkg h1:~{base64:43}~=", "keys/~{hex:32}~.png",
        "secret/main.~{hex:32}~.js"}) {
    CAPTURE(text);
    CHECK_FALSE(may_be_credential(text));
  }
}

TEST_CASE("label: what looks like a hash needs something that speaks for it") {
  CHECK_FALSE(may_be_credential("~{hex:40}~"));
  CHECK_FALSE(may_be_credential("see ~{uuid}~"));
  CHECK_FALSE(may_be_credential("apply datadog\n~{hex:40}~"));
  CHECK_FALSE(may_be_credential("key of another line\n~{hex:32}~"));
  CHECK(may_be_credential("key ~{hex:32}~"));
  CHECK(may_be_credential("secretKey: '~{hex:32}~'"));
}

TEST_CASE("label: a rule for an identifier takes what is called one") {
  for (const std::string text : {"DATADOG_CLIENT_ID=~{hex:32}~", "access_key_id: ~{hex:32}~"}) {
    CAPTURE(text);
    CHECK(may_be_credential(text, rules::Tier::Info));
    CHECK_FALSE(may_be_credential(text));
  }
  CHECK_FALSE(may_be_credential("commit_id: ~{hex:32}~", rules::Tier::Info));
}

TEST_CASE("label: object storage holds no objects of Git") {
  CHECK(may_be_credential("CLOUD_OBJECT_STORAGE_KEY=~{hex:32}~"));
  CHECK_FALSE(may_be_credential("object_key: ~{hex:32}~"));
}

TEST_CASE("label: a word within the name of a host is no provider's") {
  CHECK(may_be_credential("https://app.datadog.test/~{hex:32}~"));
  CHECK_FALSE(may_be_credential("https://predatadogs.test/~{hex:32}~"));
}

TEST_CASE("label: a hash in an address names a commit or a project") {
  for (const std::string text :
       {"https://datadog.github.com/x/compare/~{hex:40}~...{hex:40}",
        "https://raw.gitdatadog.com/x/y/~{hex:40}~/logo.svg",
        "https://app.datadog.test/org/x/project/~{uuid}~?a=b", "datadog {hex:40}..~{hex:40}~"}) {
    CAPTURE(text);
    CHECK_FALSE(may_be_credential(text));
  }
  CHECK(may_be_credential("https://api.datadog.test/v1/~{hex:32}~/series"));
  CHECK(may_be_credential("https://hooks.datadog.test/services/~{uuid}~"));
}

TEST_CASE("label: words and names of a program are no values without a form") {
  CHECK_FALSE(may_be_credential("datadog: ~androidpublisher~"));
  CHECK_FALSE(may_be_credential("datadogOptions: ~TableGoogleSheetsOptions~(x)"));
}

TEST_CASE("label: the public half of a pair is named so") {
  for (const std::string text : {"data-sitekey=\"~{base62:40}~\"",
                                 "DATADOG_PUBLIC_KEY=~{base62:40}~", "siteKey: ~{hex:40}~"}) {
    CAPTURE(text);
    CHECK(names_public(text));
  }
  CHECK_FALSE(names_public("formsite_key=~{hex:40}~"));
}
