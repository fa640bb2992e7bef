#include "confirm/named_value.h"

#include <string>

#include "rules/example.h"
#include "test/support/catch.h"

using namespace veto;
using confirm::ValueIs;

namespace {

std::string made(std::string_view recipe) {
  return rules::expand_example(recipe, "", 0, 1);
}

}  // namespace

TEST_CASE("named value: by its name and its looks it is public, a secret or a strong one") {
  struct Case {
    const char* name;
    std::string value;
    ValueIs is;
  };
  const std::string opaque = made("{base62:20}");
  for (const Case& each : {
           Case{"NODE_ENV", "development", ValueIs::Public},
           Case{"PORT", "3000", ValueIs::Public},
           Case{"TIMEOUT", "30s", ValueIs::Public},
           Case{"APP_NAME", "My application", ValueIs::Public},
           Case{"API_URL", "https://example.com/a?b=c", ValueIs::Public},
           Case{"DATABASE_URL", "postgres://localhost/db", ValueIs::Public},
           Case{"DATABASE_URL", "postgres://me:{PASSWORD}@h/db", ValueIs::Public},
           Case{"DATABASE_URL", "postgres://me:" + made("{cut}{base62:14}") + "@h/db",
                ValueIs::Strong},
           Case{"TOKEN", "", ValueIs::Public},
           Case{"TOKEN", "${OTHER}", ValueIs::Public},
           Case{"TOKEN", "your-token", ValueIs::Public},
           Case{"TOKEN", "xxxxxxxx", ValueIs::Public},
           Case{"TOKEN_TTL", "3600", ValueIs::Public},
           Case{"TOKEN_FILE", "/run/secrets/token", ValueIs::Public},
           Case{"USE_AUTH", "true", ValueIs::Public},
           Case{"AUTH_DOMAIN", "login.example.com", ValueIs::Public},
           Case{"DB_PASSWORD", made("Change{cut}-Me!"), ValueIs::Public},
           Case{"API_TOKEN", "insert token here", ValueIs::Public},
           Case{"API_TOKEN", "tbd", ValueIs::Public},
           Case{"DB_PASSWORD", made("vault:{cut}secret/data/app#field"), ValueIs::Public},
           Case{"DB_PASSWORD", "ENC[AES256_GCM,data:" + opaque + ",type:str]", ValueIs::Public},
           Case{"DB_PASSWORD", "todo" + opaque, ValueIs::Strong},
           Case{"DB_PASSWORD", made("summer{cut}horse"), ValueIs::Secret},
           Case{"DB_PASSWORD", opaque, ValueIs::Strong},
           Case{"//host/:_authToken", opaque, ValueIs::Strong},
           Case{"OPTION", opaque, ValueIs::Strong},
           Case{"COMMIT_SHA", made("{hex:40}"), ValueIs::Public},
           Case{"GOOGLE_CLIENT_ID", opaque, ValueIs::Public},
           Case{"trackingId", opaque, ValueIs::Public},
           Case{"STRIPE_PUBLISHABLE_KEY", opaque, ValueIs::Public},
           Case{"APP_KEY", opaque, ValueIs::Strong},
       }) {
    CAPTURE(each.name, each.value);
    CHECK(confirm::classify_setting(each.name, each.value) == each.is);
  }
}

TEST_CASE("named value: what would be a secret wherever it stood") {
  const std::string opaque = made("{base62:20}");
  CHECK(confirm::secret_of_setting("MY_TOKEN", opaque) == opaque);
  CHECK(confirm::secret_of_setting("URL", "amqp://me:" + opaque + "@h") == opaque);
  CHECK_FALSE(confirm::secret_of_setting("OPTION", opaque));
  for (const char* common : {"", "true", "development", "secret123", "1234567890", "2024-01-31",
                             "/etc/passwd", "./token", "host.example.com", "me@example.com",
                             "qwertyuiop", "your-token-here", "$TOKEN"}) {
    CAPTURE(common);
    CHECK_FALSE(confirm::secret_of_setting("MY_TOKEN", common));
  }
  CHECK_FALSE(confirm::secret_of_setting("AUTH_USER", "deploy-robot"));
}
