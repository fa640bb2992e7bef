// Secrets of several lines or halves: when one part is new, the whole is.
#include <string>

#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// A rule of the repository's own for a pair: an id on one line, its key on one of the next.
constexpr const char* kPairRule = R"(provider = "Acme"
[[rule]]
id = "acme-pair"
title = "Acme key with its id"
severity = "high"
pattern = ['acme_id = [a-z]{1,20}\n[^\n]{0,80}\n?acme_key = ([0-9a-f]{32})']
[rule.explain]
opens = "Nothing."
revoke = "Not needed."
[[rule.positive]]
text = "acme_id = one\nacme_key = {hex:32}"
)";

/// An AWS key id and secret, as `aws configure` writes them.
struct AwsKey {
  std::string id = "aws_access_key_id = " + secret_from("AKIA{cut}R{base32:15}", 20) + "\n";
  std::string secret =
      "aws_secret_access_key = " + secret_from("{base64:18}4{base64:21}", 0) + "\n";
};

}  // namespace

TEST_CASE("part: when one part of a secret is new, the whole of it is") {
  const TempRepo repo;

  SECTION("the value changes below an unchanged key line") {
    repo.commit_file("a.json", "{\n  \"token\":\n    \"" + github_token() + "\"\n}\n");
    repo.stage("a.json", "{\n  \"token\":\n    \"" + github_token() + "\"\n}\n");
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.json:3");
  }
  SECTION("one half of a pair is added to the other") {
    repo.commit_file(".git-veto.toml", kPairRule);
    repo.commit_file("a.conf", "acme_id = first\n\n");
    repo.stage("a.conf", "acme_id = first\n\nacme_key = " + hex_key() + "\n");
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.conf:3");
  }
  SECTION("the id is added in front of an old key") {
    repo.commit_file(".git-veto.toml", kPairRule);
    const std::string key = "acme_key = " + hex_key() + "\n";
    repo.commit_file("a.conf", key);
    repo.stage("a.conf", "acme_id = first\n" + key);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: a.conf:2");
  }
  SECTION("a line between the two changes, the pair does not") {
    repo.commit_file(".git-veto.toml", kPairRule);
    const std::string key = "acme_key = " + hex_key() + "\n";
    repo.commit_file("a.conf", "acme_id = first\n# old\n" + key);
    repo.stage("a.conf", "acme_id = first\n# new\n" + key);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  }
}

TEST_CASE("part: a private key is one secret of many lines") {
  const TempRepo repo;
  std::string key = private_key();
  const std::size_t middle = key.find('\n', key.size() / 2) + 1;

  SECTION("a new one is found at its first line") {
    repo.stage("id_rsa", key);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: id_rsa:1");
  }
  SECTION("one line of its body changes") {
    repo.commit_file("id_rsa", key);
    key[middle + 10] = key[middle + 10] == 'A' ? 'B' : 'A';
    repo.stage("id_rsa", key);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: id_rsa:1");
  }
  SECTION("it is completed") {
    repo.commit_file("id_rsa", key.substr(0, middle));
    repo.stage("id_rsa", key);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: id_rsa:1");
  }
  SECTION("text around an old one changes") {
    repo.commit_file("id_rsa", "# old\n" + key + "# old\n");
    repo.stage("id_rsa", "# new\n" + key + "# new\n");
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  }
  SECTION("an old one is indented and its line ends become CRLF") {
    repo.commit_file("id_rsa", key);
    std::string indented;
    for (const char c : key) indented += c == '\n' ? std::string("\r\n  ") : std::string(1, c);
    repo.stage("id_rsa", "key: |\r\n  " + indented);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  }
}

TEST_CASE("part: the two halves of an AWS key") {
  const TempRepo repo;
  const AwsKey old;
  const AwsKey fresh;
  const std::string profile = "[default]\n";

  SECTION("both are added") {
    repo.stage("credentials", profile + fresh.id + fresh.secret);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: credentials:3");  // one finding
  }
  SECTION("the secret is added to an old id") {
    repo.commit_file("credentials", profile + old.id);
    repo.stage("credentials", profile + old.id + fresh.secret);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: credentials:3");
  }
  SECTION("the secret changes below an old id") {
    repo.commit_file("credentials", profile + old.id + old.secret);
    repo.stage("credentials", profile + old.id + fresh.secret);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: credentials:3");
  }
  SECTION("the id changes above an old secret") {
    repo.commit_file("credentials", profile + old.id + old.secret);
    repo.stage("credentials", profile + fresh.id + old.secret);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: credentials:2");
  }
  SECTION("only the profile above them changes") {
    repo.commit_file("credentials", profile + old.id + old.secret);
    repo.stage("credentials", "[production]\n" + old.id + old.secret);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean");
  }
  SECTION("a secret without a name beside an old id") {
    const std::string bare = fresh.secret.substr(fresh.secret.find("= ") + 2);
    repo.commit_file("keys.csv", old.id.substr(20, 20) + ",\n");
    repo.stage("keys.csv", old.id.substr(20, 20) + ",\n" + bare);
    CHECK(repo.attempt({"commit", "-m", "x"}) == "blocked: keys.csv:2");
  }
}

}  // namespace veto::test
