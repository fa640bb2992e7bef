#include "rules/loader.h"

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "test/support/catch.h"

using namespace veto;

namespace {

const std::string kMinimal = R"(provider = "Test"
[[rule]]
id = "test-key"
title = "Test key"
pattern = ['(tst_[0-9]{10})']
)";

const std::string kFull = R"(provider = "Full"
[[rule]]
id = "full-key"
title = "Full key"
kind = "context"
tier = "warn"
severity = "low"
strength = "guessable"
family = "other-key"
shown = 4
pattern = ['(f[a-z]', '{3}', '_[0-9]{10})']
references = ["https://example.com"]
supersedes = ["test-key"]
[rule.confirm]
checksum = "crc32-hex"
checksum_is = "hint"
skip = 4
structure = "jwt"
min_entropy = 2.5
context = ["one", "two"]
context_distance = 50
examples = ["full_{cut}0000000000"]
boundary = false
[rule.explain]
opens = "o"
revoke = "r"
misuse = "m"
[[rule.positive]]
text = 'p{digit:3}'
[[rule.negative]]
text = 'n'
stage = "entropy"
[[rule.known_miss]]
text = 'k'
)";

std::string error_of(const std::string& text) {
  rules::RuleCollection collection;
  try {
    rules::load_rules(collection, text, "rules.toml");
  } catch (const base::Error& error) {
    CHECK(error.kind() == base::ErrorKind::Usage);
    return error.text();
  }
  return "loaded";
}

/// A broken file: `text` goes behind the minimal rule, or replaces all when it says so.
struct Broken {
  std::string text;
  std::string message;  ///< all of it, with the source line and the caret
};

const std::vector<Broken> kBroken{
    {kMinimal + "colour = 1\n",
     "rules.toml:6:1: unknown key colour, expected one of: confirm, explain, family, form, id, "
     "kind, "
     "known_miss, negative, pairs, pattern, positive, references, severity, shown, strength, "
     "supersedes, tier, title\n  colour = 1\n  ^"},
    {"colour = 1\n" + kMinimal,
     "rules.toml:1:1: unknown key colour, expected one of: explain, provider, references, rule\n  "
     "colour = 1\n  ^"},
    {kMinimal + "tier = \"blok\"\n",
     "rules.toml:6:8: tier must be block, warn or info\n  tier = \"blok\"\n         ^"},
    {kMinimal + "tier = 3\n", "rules.toml:6:8: tier must be a string\n  tier = 3\n         ^"},
    {kMinimal + "kind = \"other\"\n",
     "rules.toml:6:8: kind must be token, context or generic\n  kind = \"other\"\n         ^"},
    {kMinimal + "severity = \"mild\"\n",
     "rules.toml:6:12: severity must be critical, high, medium or low\n  severity = \"mild\"\n"
     "             ^"},
    {kMinimal + "strength = \"weak\"\n",
     "rules.toml:6:12: strength must be random or guessable\n  strength = \"weak\"\n"
     "             ^"},
    {kMinimal + "shown = 65\n",
     "rules.toml:6:9: shown must be a whole number from 0 to 64\n  shown = 65\n          ^"},
    {kMinimal + "shown = 1.5\n",
     "rules.toml:6:9: shown must be a whole number from 0 to 64\n  shown = 1.5\n          ^"},
    {kMinimal + "references = [\"a\", 2]\n",
     "rules.toml:6:20: references must be an array of strings\n  references = [\"a\", 2]\n"
     "                     ^"},
    {kMinimal + "references = \"a\"\n",
     "rules.toml:6:14: references must be an array of strings\n  references = \"a\"\n"
     "               ^"},
    {kMinimal + "[rule.confirm]\nchecksum_is = \"maybe\"\n",
     "rules.toml:7:15: checksum_is must be proof or hint\n  checksum_is = \"maybe\"\n"
     "                ^"},
    {kMinimal + "[rule.confirm]\nchecksums = \"crc32-hex\"\n",
     "rules.toml:7:1: unknown key checksums, did you mean checksum?\n"
     "  checksums = \"crc3*****\"\n  ^"},
    {kMinimal + "[rule.confirm]\nhash = \"crc32-hex\"\n",
     "rules.toml:7:1: unknown key hash, expected one of: boundary, checksum, checksum_is, context, "
     "context_distance, examples, min_entropy, skip, structure\n  hash = \"crc3*****\"\n  ^"},
    {kMinimal + "[rule.confirm]\nmin_entropy = \"much\"\n",
     "rules.toml:7:15: min_entropy must be a number\n  min_entropy = \"much\"\n"
     "                ^"},
    {kMinimal + "[rule.confirm]\nboundary = 1\n",
     "rules.toml:7:12: boundary must be true or false\n  boundary = 1\n             ^"},
    {kMinimal + "[rule.confirm]\ncontext_distance = 0\n",
     "rules.toml:7:20: context_distance must be a whole number from 1 to 2000\n"
     "  context_distance = 0\n                     ^"},
    {kMinimal + "confirm = 1\n",
     "rules.toml:6:11: confirm must be a table\n  confirm = 1\n            ^"},
    {kMinimal + "[rule.explain]\nopens = \"x\"\n",
     "rules.toml:6:1: revoke is missing\n  [rule.explain]\n  ^"},
    {kMinimal + "[[rule.negative]]\ntext = \"x\"\nstage = \"entropie\"\n",
     "rules.toml:8:9: stage must be pattern, boundary, context, example, placeholder, entropy, "
     "checksum, structure or overlap\n  stage = \"entropie\"\n          ^"},
    {kMinimal + "[[rule.negative]]\ntext = \"x\"\n",
     "rules.toml:6:1: stage is missing\n  [[rule.negative]]\n  ^"},
    {kMinimal + "[[rule.positive]]\nstage = \"entropy\"\n",
     "rules.toml:6:1: text is missing\n  [[rule.positive]]\n  ^"},
    {kMinimal + "positive = [1]\n",
     "rules.toml:6:12: positive must be an array of tables\n  positive = [1]\n             ^"},
    {"[[rule]]\ntitle = \"x\"\npattern = ['(x)']\n",
     "rules.toml:1:1: id is missing\n  [[rule]]\n  ^"},
    {"[[rule]]\nid = \"a-b\"\npattern = ['(x)']\n",
     "rules.toml:1:1: title is missing\n  [[rule]]\n  ^"},
    {"[[rule]]\nid = \"a-b\"\ntitle = \"x\"\n",
     "rules.toml:1:1: pattern is missing, or form\n  [[rule]]\n  ^"},
    {"[[rule]]\nid = \"a-b\"\ntitle = \"x\"\npattern = []\n",
     "rules.toml:4:11: pattern is missing, or form\n  pattern = []\n            ^"},
    {"provider = 1\n",
     "rules.toml:1:12: provider must be a string\n  provider = 1\n"
     "             ^"},
    {"rule = 1\n", "rules.toml:1:8: rule must be an array of tables\n  rule = 1\n         ^"},
    {kMinimal + kMinimal.substr(kMinimal.find('\n') + 1),
     "rules.toml:7:6: there is a rule test-key already\n  id = \"test-key\"\n       ^"},
};

}  // namespace

TEST_CASE("rule file: what is absent has its default") {
  rules::RuleCollection collection;
  rules::load_rules(collection, kMinimal, "rules.toml");
  REQUIRE(collection.rules.size() == 1);
  const rules::Rule& rule = collection.rules[0];
  CHECK(rule.provider == "Test");
  CHECK(rule.kind == rules::RuleKind::Token);
  CHECK(rule.tier == rules::Tier::Block);
  CHECK(rule.severity == rules::Severity::High);
  CHECK(rule.strength == rules::Strength::Random);
  CHECK(rule.family == "test-key");
  CHECK(rule.shown == 0);
  CHECK(rule.confirm.boundary);
  CHECK(rule.confirm.checksum_is == rules::ChecksumIs::Proof);
  CHECK(rule.confirm.context_distance == 0);
  CHECK(rule.positive.empty());
}

TEST_CASE("rule file: every field arrives") {
  rules::RuleCollection collection;
  rules::load_rules(collection, kFull, "full.toml");
  REQUIRE(collection.rules.size() == 1);
  const rules::Rule& full = collection.rules[0];
  CHECK(full.provider == "Full");
  CHECK(full.kind == rules::RuleKind::Context);
  CHECK(full.tier == rules::Tier::Warn);
  CHECK(full.severity == rules::Severity::Low);
  CHECK(full.strength == rules::Strength::Guessable);
  CHECK(full.family == "other-key");
  CHECK(full.shown == 4);
  CHECK(full.pattern == "(f[a-z]{3}_[0-9]{10})");
  CHECK(full.references.front() == "https://example.com");
  CHECK(full.supersedes.front() == "test-key");
  CHECK(full.confirm.checksum == "crc32-hex");
  CHECK(full.confirm.checksum_is == rules::ChecksumIs::Hint);
  CHECK(full.confirm.skip == 4);
  CHECK(full.confirm.structure == "jwt");
  CHECK(full.confirm.min_entropy == 2.5);
  REQUIRE(full.confirm.context.size() == 2);
  CHECK(full.confirm.context[1] == "two");
  CHECK(full.confirm.context_distance == 50);
  CHECK(full.confirm.examples.front() == "full_0000000000");
  CHECK_FALSE(full.confirm.boundary);
  CHECK(full.explain.misuse == "m");
  CHECK(full.positive.front() == "p{digit:3}");
  CHECK(full.negative.front().stage == rules::Stage::Entropy);
  CHECK(full.known_miss.front() == "k");
}

TEST_CASE("rule file: a broken one is refused with line, column, reason, source line and caret") {
  for (const Broken& each : kBroken) {
    CAPTURE(each.text);
    CHECK(error_of(each.text) == each.message);
  }
}

TEST_CASE("rule file: an error of the TOML syntax is shown at its place too") {
  for (const char* text :
       {"[[rule]\n", "id = \n", "x = 'open\n", "= 1\n", "a = 1\na = 2\n", "[a]\n[a]\n",
        "x = \"\\q\"\n", "\x01\n", "x = \xff\n", "x = 1 2\n", "[[rule]]\n[rule]\n"}) {
    CAPTURE(text);
    const std::string error = error_of(text);
    CHECK(error.starts_with("rules.toml:"));
    CHECK(error.find("\n  ") != std::string::npos);
    CHECK(error.ends_with("^"));
  }
}

TEST_CASE("rule file: a duplicate is found across files") {
  rules::RuleCollection collection;
  rules::load_rules(collection, kMinimal, "one.toml");
  CHECK_THROWS_AS(rules::load_rules(collection, kMinimal, "two.toml"), base::Error);
}

TEST_CASE("rule file: what is shown of a hostile file is escaped, and long lines are cut") {
  const std::string escape = error_of("provider = 1 # \x1b[31m red \xe2\x80\xae\n");
  CHECK(escape.find('\x1b') == std::string::npos);
  CHECK(escape.find("\xe2\x80\xae") == std::string::npos);
  const std::string huge = error_of("provider = \"" + std::string(100'000, 'x') + "\"\ny = 1\n" +
                                    std::string(1000, ' ') + "z = " + std::string(100'000, '1'));
  CHECK(huge.size() < 2000);
}

TEST_CASE("rule file: the caret stands below the place behind a tab, which is shown escaped") {
  const std::string error = error_of("rule = [\t{ id = 1 }]\n");
  CHECK(error ==
        "rules.toml:1:17: id must be a string\n  rule = [\\x09{ id = 1 }]\n"
        "                     ^");
}

TEST_CASE("rule file: a file without rules is empty and no error") {
  rules::RuleCollection collection;
  rules::load_rules(collection, "", "empty.toml");
  rules::load_rules(collection, "provider = \"Nobody\"\n", "nobody.toml");
  CHECK(collection.rules.empty());
}

TEST_CASE("rule file: rules stay where they are while others are added") {
  rules::RuleCollection collection;
  for (int i = 0; i < 300; ++i) {
    std::string text = kMinimal;
    text.replace(text.find("test-key"), 8, "test-" + std::to_string(i));
    rules::load_rules(collection, text, "rules.toml");
  }
  REQUIRE(collection.rules.size() == 300);
  for (int i = 0; i < 300; ++i) {
    const std::string id = "test-" + std::to_string(i);
    const rules::Rule* rule = collection.view().find(id);
    REQUIRE(rule == &collection.rules[static_cast<std::size_t>(i)]);
    CHECK(rule->id == id);
    CHECK(rule->family == id);
    CHECK(rule->title == "Test key");
  }
  CHECK(collection.view().find("test-300") == nullptr);
  CHECK(collection.view().find("") == nullptr);
}

TEST_CASE("rule file: the caret stands below the place behind letters of several bytes") {
  std::string letters;
  for (std::size_t count = 0; count < 12; ++count) {
    CAPTURE(count);
    const std::string error = error_of("rule = [{ title = \"" + letters + "\", id = 1 }]\n");
    CHECK(error.substr(error.rfind('\n') + 1) == std::string(29 + count, ' ') + "^");
    letters += "\xe2\x82\xac";
  }
}

TEST_CASE("rule loader: what a file says once holds for its rules, and a rule may say it anew") {
  rules::RuleCollection collection;
  rules::load_rules(collection, R"(provider = "Test"
references = ["https://service.test/keys"]
[explain]
revoke = "file revoke"
misuse = "file misuse"
[[rule]]
id = "test-one"
title = "One"
form = ['one_{base62:20}']
pairs = ["test-two"]
explain = { opens = "o" }
[[rule]]
id = "test-two"
title = "Two"
form = ['two_{base62:20}', 'three_{base62:20}']
references = ["https://service.test/two"]
confirm = { min_entropy = 1.5 }
explain = { opens = "o", revoke = "own revoke", misuse = "own misuse" }
)",
                    "rules.toml");
  REQUIRE(collection.rules.size() == 2);
  const rules::Rule& one = collection.rules[0];
  CHECK(one.references.front() == "https://service.test/keys");
  CHECK(one.explain.revoke == "file revoke");
  CHECK(one.explain.misuse == "file misuse");
  CHECK(one.pattern == "(one_[0-9A-Za-z]{20})");
  CHECK(one.forms.size() == 1);
  CHECK(one.pairs.front() == "test-two");
  CHECK(one.confirm.min_entropy > 2.0);
  const rules::Rule& two = collection.rules[1];
  CHECK(two.references.front() == "https://service.test/two");
  CHECK(two.explain.revoke == "own revoke");
  CHECK(two.explain.misuse == "own misuse");
  CHECK(two.pattern == "(two_[0-9A-Za-z]{20}|three_[0-9A-Za-z]{20})");
  CHECK(two.confirm.min_entropy == 1.5);
}
