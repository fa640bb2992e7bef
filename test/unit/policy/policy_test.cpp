#include "policy/policy.h"

#include <string>
#include <vector>

#include "test/support/catch.h"

using namespace veto;
using model::AllowedHow;
using model::State;
using policy::Policy;
using rules::Tier;

namespace {

constexpr const char* kId = "v1:0123456789abcdef";

const rules::Rule& rule() {
  static const rules::Rule made = [] {
    rules::Rule rule;
    rule.id = "test-key";
    rule.tier = Tier::Block;
    return rule;
  }();
  return made;
}

model::Finding finding_at(const std::vector<std::string>& paths, std::string secret = "value") {
  model::Finding finding;
  finding.id = kId;
  finding.rule = &rule();
  finding.tier = rule().tier;
  finding.secret = base::Secret(std::move(secret));
  for (const std::string& path : paths) {
    model::Place place;
    place.path = path;
    finding.places.push_back(place);
  }
  return finding;
}

std::vector<std::string> paths_of(const model::Finding& finding) {
  std::vector<std::string> paths;
  for (const model::Place& place : finding.places) paths.push_back(place.path);
  return paths;
}

policy::Config excusing(const std::vector<std::vector<const char*>>& exceptions) {
  policy::Config config;
  for (const std::vector<const char*>& globs : exceptions) {
    policy::Exception& exception = config.exceptions.emplace_back();
    for (const char* glob : globs) exception.paths.emplace_back(glob);
    exception.reason = globs.front();
  }
  return config;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("policy: without decisions a finding stays as it is") {
  model::Finding finding = finding_at({"a"});
  CHECK_FALSE(Policy().apply(finding));
  CHECK(finding.state == State::Open);
  CHECK(finding.tier == Tier::Block);
  CHECK_FALSE(finding.allowed_by);
}

TEST_CASE("policy: a configured tier replaces the rule's own, and not one that a check lowered") {
  policy::Config config;
  config.tiers["test-key"] = Tier::Warn;
  const Policy policy(std::move(config), {}, "2026-01-01");
  model::Finding finding = finding_at({"a"});
  static_cast<void>(policy.apply(finding));
  CHECK(finding.tier == Tier::Warn);
  finding.tier = Tier::Info;
  static_cast<void>(policy.apply(finding));
  CHECK(finding.tier == Tier::Info);
}

TEST_CASE("policy: rules can be switched off") {
  policy::Config config;
  config.tiers["test-key"] = std::nullopt;
  config.tiers["warn-key"] = Tier::Warn;
  const Policy policy(std::move(config), {}, "");
  CHECK(policy.is_off("test-key"));
  CHECK_FALSE(policy.is_off("warn-key"));
  CHECK_FALSE(policy.is_off("other-key"));
}

TEST_CASE("policy: the allow file excuses a finding with all its places, until the day is over") {
  policy::AllowFile file;
  file.put({kId, "test-key", "2026-06-30", "why"});
  model::Finding finding = finding_at({"a", "b"});
  CHECK_FALSE(Policy({}, file, "2026-06-30").apply(finding));
  CHECK(finding.state == State::Allowed);
  REQUIRE(finding.allowed_by);
  CHECK(finding.allowed_by->how == AllowedHow::AllowFile);
  CHECK(finding.allowed_by->reason == "why");
  CHECK(finding.allowed_by->expires == "2026-06-30");
  CHECK(finding.places.size() == 2);
  model::Finding late = finding_at({"a"});
  static_cast<void>(Policy({}, file, "2026-07-01").apply(late));
  CHECK(late.state == State::Open);
}

TEST_CASE("policy: an inline mark came first and keeps its reason") {
  policy::AllowFile file;
  file.put({kId, "test-key", "", "file"});
  model::Finding finding = finding_at({"a"});
  finding.state = State::Allowed;
  finding.allowed_by = model::Allowance{AllowedHow::Mark, "mark", ""};
  static_cast<void>(Policy(excusing({{"a"}}), file, "").apply(finding));
  CHECK(finding.allowed_by->reason == "mark");
}

TEST_CASE("policy: an exception that covers all places excuses the finding") {
  model::Finding finding = finding_at({"docs/a.md", "docs/b/c.md"});
  CHECK_FALSE(Policy(excusing({{"docs/**"}}), {}, "").apply(finding));
  CHECK(finding.state == State::Allowed);
  CHECK(finding.allowed_by->how == AllowedHow::Config);
  CHECK(finding.allowed_by->reason == "docs/**");
}

TEST_CASE(
    "policy: an exception that covers some places takes those out as a finding of their own") {
  model::Finding finding = finding_at({"src/a", "docs/b", "src/c", "docs/d"});
  const std::optional<model::Finding> part = Policy(excusing({{"docs/**"}}), {}, "").apply(finding);
  CHECK(finding.state == State::Open);
  CHECK(paths_of(finding) == Paths{"src/a", "src/c"});
  REQUIRE(part);
  CHECK(part->state == State::Allowed);
  CHECK(paths_of(*part) == Paths{"docs/b", "docs/d"});
  CHECK(part->id == finding.id);
  CHECK(part->rule == finding.rule);
  CHECK(part->secret == finding.secret);
}

TEST_CASE("policy: exceptions are asked by path, by value and by rule, all of which must fit") {
  const auto allowed = [](const policy::Exception& exception, const model::Finding& finding) {
    policy::Config config;
    config.exceptions.push_back(exception);
    model::Finding copy = finding;
    static_cast<void>(Policy(std::move(config), {}, "").apply(copy));
    return copy.state == State::Allowed;
  };
  const text::Glob docs("docs/**");
  const text::Glob dummy(policy::flat_value("*-dummy"));
  const model::Finding inside = finding_at({"docs/a"}, "x/y-dummy");
  CHECK(allowed({{docs}, {}, {}, "r"}, inside));
  CHECK(allowed({{}, {dummy}, {}, "r"}, inside));
  CHECK(allowed({{docs}, {dummy}, {"test-key"}, "r"}, inside));
  CHECK_FALSE(allowed({{docs}, {dummy}, {"other-key"}, "r"}, inside));
  CHECK_FALSE(allowed({{docs}, {dummy}, {}, "r"}, finding_at({"src/a"}, "x/y-dummy")));
  CHECK_FALSE(allowed({{docs}, {dummy}, {}, "r"}, finding_at({"docs/a"}, "dummy-x")));
  CHECK_FALSE(allowed({{docs}, {}, {}, "r"}, finding_at({""}, "x")));
  CHECK(allowed({{}, {dummy}, {}, "r"}, finding_at({""}, "a-dummy")));
}

TEST_CASE("policy: several exceptions that together cover all places excuse the finding") {
  model::Finding finding = finding_at({"docs/a", "test/b"});
  const std::optional<model::Finding> part =
      Policy(excusing({{"docs/**"}, {"test/**"}}), {}, "").apply(finding);
  CHECK(finding.state == State::Allowed);
  if (part) CHECK(part->state == State::Allowed);
}

TEST_CASE("policy: the baseline comes last and makes a finding old debt") {
  const policy::Baseline baseline{"", {{kId, "test-key", "2026-01-31", "a"}}};
  model::Finding old = finding_at({"a", "b"});
  CHECK_FALSE(Policy({}, {}, "", baseline).apply(old));
  CHECK(old.state == State::Baselined);
  REQUIRE(old.allowed_by);
  CHECK(old.allowed_by->how == AllowedHow::Baseline);
  CHECK(old.allowed_by->reason == "in the baseline since 2026-01-31");

  model::Finding other = finding_at({"a"});
  other.id = "v1:ffffffffffffffff";
  static_cast<void>(Policy({}, {}, "", baseline).apply(other));
  CHECK(other.state == State::Open);

  policy::AllowFile file;
  file.put({kId, "test-key", "2026-06-30", "why"});
  model::Finding allowed = finding_at({"a"});
  static_cast<void>(Policy({}, file, "2026-06-30", baseline).apply(allowed));
  CHECK(allowed.state == State::Allowed);
  model::Finding expired = finding_at({"a"});
  static_cast<void>(Policy({}, file, "2026-07-01", baseline).apply(expired));
  CHECK(expired.state == State::Baselined);

  model::Finding mixed = finding_at({"src/a", "docs/b"});
  const std::optional<model::Finding> part =
      Policy(excusing({{"docs/**"}}), {}, "", baseline).apply(mixed);
  CHECK(mixed.state == State::Baselined);
  REQUIRE(part);
  CHECK(part->state == State::Allowed);
}
