#include <string>
#include <vector>

#include "base/error.h"
#include "policy/policy.h"
#include "rules/loader.h"
#include "test/support/catch.h"

using namespace veto;
using policy::Config;

namespace {

const std::string kRule = R"([[rule]]
id = "custom-key"
title = "Custom key"
pattern = ['(cst_[0-9]{10})']
)";

const rules::RuleCollection& known() {
  static const rules::RuleCollection collection = [] {
    rules::RuleCollection made;
    rules::load_rules(made, R"([[rule]]
id = "known-key"
title = "Known key"
pattern = ['(knw_[0-9]{10})']
[[rule]]
id = "word-key"
title = "Key known by a word"
kind = "context"
pattern = ['([0-9a-f]{32})']
[rule.confirm]
context = ["first"]
context_distance = 50
)",
                      "known.toml");
    return made;
  }();
  return collection;
}

Config parse(const std::string& text) {
  return policy::parse_config(text, "c.toml", known().view());
}

std::string error_of(const std::string& text) {
  try {
    static_cast<void>(parse(text));
  } catch (const base::Error& error) {
    CHECK(error.kind() == base::ErrorKind::Usage);
    return error.text();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("configuration: tiers, exceptions and rules of one's own are read") {
  const Config config = parse(R"([rules.known-key]
tier = "off"
[rules.custom-key]
tier = "info"
[[allow]]
paths = ["docs/**", "*.md"]
values = ["*-dummy"]
rules = ["known-key", "custom-key"]
reason = "documentation"
)" + kRule);
  CHECK_FALSE(config.tiers.at("known-key"));
  CHECK(config.tiers.at("custom-key") == rules::Tier::Info);
  REQUIRE(config.exceptions.size() == 1);
  CHECK(config.exceptions[0].paths.size() == 2);
  CHECK(config.exceptions[0].values.size() == 1);
  CHECK(config.exceptions[0].rules == std::vector<std::string>{"known-key", "custom-key"});
  CHECK(config.exceptions[0].reason == "documentation");
  REQUIRE(config.custom_rules.rules.size() == 1);
  CHECK(config.custom_rules.rules[0].id == "custom-key");
  CHECK(config.custom_rules.rules[0].provider == "Custom");
  CHECK(parse("").exceptions.empty());
}

TEST_CASE("configuration: an error shows its place, the line and a caret") {
  struct Case {
    std::string text;
    std::string error;
  };
  const std::vector<Case> cases{
      {"colour = 1\n",
       "c.toml:1:1: unknown key colour, expected one of: allow, explain, files, known_values, "
       "limits, marks, paths, provider, references, rule, rules\n  colour = 1\n  ^"},
      {"alow = 1\n", "c.toml:1:1: unknown key alow, did you mean allow?\n  alow = 1\n  ^"},
      {"[rules.strange-thing]\ntier = \"off\"\n",
       "c.toml:1:1: there is no rule strange-thing\n  [rules.strange-thing]\n  ^"},
      {"[rules.knwon-key]\ntier = \"off\"\n",
       "c.toml:1:1: there is no rule knwon-key, did you mean known-key?\n"
       "  [rules.knwon-key]\n  ^"},
      {"[rules.known-key]\ncontext = [\"acme\"]\n",
       "c.toml:2:11: rule known-key looks for no context words\n  context = [\"acme\"]\n"
       "            ^"},
      {"[rules.word-key]\ncontext = [\"ab\"]\n",
       "c.toml:2:11: a context word has 3 to 64 letters, digits, blanks and -_. and is not ab\n"
       "  context = [\"ab\"]\n            ^"},
      {"[rules.word-key]\ncontext_distance = 2001\n",
       "c.toml:2:20: context_distance must be a whole number from 1 to 2000\n"
       "  context_distance = 2001\n                     ^"},
      {"[[paths]]\ntier = \"warn\"\n", "c.toml:1:1: paths is missing\n  [[paths]]\n  ^"},
      {"[[paths]]\npaths = [\"a\"]\n", "c.toml:1:1: tier is missing\n  [[paths]]\n  ^"},
      {"[[paths]]\npaths = [\"a\"]\ntier = \"off\"\n",
       "c.toml:3:8: tier must be block, warn or info; what may stay is [[allow]]\n"
       "  tier = \"off\"\n         ^"},
      {"[limits]\nmax_memory = \"12\"\n",
       "c.toml:2:14: max_memory must be 64M or more\n  max_memory = \"12\"\n               ^"},
      {"[limits]\nmax_memory = \"2 GB\"\n",
       "c.toml:2:14: max_memory must be a size such as 512M or 2G\n  max_memory = \"2 GB\"\n"
       "               ^"},
      {"[limits]\nmax_memory = \"99999999999G\"\n",
       "c.toml:2:14: max_memory must be a size such as 512M or 2G\n"
       "  max_memory = \"9999********\"\n               ^"},
      {"[limits]\nthreads = 0\n",
       "c.toml:2:11: threads must be a whole number from 1 to 1024\n  threads = 0\n"
       "            ^"},
      {"[limits]\nmax_file_size = \"1M\"\n",
       "c.toml:2:1: unknown key max_file_size, expected one of: max_memory, threads\n"
       "  max_file_size = \"1M\"\n  ^"},
      {"[rules.known-key]\n", "c.toml:1:1: tier is missing\n  [rules.known-key]\n  ^"},
      {"[rules.known-key]\ntier = \"of\"\n",
       "c.toml:2:8: tier must be block, warn, info or off\n  tier = \"of\"\n         ^"},
      {"[rules.known-key]\ntier = \"off\"\nwhy = 1\n",
       "c.toml:3:1: unknown key why, expected one of: context, context_distance, locked, tier\n  "
       "why = 1\n  ^"},
      {"[rules]\nknown-key = \"off\"\n",
       "c.toml:2:13: known-key must be a table\n  known-key = \"off\"\n              ^"},
      {"rules = 1\n", "c.toml:1:9: rules must be a table\n  rules = 1\n          ^"},
      {"[[allow]]\npaths = [\"a\"]\n", "c.toml:1:1: reason is missing\n  [[allow]]\n  ^"},
      {"[[allow]]\nreason = \"x\"\n",
       "c.toml:2:10: an exception needs paths or values\n  reason = \"x\"\n           ^"},
      {"[[allow]]\nreason = \"x\"\nrules = [\"known-key\"]\n",
       "c.toml:2:10: an exception needs paths or values\n  reason = \"x\"\n           ^"},
      {"[[allow]]\nreason = \"x\"\npaths = [\"a[\"]\n",
       "c.toml:3:9: malformed pattern a[ (an open [ or a final \\)\n  paths = [\"a[\"]\n"
       "          ^"},
      {"[[allow]]\nreason = \"x\"\nvalues = [\"a\\\\\"]\n",
       "c.toml:3:10: malformed pattern a\\ (an open [ or a final \\)\n  values = [\"a\\\\\\\\\"]\n"
       "           ^"},
      {"[[allow]]\nreason = \"x\"\npaths = [\"a\"]\nrules = [\"strange-thing\"]\n",
       "c.toml:4:9: there is no rule strange-thing\n  rules = [\"strange-thing\"]\n          ^"},
      {"[[allow]]\nreason = \"x\"\npaths = \"a\"\n",
       "c.toml:3:9: paths must be an array of strings\n  paths = \"a\"\n          ^"},
      {"allow = 1\n", "c.toml:1:9: allow must be an array of tables\n  allow = 1\n          ^"},
      {"[[rule]]\nid = \"x-y\"\n", "c.toml:1:1: title is missing\n  [[rule]]\n  ^"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    CHECK(error_of(each.text) == each.error);
  }
}

TEST_CASE("configuration: a rule of one's own may not take the id of a built-in one") {
  std::string text = kRule;
  text.replace(text.find("custom-key"), 10, "known-key");
  CHECK(error_of(text).find("known-key exists already") != std::string::npos);
}

TEST_CASE("configuration: slashes of values are ordinary bytes") {
  CHECK(policy::flat_value("a/b/c") == policy::flat_value("a") + "\x01" + "b\x01" + "c");
  const Config config = parse("[[allow]]\nvalues = [\"a*z\"]\nreason = \"x\"\n");
  CHECK(config.exceptions[0].values[0].matches(policy::flat_value("a/b/z")));
}

TEST_CASE("configuration: rules of one's own are as sound as built-in ones, or are refused") {
  // What would otherwise show at the first hit (a check that does not exist), or on the terminal
  // and in commands that the user is told to type (an id of any bytes).
  for (const char* change : {"id = \"custom-key\\u001b[2J\"", "id = \"custom-key; rm x\"",
                             "id = \"custom-key\\nsecond line\"", "id = \"\""}) {
    CAPTURE(change);
    std::string text = kRule;
    text.replace(text.find("id = "), std::string("id = \"custom-key\"").size(), change);
    CHECK(error_of(text) != "accepted");
  }
  CHECK(error_of(kRule + "[rule.confirm]\nchecksum = \"crc99\"\n") != "accepted");
  CHECK(error_of(kRule + "[rule.confirm]\nstructure = \"jwd\"\n") != "accepted");
}
