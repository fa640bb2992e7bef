// Several layers of configuration: what wins, what adds up, and who is said to have set it.
#include <string>
#include <vector>

#include "base/error.h"
#include "policy/policy.h"
#include "rules/loader.h"
#include "test/support/catch.h"

using namespace veto;
using policy::Config;
using policy::ConfigReader;
using rules::Tier;
using Texts = std::vector<std::string>;

namespace {

const rules::RuleCollection& builtin() {
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
                      "builtin.toml");
    return made;
  }();
  return collection;
}

std::string own_rule(const std::string& id) {
  return "[[rule]]\nid = \"" + id + "\"\ntitle = \"" + id + "\"\npattern = ['(own_[0-9]{10})']\n";
}

/// Layers 1.toml, 2.toml and so on.
Config read(const Texts& layers) {
  ConfigReader reader(builtin().view());
  for (std::size_t i = 0; i < layers.size(); ++i)
    reader.read(layers[i], std::to_string(i + 1) + ".toml");
  return reader.finish();
}

std::string error_of(const Texts& layers) {
  try {
    static_cast<void>(read(layers));
  } catch (const base::Error& error) {
    return error.text().substr(0, error.text().find('\n'));
  }
  return "accepted";
}

Texts shown(const Config& config) {
  Texts lines;
  for (const policy::ConfigValue& value : config.values)
    lines.push_back(value.key + " = " + value.value + " @ " + value.origin);
  return lines;
}

model::Finding finding_at(const rules::Rule& rule, const Texts& paths) {
  model::Finding finding;
  finding.rule = &rule;
  finding.tier = rule.tier;
  finding.secret = base::Secret("value");
  for (const std::string& path : paths) finding.places.emplace_back().path = path;
  return finding;
}

const rules::Rule& known_key() {
  return builtin().rules[0];
}

}  // namespace

TEST_CASE("layers: of single values the last one counts") {
  const Config config =
      read({"[rules.known-key]\ntier = \"off\"\n[limits]\nthreads = 2\nmax_memory = \"1G\"\n",
            "[rules.known-key]\ntier = \"warn\"\n[limits]\nthreads = 3\n"});
  CHECK(config.tiers.at("known-key") == Tier::Warn);
  CHECK(config.limits.threads == 3U);
  CHECK(config.limits.max_memory == std::uint64_t{1} << 30U);
  CHECK(shown(config) == Texts{"rules.known-key.tier = off @ 1.toml:2",
                               "limits.max_memory = 1G @ 1.toml:5", "limits.threads = 2 @ 1.toml:4",
                               "rules.known-key.tier = warn @ 2.toml:2",
                               "limits.threads = 3 @ 2.toml:4"});
}

TEST_CASE("layers: lists add up") {
  const Config config = read(
      {"[[allow]]\npaths = [\"a\"]\nvalues = [\"v\"]\nreason = \"one\"\n" + own_rule("own-one"),
       "[[allow]]\npaths = [\"b\"]\nrules = [\"own-one\"]\nreason = \"two\"\n" +
           own_rule("own-two")});
  CHECK(config.exceptions.size() == 2);
  CHECK(config.custom_rules.rules.size() == 2);
  CHECK(shown(config) ==
        Texts{"rule.own-one = own-one @ 1.toml:6",
              "allow = { paths = [\"a\"], values = [1 of them], reason = \"one\" } @ "
              "1.toml:4",
              "rule.own-two = own-two @ 2.toml:6",
              "allow = { paths = [\"b\"], rules = [\"own-one\"], reason = \"two\" } @ "
              "2.toml:4"});
}

TEST_CASE("layers: what can contradict is an error that names both files") {
  CHECK(error_of({own_rule("own-key"), own_rule("own-key")}) ==
        "2.toml:2:6: rule own-key exists already, in 1.toml:2");
  CHECK(error_of({own_rule("known-key")}) == "1.toml:2:6: rule known-key exists already, built in");
  CHECK(error_of({"", "[rules.own-key]\ntier = \"off\"\n", own_rule("own-key")}) ==
        "2.toml:1:1: there is no rule own-key");
  CHECK(error_of({"x = 1\n"}).starts_with("1.toml:1:1: unknown key x, "));
}

TEST_CASE("layers: a rule that is locked cannot be weakened by those that follow") {
  const std::string lock = "[rules.known-key]\nlocked = true\n";
  CHECK(error_of({lock, "[rules.known-key]\ntier = \"off\"\n"}) ==
        "2.toml:1:1: rule known-key is locked by 1.toml:2");
  CHECK(error_of({"[rules.known-key]\ntier = \"warn\"\n", lock}) == "accepted");
  const std::string excuses =
      "[[allow]]\npaths = [\"**\"]\nreason = \"x\"\n"
      "[[paths]]\npaths = [\"**\"]\ntier = \"info\"\n";
  const auto judged = [&](const Texts& layers) {
    model::Finding finding = finding_at(known_key(), {"a"});
    static_cast<void>(policy::Policy(read(layers), {}, "").apply(finding));
    return finding;
  };
  CHECK(judged({lock, excuses}).state == model::State::Open);
  CHECK(judged({lock, excuses}).tier == Tier::Block);
  CHECK(judged({excuses, lock}).state == model::State::Allowed);
  CHECK(judged({lock + excuses}).state == model::State::Allowed);
}

TEST_CASE("context words: they are added to those of the rule, in all layers") {
  const Config config =
      read({"[rules.word-key]\ncontext = [\"acme\"]\n",
            "[rules.word-key]\ncontext = [\"Other-1\"]\ncontext_distance = 200\n"});
  REQUIRE(config.custom_rules.rules.size() == 1);
  const rules::Rule& copy = config.custom_rules.rules[0];
  CHECK(copy.id == "word-key");
  CHECK(std::vector<std::string_view>(copy.confirm.context.begin(), copy.confirm.context.end()) ==
        std::vector<std::string_view>{"first", "acme", "Other-1"});
  CHECK(copy.confirm.context_distance == 200);
  CHECK(builtin().rules[1].confirm.context.size() == 1);
}

TEST_CASE("context words: the copy stands for the built-in rule and no other") {
  const policy::Policy policy(read({"[rules.word-key]\ncontext = [\"acme\"]\n"}), {}, "");
  CHECK(policy.is_replaced(builtin().rules[1]));
  CHECK_FALSE(policy.is_replaced(builtin().rules[0]));
  CHECK_FALSE(policy.is_replaced(policy.custom_rules().rules[0]));
  CHECK_FALSE(policy::Policy().is_replaced(builtin().rules[1]));
}

TEST_CASE("paths: a place has the tier of the last entry that fits, a finding its highest") {
  struct Case {
    Texts places;
    Tier tier;
  };
  const Case kCases[] = {
      {{"src/a"}, Tier::Block},           {{"test/a"}, Tier::Warn},
      {{"test/data/a"}, Tier::Info},      {{"test/a", "test/data/a"}, Tier::Warn},
      {{"test/a", "src/a"}, Tier::Block}, {{""}, Tier::Block},
      {{"other/a"}, Tier::Block},
  };
  const std::string text =
      "[[paths]]\npaths = [\"test/**\"]\ntier = \"warn\"\n"
      "[[paths]]\npaths = [\"test/data/\"]\ntier = \"info\"\n"
      "[[paths]]\npaths = [\"other/**\"]\nrules = [\"word-key\"]\ntier = \"info\"\n";
  const policy::Policy policy(read({text}), {}, "");
  for (const Case& each : kCases) {
    CAPTURE(each.places);
    model::Finding finding = finding_at(known_key(), each.places);
    CHECK_FALSE(policy.apply(finding));
    CHECK(finding.tier == each.tier);
  }
}

TEST_CASE("paths: a tier may be raised, but not one that a check lowered") {
  const std::string text =
      "[rules.known-key]\ntier = \"warn\"\n"
      "[[paths]]\npaths = [\"prod/**\"]\ntier = \"block\"\n";
  const policy::Policy policy(read({text}), {}, "");
  model::Finding finding = finding_at(known_key(), {"prod/a"});
  static_cast<void>(policy.apply(finding));
  CHECK(finding.tier == Tier::Block);
  model::Finding lowered = finding_at(known_key(), {"prod/a"});
  lowered.tier = Tier::Info;
  static_cast<void>(policy.apply(lowered));
  CHECK(lowered.tier == Tier::Info);
}

TEST_CASE("paths: places that are excused do not raise those that stay") {
  const policy::Policy policy(read({"[[paths]]\npaths = [\"test/**\"]\ntier = \"warn\"\n"
                                    "[[allow]]\npaths = [\"docs/**\"]\nreason = \"x\"\n"}),
                              {}, "");
  model::Finding finding = finding_at(known_key(), {"docs/a", "test/a"});
  const std::optional<model::Finding> part = policy.apply(finding);
  CHECK(finding.tier == Tier::Warn);
  REQUIRE(part);
  CHECK(part->tier == Tier::Block);
}
