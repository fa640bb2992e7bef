// The texts about one finding: state, advice, explain, trace, incident, purge plan.
#include "report/incident.h"

#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "report/explain.h"
#include "report/markdown_code.h"
#include "report/purge_plan.h"
#include "report/trace.h"
#include "test/support/catch.h"
#include "test/unit/report/results.h"

using namespace veto;
using namespace report;
using namespace report::test;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::int64_t kNow = 20'000 * kDay;

Whereabouts found_as(Spread spread, const std::string& path = "a b.txt") {
  Whereabouts found;
  found.finding = finding_at(path);
  found.spread = spread;
  found.now = kNow;
  model::Place& place = found.finding.places.front();
  if (spread != Spread::WorkTree && spread != Spread::Staged) {
    place.kind = model::OriginKind::Blob;
    place.commit = std::string(40, 'c');
    place.author = "Ann <ann@example.com>";
    place.date = "2024-03-01T12:00:00+01:00";
    place.reached = "branch";
    found.commits = {place.commit};
    found.head_holds = true;
    found.in_head = {{path, 7}};
    found.holders = {{"branch", "main"}};
  }
  return found;
}

std::vector<std::string> commands_for(const Whereabouts& found) {
  std::vector<std::string> commands;
  for (const Step& step : advice_for(found).steps)
    commands.insert(commands.end(), step.commands.begin(), step.commands.end());
  return commands;
}

bool is_plain(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '\n' || (c >= ' ' && c < '\x7f'); });
}

constexpr Spread kSpreads[] = {Spread::WorkTree,    Spread::LeftOver,   Spread::Staged,
                               Spread::OtherBranch, Spread::LastCommit, Spread::EarlierCommit,
                               Spread::Pushed};

}  // namespace

TEST_CASE("whereabouts: what the remotes are known to have, with its age, or its date") {
  Whereabouts found = found_as(Spread::LastCommit);
  CHECK(remotes_line(found) == "on no remote branch this clone knows (it has no remote)");
  found.remotes = {{"origin", "u", false, false, kNow - 3 * kDay},
                   {"fork", "u", false, true, kNow - 2 * 60 * 60},
                   {"new", "u", false, false, 0}};
  CHECK(remotes_line(found) ==
        "on no remote branch this clone knows (origin: last fetch 3 days ago, fork: last push 2 "
        "hours ago, new: last fetch not known)");
  found.holders.push_back({"remote branch", "origin/main", "origin"});
  CHECK(remotes_line(found) == "on origin/main (last fetch 3 days ago)");
  found.now = 0;
  CHECK(remotes_line(found) == "on origin/main (last fetch on 2024-10-01)");
}

TEST_CASE("advice: the commands of each state") {
  using List = std::vector<std::string>;
  const std::string forget = "git reflog expire --expire-unreachable=now --all";
  CHECK(commands_for(found_as(Spread::WorkTree)).empty());
  CHECK(commands_for(found_as(Spread::Staged)) ==
        List{"git add -- 'a b.txt'", "git rm --cached -- 'a b.txt'", "git prune --expire=now"});
  CHECK(commands_for(found_as(Spread::LastCommit)) ==
        List{"git add -- 'a b.txt'", "git commit --amend --no-edit", forget, "git gc --prune=now"});
  Whereabouts earlier = found_as(Spread::EarlierCommit);
  CHECK(commands_for(earlier) ==
        List{"git add -- 'a b.txt'", "git commit --fixup=cccccccccccc",
             "GIT_SEQUENCE_EDITOR=: git rebase -i --autosquash cccccccccccc^", forget,
             "git gc --prune=now"});
  earlier.first_is_root = true;
  earlier.has_merges = true;
  CHECK(commands_for(earlier)[2] ==
        "GIT_SEQUENCE_EDITOR=: git rebase -i --autosquash --rebase-merges --root");
  earlier.in_head.clear();
  CHECK(commands_for(earlier)[0] == "git rebase -i --rebase-merges --root");
  Whereabouts stash = found_as(Spread::LeftOver);
  stash.holders = {{"stash", "stash@{0}"}, {"stash", "stash@{1}"}, {"tag", "v1"}};
  CHECK(commands_for(stash) == List{"git tag -d v1", "git stash drop --quiet 'stash@{1}'",
                                    "git stash drop --quiet 'stash@{0}'", forget,
                                    "git gc --prune=now"});
  CHECK(commands_for(found_as(Spread::Pushed)) ==
        List{"git veto incident v1:0123456789abcdef", "git veto purge-plan v1:0123456789abcdef"});
}

TEST_CASE("advice: paths are of the top of the work tree, wherever one stands") {
  Whereabouts found = found_as(Spread::LastCommit, "-x*");
  found.standing = Standing::Below;
  CHECK(commands_for(found).front() == "git add -- ':(top,literal)-x*'");
}

TEST_CASE(
    "texts about a finding: no secret, nothing that a terminal acts upon, whatever the state") {
  for (const Spread spread : kSpreads) {
    Whereabouts found = found_as(spread, kHostile);
    found.finding.places.front().author = kHostile;
    found.holders.push_back({"branch", kHostile});
    found.holders.push_back({"worktree", kHostile, "", kHostile});
    found.holders.push_back({"remote branch", kHostile, kHostile});
    found.remotes.push_back({kHostile, kHostile, true, false, kNow});
    PurgePlan plan;
    plan.findings = {found};
    plan.paths = {kHostile};
    plan.directory = "/" + kHostile;
    plan.repository = kHostile;
    plan.remotes = {{kHostile, kHostile, false}, {kHostile, kHostile, true}};
    plan.values = 1;
    for (const std::string& text :
         {explain_finding(found), trace(found), incident(found, "day"), purge_plan(plan)}) {
      CHECK(is_plain(text));
      CHECK(text.find("tst_hidden") == std::string::npos);
      CHECK(text.find(found.finding.id) != std::string::npos);
      CHECK(text.find("never pushed\n") == std::string::npos);
    }
    for (const std::string& text :
         {explain_finding_json(found), trace_json(found), incident_json(found, "day")}) {
      const Json json = Json::parse(text);
      CHECK(json["id"] == found.finding.id);
      CHECK(json["state"] == code_of(spread));
      CHECK(text.find("tst_hidden") == std::string::npos);
    }
  }
}

TEST_CASE("explain: the fields of a rule in words") {
  rules::Rule rule = test::rule();
  const std::string_view examples[] = {"tst_public", "tst_other"};
  const std::string_view words[] = {"token", "key"};
  const std::string_view misses[] = {"values in two halves"};
  const std::string_view references[] = {"https://example.com/a", "https://example.com/b"};
  rule.kind = rules::RuleKind::Context;
  rule.confirm.examples = examples;
  rule.confirm.context = words;
  rule.confirm.context_distance = 40;
  rule.confirm.min_entropy = 3;
  rule.known_miss = misses;
  rule.references = references;
  rule.explain = {"An account.", "In the console.", ""};
  CHECK(explain_rule(rule) == R"(test-key   Test key   tier: block   severity: critical

What it matches   Test key: a value without a form of its own, known by a word near by (token, key, within 40 bytes). A hook reports it only in lines that the change adds.
What it ignores   tst_public and 1 more published example; placeholders (your-key-here, xxxxxxxx, ${VARIABLE}); longer words that contain such a value; values without one of those words near by; values that are too regular to be random.
What it misses    values in two halves
Why it matters    An account.

If it never left this machine
  Take it out of the change and commit again: read it from the environment or a secret store.

If it was pushed, shared or logged
  1. Make it useless: In the console.
  2. See which commits, branches, tags and remotes hold it:
       git veto trace FINDING
  3. Only after step 1, since rewriting history is no fix (whoever fetched it has it):
       git veto purge-plan FINDING

Allow one         git veto allow ID --reason "why" [--expires YYYY-MM-DD]   (recorded for review)
Mark the line     git-veto:allow test-key why
Tune              in .git-veto.toml (or info, or off):
                  [rules.test-key]
                  tier = "warn"
References        https://example.com/a
                  https://example.com/b
)");
  const Json json = Json::parse(explain_rule_json(rule));
  CHECK(json["ignores"].size() == 5);
  CHECK(json["if_pushed"][1]["commands"][0] == "git veto trace FINDING");
  CHECK(json["tune"] == "[rules.test-key]\ntier = \"warn\"");
}

TEST_CASE("explain: every exit code has a meaning and a next step, others have none") {
  for (const char* code : {"0", "1", "2", "3"}) {
    REQUIRE(find_exit_code(code));
    CHECK(explain_exit_code(*find_exit_code(code)).starts_with(std::string("exit code ") + code));
  }
  for (const char* word : {"4", "", "00", "-1", "one"}) CHECK_FALSE(find_exit_code(word));
}

TEST_CASE("trace: what took it away is said when it is known") {
  Whereabouts found = found_as(Spread::EarlierCommit);
  CHECK(trace(found).find("took it away") == std::string::npos);
  found.finding.places.front().removed = std::string(40, 'd');
  found.finding.places.front().removed_date = "2024-04-01T12:00:00+01:00";
  found.in_head.clear();
  const std::string text = trace(found);
  CHECK(text.find("took it away (the history keeps it all the same)\n  dddddddddd  2024-04-01  a "
                  "b.txt:7\n") != std::string::npos);
  CHECK(text.find("does not have it any more, but its history does") != std::string::npos);
  CHECK(incident(found, "2024-05-01").find("Exposed until: 2024-04-01T12:00:00+01:00") !=
        std::string::npos);
}

TEST_CASE("purge plan: the variant for the git-filter-repo that is here, and both are named") {
  PurgePlan plan;
  plan.findings = {found_as(Spread::Pushed)};
  plan.directory = "/d";
  plan.values = 2;
  plan.weak_values = 1;
  plan.in_messages = true;
  plan.with_secrets = true;
  plan.remotes = {{"origin", "git@example.com:x.git", false}};
  for (const FilterRepo tool :
       {FilterRepo::Missing, FilterRepo::Older, FilterRepo::SensitiveData}) {
    plan.filter_repo = tool;
    const std::string text = purge_plan(plan);
    const std::string option = tool == FilterRepo::SensitiveData ? "--sensitive-data-removal"
                                                                 : "--replace-refs delete-no-add";
    CHECK(text.find("       git filter-repo --prune-empty never " + option +
                    " --replace-text /d/replacements.txt --replace-message "
                    "/d/replacements.txt\n") != std::string::npos);
    CHECK(text.find("--sensitive-data-removal") != std::string::npos);
    CHECK(text.find("git clone --mirror git@example.com:x.git purge.git") != std::string::npos);
    CHECK(text.find("shred -u /d/replacements.txt") != std::string::npos);
    CHECK(text.find("1 of the values is short") != std::string::npos);
  }
}

TEST_CASE("markdown: a repository's text is code, whatever it holds") {
  CHECK(code_span("a_b") == "`a_b`");
  CHECK(code_span("a`b``c") == "``` a`b``c ```");
  CHECK(code_span("a\nb") == "`a\\x0ab`");
}
