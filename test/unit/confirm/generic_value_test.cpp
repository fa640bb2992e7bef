#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "confirm/assignment.h"
#include "test/support/catch.h"
#include "test/unit/confirm/candidate_text.h"

using namespace veto::confirm;
namespace rules = veto::rules;
using rules::Tier;

namespace {

/// "~" marks the value as in all candidate texts, "|" the place where the rule's match begins.
CandidateText line(std::string_view recipe, std::uint64_t seed = 1) {
  std::string text(recipe);
  const std::size_t bar = text.find('|');
  text.erase(bar, 1);
  CandidateText candidate(text, {}, seed);
  candidate.match.begin = bar;
  return candidate;
}

Judgement judge(std::string_view recipe, std::uint64_t seed = 1) {
  return line(recipe, seed).judgement("generic-value");
}

/// What a file of that path is told of: nothing below a warning.
bool is_reported(std::string_view recipe, std::string_view path = {}) {
  Settings settings;
  settings.path = path;
  const Judgement judgement = line(recipe).judgement("generic-value", settings);
  return judgement.accepted && judgement.ceiling >= Tier::Warn;
}

}  // namespace

TEST_CASE("generic value: random values behind a secretish name are found") {
  for (const char* text : {
           "|to{cut}ken = \"~{base62:32}~\"",
           "const api|K{cut}ey = '~{base62:24}~';",
           "|API_{cut}KEY=~{hex:32}~",
           "client_|sec{cut}ret: ~{base62:32}~",
           "\"|sec{cut}ret_key\": \"~{base64:40}~\",",
           "{\\\"|to{cut}ken\\\": \\\"~{base62:32}~\\\"}",
           "|au{cut}th_token => '~{base64url:43}~'",
           "url?|to{cut}ken=~{base62:32}~&page=2",
           "|k{cut}ey = \"~{base62:24}~\"",
           "auth_client_|sec{cut}ret = \"~{base62:32}~\"",
           "|sec{cut}ret_id: '~{base36:40}~'",
           "|to{cut}ken=\"~{base36:8}-{hex:8}{digit:4}~\"",
       }) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const auto judgement = judge(text, seed);
      INFO(line(text, seed).window << ": " << judgement.reason);
      CHECK(judgement.accepted);
      CHECK(judgement.ceiling >= Tier::Warn);
      CHECK(judgement.verified == veto::model::Verified::None);
    }
  }
}

TEST_CASE("generic value: quoted passwords of letters and digits are found") {
  for (const char* text : {
           "|pass{cut}word = \"~Tr0ub4dor&3~\"",
           "'|pass{cut}wd': '~9Kq82LmZ~'",
           "DB_|PASS{cut}WORD: \"~xK7!pQ2#vN~\"",
           "db_|pass{cut}word=~xK7!pQ2#vN~",
           "|p{cut}wd = '~aB3dE6gH9k~'",
           "set|Pass{cut}word(\"~zorro42Wolf~\")",
           "|pass{cut}word=~RtkWq4Vn~",
           "Server=x;|Pass{cut}word=~k7!mPq2z~;Encrypt=true",
       }) {
    const auto judgement = judge(text);
    INFO(text << ": " << judgement.reason);
    CHECK(judgement.accepted);
  }
}

TEST_CASE("generic value: words with a number and defaults block nothing") {
  CHECK(judge("|pass{cut}word = \"~Summer2023~\"").ceiling == Tier::Warn);
  CHECK(judge("|pass{cut}word = \"~password123~\"").ceiling == Tier::Warn);
  CHECK(judge("|k{cut}ey = \"~{hex:40}~\"").ceiling == Tier::Info);
}

TEST_CASE("generic value: names that talk about a secret hold none") {
  for (const char* name : {"|password_policy", "|passwordType",
                           "|token_url",       "|secretName",
                           "|key_length",      "|password_hint",
                           "|auth_token_path", "|api_key_header",
                           "|secret-file",     "|tokenExpires",
                           "public_|key",      "publicKey|Token",
                           "primary|Key",      "foreign_|key",
                           "csrf|Token",       "sort_|key",
                           "cache_|key",       "is_|password_valid",
                           "forgot|Password",  "|passwordResetUrl",
                           "|password_hash",   "|key_sha256",
                           "|author",          "|keyboard",
                           "|keywords",        "<input type=\"|password",
                           "|tokenizer"}) {
    const auto judgement = judge(std::string(name) + " = \"~{base62:32}~\"");
    INFO(name);
    CHECK_FALSE(judgement.accepted);
  }
}

TEST_CASE("generic value: behind a comma stands a value only when the name opens the list") {
  CHECK(judge("define('|TO{cut}KEN', '~{base62:32}~');").accepted);
  CHECK(judge("{{\"|to{cut}ken\", \"~{base62:32}~\"}}").accepted);
}

TEST_CASE("generic value: code, paths, text and placeholders are no values") {
  for (const char* value : {"os.environ.get(x)",
                            "config[\"a1b2\"]",
                            "getToken2()",
                            "this->key_1a2b",
                            "Foo::bar_1x9",
                            "{{ vault.key }}",
                            "${TOKEN_1}",
                            "$TOKEN",
                            "%(token)s",
                            "#{token}",
                            "<token-1-here>",
                            "your_token_123",
                            "changeme_token_1",
                            "xxxxxxxxxxxx",
                            "****************",
                            "1234567890abcdef",
                            "abcdefghijkl1234",
                            "null",
                            "undefined",
                            "true",
                            "example_token_42",
                            "/etc/ssl/key1.pem",
                            "./keys/a1b2c3d4",
                            "~/.ssh/id_ed25519",
                            "C:\\\\keys\\\\a1b2",
                            "https://a.b/c1d2e3f4",
                            "server-1a2b3c.pem",
                            "my2key.json",
                            "2024-01-01T00:00",
                            "10.20.30.40:8080",
                            "1.2.3-4",
                            "first.last99@acme.io",
                            "^[a-z0-9]{8,}$",
                            "#login2form",
                            "\\\\d{4}\\\\w+",
                            "token_{id}_9x",
                            "user_%s_2024",
                            "{0}:{1}:k9x2",
                            "the token is 42",
                            "Zugangsschl\\u00fcssel42",
                            "oauth2Token",
                            "access_token_v1",
                            "clientCredentials2",
                            "kubernetes.io/service-account-token-2",
                            "sha256-{base64:43}=",
                            "$2a$10${base62:53}",
                            "ENC[AES256,{base62:30}]",
                            "arn:aws:kms:{base62:30}",
                            "vault:secret/data/{base62:20}",
                            "ssh-rsa",
                            "AAAAB3NzaC1yc2E{base64:60}",
                            "data:image/png,{base62:30}",
                            "eyJhbGciOiJIUzI1NiJ9.{base64url:40}.{base64url:43}",
                            "fruit"}) {
    const std::string quoted = std::string("|to{cut}ken = \"~") + value + "~\"";
    INFO(quoted);
    CHECK_FALSE(is_reported(quoted));
  }
}

TEST_CASE("generic value: bare values of a program are names") {
  for (const char* text : {"|to{cut}ken = ~get_token_v2~(x)", "|to{cut}ken = ~self.token_2a~",
                           "|pass{cut}word = ~user_pass1~;", "|k{cut}ey = ~keys[a1b2c3~]",
                           "|to{cut}ken: ~Optional[T1]~", "if |to{cut}ken == ~TOKEN_TYPE_2~:",
                           "|pass{cut}word = ~getpass2_value~", "call(|k{cut}ey=~value1x2~)",
                           "f(|to{cut}ken, ~other_token_1~)", "|pass{cut}word = ~foobar12~",
                           "class |Au{cut}th(~SigV4Auth2~):", "|sec{cut}ret = ~*ptr_1a2b~",
                           "|sec{cut}ret = ~&ref_1a2b~", "|k{cut}ey == ~KeyType::A1B2C3~"}) {
    INFO(text);
    CHECK_FALSE(is_reported(text, "src/login.py"));
  }
}

TEST_CASE("generic value: password words that everybody writes are no finding") {
  for (const char* value :
       {"password", "secret", "admin", "test", "1234", "qwerty", "abc", "00000000", "12345678",
        "my-password", "DB_PASSWORD_2", "enter password", "required|min8"}) {
    INFO(value);
    CHECK_FALSE(judge(std::string("|pass{cut}word = \"~") + value + "~\"").accepted);
  }
}

TEST_CASE("generic value: weak passwords of tests and samples are warnings") {
  for (const char* text :
       {"|pass{cut}word = \"~wonderland~\"", "user.set('|pass{cut}word', '~moon-y42~')",
        "|pass{cut}word: '~Changeme1~'", "set|Pass{cut}word(\"~testpass~\")"}) {
    INFO(text);
    CHECK(is_reported(text, "spec/user_spec.js"));
    CHECK(judge(text).ceiling < Tier::Block);
  }
}

TEST_CASE("generic value: bare values count in configuration") {
  CHECK(is_reported("|pass{cut}word: ~sequelize42~", "docker-compose.yml"));
  CHECK(is_reported("DB_|PASS{cut}WORD=~nextcloud~", "deploy/.env"));
}

TEST_CASE("generic value: the score is put into words when the trace asks") {
  const CandidateText text = line("|to{cut}ken = \"~{base62:32}~\"");
  Settings settings;
  CHECK(text.judgement("generic-value", settings).detail.empty());
  settings.explains = true;
  const std::string detail = text.judgement("generic-value", settings).detail;
  INFO(detail);
  CHECK(detail.find("score ") == 0);
  CHECK(detail.find("a token's name") != std::string::npos);
  CHECK(detail.find(text.bytes(text.secret)) == std::string::npos);
}

TEST_CASE("generic value: what stands between name and value tells the form") {
  const auto form = [](std::string_view text) {
    const CandidateText candidate = line(text);
    return read_assignment(candidate.candidate()).form;
  };
  CHECK(form("|pass{cut}word = \"~abcd~\"") == Form::Assignment);
  CHECK(form("|pass{cut}word: str = \"~abcd~\"") == Form::Assignment);
  CHECK(form("|pass{cut}word == \"~abcd~\"") == Form::Comparison);
  CHECK(form("set|Pass{cut}word(\"~abcd~\")") == Form::Call);
  CHECK(form("define('|PASS{cut}WORD', '~abcd~')") == Form::List);
  CHECK(form("<|pass{cut}word>~abcd~</password>") == Form::Element);
  CHECK(form("|PASS{cut}WORD '~abcd~'") == Form::Word);
  CHECK(form("the |pass{cut}word is \"~abcd~\"") == Form::Prose);
  CHECK(form("|--pass{cut}word ~abcd~") == Form::Option);
  CHECK(form("name: |PASS{cut}WORD\n  value: ~abcd~") == Form::NextLine);
}

TEST_CASE("generic value: the value is read to its closing quote or the next entry") {
  CandidateText quoted("to{cut}ken = \"~abc~!{base62:20}\" # x");
  quoted.match.begin = 0;
  const auto judgement = quoted.judgement("generic-value");
  CHECK(judgement.accepted);
  CHECK(judgement.secret.size() == 24);
  CHECK(judge("|to{cut}ken=~{base62:20});~").secret.size() == 20);
}

TEST_CASE("generic value: the name is cut into its parts") {
  const CandidateText text = line("app.db|Password_1 : \"~x~\" tail");
  const Assignment assignment = read_assignment(text.candidate());
  CHECK(assignment.name == "app.dbPassword_1");
  CHECK(assignment.front == "app.db");
  CHECK(assignment.tail == "Password_1");
  CHECK(assignment.quote == '"');
  CHECK(assignment.behind == " tail");
  CHECK(classify_name(assignment) == NameKind::Password);
}

TEST_CASE("generic value: what packages ask for, colours and encodings are no values") {
  for (const char* value : {"^4.0.0", ">=2.1", "1.2.3-beta.4", "js-tokens@4.0.0", "#a0b1c2",
                            "italic #888", "utf8", "-42.1E+10", "fe80::204:61ff:fe9d:f156"}) {
    const std::string text = std::string("|to{cut}ken = \"~") + value + "~\"";
    INFO(text);
    CHECK_FALSE(is_reported(text));
  }
}

TEST_CASE("generic value: a secretish word within another word is none") {
  for (const char* name : {"AWS_O|psWorksLayer", "o|pAssociateFleet", "|passlib_context",
                           "|passThrough", "|pass_filenames", "opsworks_|pswx"}) {
    INFO(name);
    CHECK_FALSE(judge(std::string(name) + " = \"~{base62:20}~\"").accepted);
  }
  CHECK(judge("mysql_|ps{cut}wd = \"~k7!mPq2z9x~\"").accepted);
  CHECK(judge("db|Pass{cut}code = \"~k7!mPq2z9x~\"").accepted);
}

TEST_CASE("generic value: tokens of forms and requests are made for each of them") {
  for (const char* name :
       {"|authenticity_token", "csrf_|token", "next_page_|token", "idempotency_|key"}) {
    INFO(name);
    CHECK_FALSE(judge(std::string(name) + " = \"~{base64:43}=~\"").accepted);
  }
}

TEST_CASE("generic value: stored hashes and sealed values of any scheme are no passwords") {
  for (const char* value :
       {"$sha1$40000${base64:20}", "$p5k2$1${base64:24}", "sha1$c2e86${hex:40}",
        "test:realm:{hex:32}", "user:$$apr1$$H6uskkkW${base64:20}", "md5{hex:32}",
        "AQAAAAEAACcQ{base64:70}==", "encrypted${base64:80}==", "Basic {base64:20}=="}) {
    const std::string text = std::string("|pass{cut}word = \"~") + value + "~\"";
    INFO(text);
    CHECK_FALSE(judge(text).accepted);
  }
  CHECK_FALSE(judge("(\"|pass{cut}word\", \"~{hex:40}~\")").accepted);
}

TEST_CASE("generic value: entries, markup and documentation of parameters are names") {
  for (const char* text :
       {"x = |to{cut}ken['~children~']", "get(|pass{cut}word)['~options~']",
        ":param |pass{cut}word: ~database~ password", "raises |Pass{cut}word: `~SizeError~`",
        "[|pass{cut}wordToCheck]=\"~form.value~\"", "Public |ke{cut}y: ~{base64:40}~",
        "set|Pass{cut}word(\"~anna~\", \"{base62:9}\")", "Dir.|pwd, '~coverage~'"}) {
    INFO(text);
    CHECK_FALSE(is_reported(text));
  }
}

TEST_CASE("generic value: a bare word of a sentence is no password") {
  CHECK_FALSE(is_reported("use |--pass{cut}word ~instead~ of the prompt"));
  CHECK_FALSE(is_reported("grep for pass|word{cut}= ~before~ every commit"));
  CHECK(judge("PG|PASS{cut}WORD=~k7mPq2z9~ psql -h db1").accepted);
  CHECK(judge("|my{cut}sql -u root -p~{base62:12}~ shop").accepted);
}

TEST_CASE("generic value: what the lines around tell of a program counts as its path does") {
  const std::string before =
      "import os\nclass Login:\n  def __init__(self, user):\n    self.user = check(user)\n";
  CHECK_FALSE(is_reported(before + "    self.|pass{cut}word = ~stored_value~\n    return self\n"));
  const std::string settings = "host: db1\nport: 5432\nname: shop\nuser: shop\n";
  CHECK(is_reported(settings + "|pass{cut}word: ~sequelize42~\nmode: rw\n"));
}

TEST_CASE("generic value: a bare key is no label, path or identifier") {
  for (const char* value : {"posts/1-dashboard-view", "34-5-yqu20_910.x-59", "{uuid}",
                            "DownloadLyricsTask", "search.everywhere/12.0.1040"}) {
    INFO(value);
    CHECK_FALSE(is_reported(std::string("\"|ke{cut}y\": \"~") + value + "~\""));
  }
}

TEST_CASE("generic value: a password that nobody makes up blocks from twelve characters on") {
  for (const char* text :
       {"DB_|PASS{cut}WORD = \"~tR8!kk{cut}29_QxLp~\"", "|pass{cut}word: ~{base62:14}7k~",
        "DB_|PASS{cut}WORD=~q7#{base62:9}V2~"}) {
    INFO(text);
    CHECK(judge(text).ceiling == Tier::Block);
  }
  for (const char* text :
       {"DB_|PASS{cut}WORD = \"~tR8!kk{cut}29_~\"", "|pass{cut}word: ~Sommer2024!abc~",
        "DB_|PASS{cut}WORD = \"~MyS3cretPassw0rd~\"", "|pass{cut}word: ~{base64-of:password}~"}) {
    INFO(text);
    CHECK(judge(text).ceiling != Tier::Block);
  }
}

TEST_CASE("generic value: a salt or nonce warns, and blocks nothing") {
  CHECK(judge("|non{cut}ce = \"~{base64:22}==~\"").ceiling == Tier::Warn);
  CHECK(judge("AUTH_|SA{cut}LT = \"~{base64:22}==~\"").ceiling == Tier::Warn);
}

TEST_CASE("generic value: a nonce that a page or an answer to a challenge holds is none") {
  for (const char* text :
       {"<script |non{cut}ce=\"~{base64:22}~\" src=\"x.js\">", "csp_|non{cut}ce: ~{base64:22}~",
        "Authorization: Digest qop=auth, |non{cut}ce=\"~{hex:32}~\"",
        "Authorization: Digest qop=auth, c|non{cut}ce=\"~{base62:24}~\"",
        "oauth_|non{cut}ce=\"~{base62:22}~\""}) {
    INFO(text);
    CHECK_FALSE(judge(text).accepted);
  }
}

TEST_CASE("generic value: what begins as a known token and cannot be one is none") {
  for (const char* value :
       {"ghp_{cut}{base62:35}", "ghp_{cut}{base62:20}", "ghp_{cut}{base62:20}-{base62:15}",
        "ghs_{cut}{base62:37}", "npm_{cut}{base62:30}", "github_pat_{cut}{base62:22}_{base62:50}",
        "glpat-{cut}{base62:19}", "sk_live_{cut}{base62:20}", "xoxb-{cut}{digit:12}-{base62:10}",
        "SG.{cut}{base62:22}.{base62:30}", "AKIA{cut}{base32:15}", "AIza{cut}{base62:30}"}) {
    INFO(value);
    CHECK_FALSE(judge(std::string("|to{cut}ken = \"~") + value + "~\"").accepted);
  }
  // Forms grow: what is longer may be a new one.
  for (const char* value :
       {"glpat-{cut}{base62:40}", "ghs_{cut}{base62:80}", "sk_live_{cut}{base62:20}-{base62:30}"}) {
    INFO(value);
    CHECK(judge(std::string("|to{cut}ken = \"~") + value + "~\"").accepted);
  }
}

TEST_CASE("generic value: an access key beside a secret one is its id") {
  CHECK_FALSE(judge("access|Ke{cut}y: '~{base36-upper:20}~'").accepted);
  CHECK(judge("secretAccess|Ke{cut}y: '~{base62:40}~'").accepted);
}

TEST_CASE("generic value: types, keywords of parsers and records are no values") {
  for (const char* text :
       {"|pass{cut}word: ~CharArray?~, val x", "|pass{cut}word: ~OAuthContext~ = y",
        "strcmp(|to{cut}ken, \"~tls_engine~\")",
        "load_|pass{cut}word(\"~one:two2:three:anna:x1~\")", "set|Pass{cut}word(\"~{hex:32}~\")"}) {
    INFO(text);
    CHECK_FALSE(is_reported(text));
  }
  CHECK_FALSE(is_reported(
      "{\"key\": 1}, {\"key\":2}, {\"|ke{cut}y\":\"~{base62:20}~\"}, {\"key\":3}, {\"key\":4}"));
}
