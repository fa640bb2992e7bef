// Files that their names keep out of a repository.
#include <optional>
#include <string>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"
#include "text/encoding.h"

using namespace veto;
using namespace veto::test;

namespace {

const Words kCommit{"commit", "-qm", "a"};

struct Case {
  const char* path;
  std::string text;
  const char* outcome;  ///< "block", "warn", "" for no finding of a file
};

/// The tier of the finding of the file that is staged.
std::string file_tier(const TempRepo& repo) {
  const Json report = Json::parse(repo.veto({"staged", "--format", "json"}).out);
  std::string tier;
  for (const Json& finding : report["findings"]) {
    if (!finding["rule"].get<std::string>().starts_with("file-")) continue;
    CHECK(tier.empty());
    CHECK(finding["redacted"] == "(file)");
    CHECK(finding["line"] == 1);
    tier = finding["tier"];
  }
  return tier;
}

}  // namespace

TEST_CASE("file rules: what the names and the contents of files decide") {
  const std::string secret =
      "DB_PASS"
      "WORD=" +
      password() + "\n";
  const std::string public_text = "NODE_ENV=development\nPORT=3000\nDEBUG=\n";
  const Case kCases[] = {
      {".env", "", "warn"},
      {".env", public_text, "warn"},
      {".env", "API_URL=https://example.com/v1\nAPP_NAME=\"My app\"\n", "warn"},
      {".env", secret, "block"},
      {"deploy/.env.production", secret, "block"},
      {".ENV", public_text, "warn"},
      {"prod.env", secret, "block"},
      {".env.example", public_text, ""},
      {".env.example",
       "DB_PASS"
       "WORD=changeme\nAPI_KEY=your-api-key\n",
       ""},
      {".env.sample", "", ""},
      {".env.test", public_text, ""},
      {".envrc", "use flake\n", ""},
      {".envrc",
       "export TOK"
       "EN=" +
           password() + "\n",
       "block"},
      {".aws/config", "[default]\nregion = eu-west-1\noutput = json\n", ""},
      {".ssh/config", "Host x\n  User me\n", ""},
      {".ssh/known_hosts", "x ssh-ed25519 AAAA\n", ""},
      {".netrc",
       "machine example.com login me pass"
       "word " +
           password() + "\n",
       "block"},
      {".netrc", "machine example.com\n", ""},
      {".npmrc", "registry=https://registry.example.com/\nsave-exact=true\n", ""},
      {".npmrc",
       "//r.example.com/:_auth"
       "Token=${NPM_TOKEN}\n",
       ""},
      {".npmrc",
       "//r.example.com/:_auth"
       "Token=" +
           hex_key() + "\n",
       "block"},
      {".pypirc",
       "[pypi]\nusername = me\npass"
       "word: " +
           password() + "\n",
       "block"},
      {".git-credentials", "https://me@example.com\n", "block"},
      {"a.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ""},
      {"a.key", "a table\n", ""},
      {"a.tfstate", "{\"version\": 4}\n", "block"},
      {"a.kdbx", "\x03\xd9\xa2\x9a", "block"},
      {"a.log", "started\n", "warn"},
      {"a.har", "{}\n", "warn"},
      {"a.log", "", ""},
      {"env.txt", public_text, ""},
      {"src/env.ts", public_text, ""},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.path, each.text);
    const TempRepo repo;
    repo.stage(each.path, each.text);
    CHECK(file_tier(repo) == each.outcome);
  }
}

namespace {

/// A settings file of which nothing is secret.
std::string public_settings() {
  return "NODE_ENV=production\nDEBUG=false\nPORT=3000\nAPI_URL=https://api.example.com/v1\n"
         "DB_PASS"
         "WORD=${DB_PASSWORD}\nSESSION_SEC"
         "RET=change-me\nAPI_TOK"
         "EN=op://vault/item/field\n"
         "AUTH_DOMAIN=login.example.com\n"
         "STRIPE_KEY=" +
         secret_from("pk_live_{base62:24}", 0) +
         "\n"
         "export STRIPE_PK='" +
         secret_from("pk_test_{base62:24}", 0) +
         "'\n"
         "NEXT_PUBLIC_FIREBASE_API_KEY=" +
         secret_from("AIzaSy{base62:33}", 0) + "\n";
}

}  // namespace

TEST_CASE("file rules: published keys, references and placeholders block nowhere") {
  const TempRepo repo;
  repo.commit_file("a.txt", "a\n");
  repo.stage(".env", public_settings());
  repo.stage(".envrc", "export STRIPE_KEY=" + secret_from("pk_live_{base62:24}", 0) + "\n");
  CHECK(repo.veto({"staged"}).status == 0);
  CHECK(file_tier(repo) == "warn");
  repo.commit_unchecked("added");
  // What stood there before counts as it did.
  repo.stage(".env", public_settings() + "PORT=3001\n");
  CHECK(repo.veto({"staged"}).status == 0);
  repo.commit_unchecked("altered");
  CHECK(repo.veto({"range", "HEAD"}).status == 0);
  CHECK(repo.veto({"history"}).status == 0);

  repo.stage(".env", public_settings() + "DB_PASS" + "WORD=" + password() + "\n");
  CHECK(repo.veto({"staged"}).status == 1);
  repo.commit_unchecked("secret");
  repo.stage(".env", public_settings() + "DB_PASS" + "WORD=" + password() + "\nPORT=1\n");
  CHECK(file_tier(repo) == "block");
  CHECK(repo.veto({"range", "HEAD"}).status == 1);
  CHECK(repo.veto({"history"}).status == 1);
}

TEST_CASE("file rules: what is no published key blocks beside one, on old lines too") {
  const TempRepo repo;
  const std::string key = "STRIPE_KEY=" + secret_from("pk_live_{base62:24}", 0) + "\n";
  for (const std::string& line :
       {"HOOK=https://example.com/\nGOOGLE_KEY=" + secret_from("AIzaSy{base62:33}", 0) + "\n",
        "OPTION=" + hex_key() + "\n"}) {
    CAPTURE(line);
    repo.stage(".env", key + line);
    CHECK(file_tier(repo) == "block");
    repo.commit_unchecked("added");
    repo.stage(".env", key + line + "PORT=1\n");
    CHECK(file_tier(repo) == "block");
    repo.stage(".env", "PORT=1\n");
    repo.commit_unchecked("clean");
  }
}

TEST_CASE("file rules: a key in a PEM file is found by its content, once") {
  const TempRepo repo;
  repo.stage("a.pem", private_key());
  CHECK(places_of(repo.report({"staged"}, 1)) == Words{"a.pem:1"});
}

TEST_CASE("file rules: with strict_filenames the names alone count") {
  const TempRepo repo;
  repo.commit_file(".git-veto.toml", "[files]\nstrict_filenames = true\n");
  repo.stage("a.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  CHECK(file_tier(repo) == "block");
  repo.git({"rm", "-q", "--cached", "a.pem"});
  repo.stage(".env", "");
  CHECK(file_tier(repo) == "block");
  repo.git({"rm", "-q", "--cached", ".env"});
  repo.stage(".env.example", "PORT=3000\n");
  CHECK(file_tier(repo).empty());
  repo.stage(".npmrc", "registry=https://registry.example.com/\n");
  CHECK(file_tier(repo).empty());
}

TEST_CASE("file rules: names and exceptions of one's own") {
  const TempRepo repo;
  repo.commit_file(".git-veto.toml",
                   "[files]\nnames = [\"*.sqlite\", \"secret/\"]\nexcept = [\"test/\"]\n");
  repo.stage("data/a.sqlite", "x");
  CHECK(repo.attempt(kCommit) == "blocked: data/a.sqlite:1");
  repo.git({"rm", "-q", "--cached", "data/a.sqlite"});
  repo.stage("secret/readme", "x");
  CHECK(repo.attempt(kCommit) == "blocked: secret/readme:1");
  repo.git({"rm", "-q", "--cached", "secret/readme"});
  repo.stage("test/.env", "SECRET_KEY=" + password() + "\n");
  repo.stage("test/b.sqlite", "x");
  CHECK(file_tier(repo).empty());
  repo.stage(".git-veto.toml", "[files]\nnames = [\"[\"]\n");
  CHECK(repo.veto({"staged"}).status == 2);
  repo.stage(".git-veto.toml",
             "[[rule]]\nid = \"my-file\"\ntitle = \"t\"\nkind = \"file\"\n"
             "[rule.file]\nnames = [\"x\"]\n");
  CHECK(repo.veto({"staged"}).err.find("[files] names") != std::string::npos);
}

TEST_CASE("file rules: adding and altering count; deleting, moving and a new mode do not") {
  const TempRepo repo;
  const std::string text = "A=1\nKEY_OF_APP=" + hex_key() + "\nB=2\n";
  repo.commit_file(".env", text);
  SECTION("a line more") {
    repo.stage(".env", text + "C=3\n");
    CHECK(repo.attempt(kCommit) == "blocked: .env:1");
    const std::string err = repo.veto({"staged"}).err;
    CHECK(err.find("git restore --staged -- .env") != std::string::npos);
    CHECK(repo.git({"restore", "--staged", "--", ".env"}).empty());
    CHECK(repo.veto({"staged"}).status == 0);
  }
  SECTION("a line less") {
    repo.stage(".env", "A=1\nB=2\n");
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("deleted") {
    repo.git({"rm", "-q", ".env"});
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("another mode") {
    repo.git({"update-index", "--chmod=+x", ".env"});
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("moved to a name of the same kind") {
    repo.write("sub/keep", "");
    repo.git({"mv", ".env", "sub/.env.local"});
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("moved to a name of the same kind, in a range") {
    repo.git({"mv", ".env", ".env.local"});
    repo.commit_unchecked();
    CHECK(repo.veto({"range", "HEAD~1..HEAD"}).status == 0);
  }
  SECTION("moved with a token in it") {
    repo.commit_file(".env", text_with(github_token()));
    repo.git({"mv", ".env", ".env.local"});
    CHECK(repo.attempt(kCommit) == "committed: clean");
  }
  SECTION("moved from another name") {
    repo.git({"mv", ".env", "env.txt"});
    repo.commit_unchecked();
    repo.git({"mv", "env.txt", ".env"});
    CHECK(file_tier(repo) == "block");
  }
  SECTION("copied") {
    repo.stage("sub/.env", text);
    CHECK(file_tier(repo) == "block");
  }
}

TEST_CASE("file rules: what the message says works, whatever the name") {
  for (const char* directory : {"a", "a b", "-x", "*"}) {
    const TempRepo repo;
    const std::string path = std::string(directory) + "/.env";
    repo.stage(path, "SECRET_KEY=" + hex_key() + "\n");
    const veto::base::Output output = repo.veto({"staged"});
    CHECK(output.status == 1);
    const std::string line = line_with(output.err, "  git rm --cached -- ");
    CAPTURE(line);
    REQUIRE_FALSE(line.empty());
    const std::string command = line.substr(2, line.find("   (") - 2);
    CHECK(repo.run({"sh", "-c", command}).status == 0);
    CHECK(repo.git({"ls-files"}).empty());
    CHECK(fs::exists(repo / path));
  }
}

TEST_CASE("file rules: beside what is found in the file, and told from below the top") {
  const TempRepo repo;
  repo.stage("sub/.env", text_with(github_token()));
  repo.stage("a.txt", text_with(github_token()));
  const veto::base::Output output = repo.at("sub").veto({"staged"});
  CHECK(output.err.find("  2. git add -- :/a.txt\n") != std::string::npos);
  CHECK(output.err.find("  git rm --cached -- :/sub/.env   (") != std::string::npos);
  CHECK(repo.at("sub").run({"git", "rm", "-q", "--cached", "--", ":/sub/.env"}).status == 0);
  CHECK(repo.attempt(kCommit) == "blocked: a.txt:2");
}

TEST_CASE("file rules: a merge that brings a file of the other side adds none") {
  const TempRepo repo;
  repo.commit_file("a.txt", "a\n");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit_file(".env", "OPTION=" + hex_key() + "\n");
  repo.git({"checkout", "-q", "main"});
  repo.commit_file("b.txt", "b\n");
  CHECK(repo.attempt({"merge", "-q", "--no-edit", "side"}) == "committed: clean");
}

TEST_CASE("file rules: a file is allowed by id, by path, and by its rule's tier, but by no mark") {
  const TempRepo repo;
  const std::string text = "OPTION=" + hex_key() + " # git-veto:allow file-env why\n";
  repo.stage(".env", text);
  const Json finding = repo.report({"staged"}, 1)["findings"][0];
  CHECK(finding["rule"] == "file-env");
  CHECK(finding["id"] == "v1:16438aeccaa26656");  // docs/FINGERPRINT.md
  SECTION("by id") {
    const std::string id = finding["id"];
    CHECK(repo.veto({"allow", id, "--reason", "a test"}).status == 0);
    CHECK(file_tier(repo) == "block");
    CHECK(repo.report({"staged"}, 0)["summary"]["allowed"] == 1);
    repo.stage(".env", text + "MORE=1\n");
    CHECK(repo.report({"staged"}, 0)["summary"]["allowed"] == 1);
  }
  SECTION("by path") {
    repo.stage(".git-veto.toml", "[[allow]]\npaths = [\".env\"]\nreason = \"a test\"\n");
    CHECK(repo.veto({"staged"}).status == 0);
  }
  SECTION("by tier") {
    repo.stage(".git-veto.toml", "[rules.file-env]\ntier = \"off\"\n");
    CHECK(file_tier(repo).empty());
    repo.stage(".git-veto.toml", "[rules.file-env]\ntier = \"info\"\n");
    CHECK(file_tier(repo) == "info");
  }
  CHECK(repo.veto({"explain", "file-env"}).status == 0);
  CHECK(repo.veto({"rules", "show", "file-env"}).status == 0);
}

TEST_CASE("file rules: one that a push would send is allowed by its id") {
  const TempRepo repo;
  repo.commit_file("a.txt", "a\n");
  repo.commit_file("sub/.env", "OPTION=" + hex_key() + "\n");
  repo.git({"rm", "-q", "sub/.env"});
  repo.commit_unchecked();
  const Json report = repo.report({"range", "HEAD~2..HEAD"}, 1);
  REQUIRE(report["findings"].size() == 1);
  const std::string id = report["findings"][0]["id"];
  CHECK(repo.veto({"allow", id, "--reason", "a test"}).status == 0);
  repo.commit_unchecked("allow it");
  const Json after = repo.report({"range", "HEAD~3..HEAD~1", "--policy-ref", "HEAD"}, 0);
  CHECK(after["summary"]["allowed"] == 1);
}

TEST_CASE("file rules: in files, in a range, on standard input; an ignored file is none") {
  const TempRepo repo;
  repo.write(".gitignore", ".env\n");
  repo.write(".env", "SECRET_KEY=" + hex_key() + "\n");
  CHECK(repo.veto({"files"}).status == 0);
  repo.write(".gitignore", "");
  CHECK(repo.veto({"files"}).status == 1);
  repo.commit_file(".env", "OPTION=" + hex_key() + "\n");
  repo.git({"rm", "-q", "--cached", ".env"});
  repo.commit_unchecked();
  CHECK(repo.report({"range", "HEAD"}, 1)["findings"][0]["rule"] == "file-env");
  CHECK(repo.report({"stdin", "--path", "a.tfstate"}, 1, "{}")["findings"].size() == 1);
  CHECK(repo.report({"stdin"}, 0, "{}")["findings"].empty());
}

TEST_CASE("file rules: a key store blocks, whatever password it is under") {
  const TempRepo repo;
  const std::optional<std::string> store = text::decode_base64(secret_from("{der:pkcs12}", 0));
  REQUIRE(store);
  repo.stage("certs/server.p12", *store);
  CHECK(file_tier(repo) == "block");
  repo.git({"rm", "-q", "--cached", "certs/server.p12"});
  repo.stage("certs/server.bin", *store);
  CHECK(file_tier(repo).empty());
}
