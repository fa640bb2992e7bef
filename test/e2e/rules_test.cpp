// The verbs that concern rules: what they print and what they refuse.
#include "test/support/catch.h"
#include "test/support/outcome.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

/// A file with one sound rule; `change` is put in the place of `part`.
std::string rule_file(const std::string& part = "", const std::string& change = "") {
  std::string text = R"(provider = "Acme"

[[rule]]
id = "acme-key"
title = "Acme key"
tier = "block"
pattern = ['(acme_[0-9a-f]{16})']

[rule.explain]
opens = "An account."
revoke = "In the console."

[[rule.positive]]
text = 'key = acme_{hex:16}'

[[rule.positive]]
text = '{"key": "acme_{hex:16}"}'

[[rule.positive]]
text = '-H acme_{hex:16}'

[[rule.negative]]
text = 'key = acme_{hex:15}'
stage = "pattern"

[[rule.negative]]
text = 'key = acme_XXXXXXXXXXXXXXXX'
stage = "pattern"

[[rule.negative]]
text = 'key = acme_{cut}0000000000000000'
stage = "placeholder"
)";
  if (!part.empty()) text.replace(text.find(part), part.size(), change);
  return text;
}

}  // namespace

TEST_CASE("rules test: a sound file passes, one that does not hold what it says does not") {
  const TempRepo repo;
  repo.write("acme.toml", rule_file());
  const base::Output sound = repo.veto({"rules", "test", "acme.toml"});
  INFO(sound.out << sound.err);
  CHECK(sound.status == 0);
  CHECK(sound.out == "1 rule tested, 0 problems\n");

  struct Case {
    std::string part;
    std::string change;
    std::string says;
  };
  const Case kCases[] = {
      {"'key = acme_{hex:16}'", "'key = acme_{hex:12}'", "acme-key"},
      {"{hex:15}", "{hex:16}", "acme-key"},
      {"stage = \"placeholder\"", "stage = \"checksum\"", "acme-key"},
      {"opens = \"An account.\"", "opens = \"\"", "acme-key: explain says nothing"},
      {"[0-9a-f]{16})", "[0-9a-f]+)", "more than 4096 bytes"},
      {"{16})", "{16}", "acme-key"},
      {"tier = \"block\"", "tier = \"high\"", "acme.toml:6:8"},
      {"title", "titel", "title is missing"},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.change);
    repo.write("acme.toml", rule_file(each.part, each.change));
    const base::Output output = repo.veto({"rules", "test", "acme.toml"});
    INFO(output.out << output.err);
    CHECK(output.status == 2);
    CHECK((output.out + output.err).find(each.says) != std::string::npos);
  }
  CHECK(repo.veto({"rules", "test", "missing.toml"}).status == 2);
}

TEST_CASE("rules: a repository's own rules are listed, shown and explained, safely") {
  const TempRepo repo;
  repo.write(".git-veto.toml", rule_file("Acme key", "Acme \\u001b[2J key"));
  for (const Words& arguments :
       {Words{"rules", "list"}, Words{"rules", "show", "acme-key"}, Words{"explain", "acme-key"}}) {
    const base::Output output = repo.veto(arguments);
    CAPTURE(arguments, output.out, output.err);
    CHECK(output.status == 0);
    CHECK(output.out.find("acme-key") != std::string::npos);
    CHECK(output.out.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("rules cost: there must be text to measure on") {
  const TempRepo repo;
  repo.write("empty", "");
  for (const char* path : {"missing", "empty"}) {
    const base::Output output = repo.veto({"rules", "cost", path});
    CHECK(output.status >= 2);
    CHECK(output.err.find("git-veto: ") == 0);
  }
}

}  // namespace veto::test
