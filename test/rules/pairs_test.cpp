// Ids and secrets of the catalogue that belong together (docs/RULES.md, pairs), as they stand in
// files: one finding, which blocks.
#include <string>
#include <string_view>
#include <vector>

#include "rules/example.h"
#include "scan/scan.h"
#include "test/support/catch.h"
#include "test/unit/match/test_engine.h"
#include "test/unit/scan/fake_source.h"

using namespace veto;

namespace {

struct Pair {
  std::string_view provider;
  std::string_view id_name;
  std::string_view id;  ///< a recipe
  std::string_view secret_name;
  std::string_view secret;  ///< a recipe
  std::string_view rule;    ///< of the secret
};

const std::vector<Pair>& pairs() {
  static const std::vector<Pair> kPairs{
      {"aliyun", "access_key_id", "LTAI5t{base62:18}", "access_key_secret", "{base62:30}",
       "alibaba-access-key-secret"},
      {"baidu", "access_key_id", "ALTAK{base62:21}", "secret_key", "{hex:32}", "baidu-secret-key"},
      {"cloudflare_r2", "access_key_id", "{hex:32}", "secret_access_key", "{hex:64}",
       "cloudflare-r2-secret-key"},
      {"do_spaces", "access_key", "DO00{base36-upper:16}", "secret_key", "{base64:43}",
       "digitalocean-spaces-secret"},
      {"exoscale", "api_key", "EXO{hex:24}", "api_secret", "{base64url:43}", "exoscale-api-secret"},
      {"gcs", "access_id", "GOOG1E{base36-upper:55}", "secret", "{base64:40}",
       "google-storage-hmac-secret"},
      {"huaweicloud", "access_key_id", "{base36-upper:20}", "secret_key", "{base62:40}",
       "huawei-secret-access-key"},
      {"ibmcos", "access_key_id", "{hex:32}", "secret_access_key", "{hex:48}", "ibm-cos-hmac"},
      {"ovh", "application_key", "{base62:16}", "application_secret", "{base62:32}",
       "ovh-application-secret"},
      {"plaid", "client_id", "{hex:24}", "secret", "{hex:30}", "plaid-secret"},
      {"scaleway", "access_key", "SCW{base36-upper:17}", "secret_key", "{uuid}",
       "scaleway-secret-key"},
      {"tencentcloud", "secret_id", "AKID{base62:32}", "secret_key", "{base62:32}",
       "tencent-cloud-secret-key"},
      {"twilio", "account_sid", "AC{hex:32}", "auth_token", "{hex:32}", "twilio-auth-token"},
      {"twilio", "api_key_sid", "SK{hex:32}", "api_key_secret", "{base62:32}",
       "twilio-api-key-secret"},
      {"volcengine", "access_key", "AKLT{base62:44}", "secret_key",
       "{base62:58}==", "volcengine-secret-key"},
      {"yandex", "key_id", "YCAJE{base64url:20}", "secret", "YC{base64url:38}",
       "yandex-cloud-s3-secret"},
  };
  return kPairs;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at))
    text.replace(at, what.size(), by);
  return text;
}

std::string file_of(const Pair& pair, std::string text, std::uint64_t seed) {
  text = replaced(std::move(text), "$P", pair.provider);
  text = replaced(std::move(text), "$i", pair.id_name);
  text = replaced(std::move(text), "$I", rules::expand_example(pair.id, "", 0, seed));
  text = replaced(std::move(text), "$s", pair.secret_name);
  return replaced(std::move(text), "$S", rules::expand_example(pair.secret, "", 0, seed + 1));
}

}  // namespace

TEST_CASE("pairs: an id and its secret in one file are one finding, which blocks") {
  const std::vector<std::string> texts{
      "$P_$i=$I\n$P_$s=$S\n",
      "{\"$P\": {\"$i\": \"$I\", \"$s\": \"$S\"}}\n",
      "$P:\n  $i: $I\n  region: eu\n  $s: \"$S\"\n",
      "client = $P.Client($i=\"$I\", $s=\"$S\")\n",
  };
  for (const Pair& pair : pairs()) {
    for (const std::string& text : texts) {
      const std::string file = file_of(pair, text, 40);
      INFO(pair.rule << "\n" << file);
      scan::test::FakeSource source({scan::test::file("config", file)});
      const model::ScanResult result = scan::scan(source, match::test::builtin_engine(), {}, {});
      REQUIRE(result.findings.size() == 1);
      CHECK(result.findings.front().rule->id == pair.rule);
      CHECK(result.findings.front().tier == rules::Tier::Block);
      CHECK(result.findings.front().verified == model::Verified::Pair);
    }
  }
}
