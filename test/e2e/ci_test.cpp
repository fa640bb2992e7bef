// git veto ci: the range of the job at hand, from the variables of each CI system.
#include <map>

#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

using Variables = std::map<std::string, std::string>;

/// A clone as a CI system makes it: a branch "side" with two commits of its own, each with a
/// secret, and main, which has gone on.
struct Job {
  TempRepo origin;
  TempRepo clone = origin.at("../clone");
  std::string base, first, head, main;
  const std::string null = std::string(40, '0');

  Job() {
    origin.commit_file("base.txt", text_with(github_token()));
    base = origin.git({"rev-parse", "HEAD"});
    origin.git({"checkout", "-q", "-b", "side"});
    first = origin.commit_file("first.txt", text_with(github_token()));
    head = origin.commit_file("second.txt", text_with(github_token()));
    origin.git({"checkout", "-q", "main"});
    main = origin.commit_file("main.txt", text_with(github_token()));
    clone.git({"clone", "-q", url(), "."});
    clone.git({"checkout", "-q", head});
  }
  [[nodiscard]] std::string url() const { return "file://" + origin.path().string(); }

  [[nodiscard]] base::Output run(const Variables& variables, Words more = {}) const {
    TempRepo job = clone;
    for (const auto& [name, value] : variables) job.environment.set(name, value);
    more.insert(more.begin(), {"ci", "--format", "json"});
    return job.veto(more);
  }
  /// The places that the job finds; or "status N" and the first line.
  [[nodiscard]] std::string find(const Variables& variables) const {
    const base::Output output = run(variables);
    if (output.status > 1) return "status " + std::to_string(output.status);
    std::string text;
    for (const std::string& place : places_of(Json::parse(output.out)))
      text += (text.empty() ? "" : " ") + place;
    return text.empty() ? "nothing" : text;
  }
  /// GitHub's variables, with the event in a file.
  [[nodiscard]] Variables github(const std::string& name, const Json& event) const {
    write_file(origin.root() / "event.json", event.dump());
    return {{"GITHUB_ACTIONS", "true"},
            {"GITHUB_EVENT_NAME", name},
            {"GITHUB_EVENT_PATH", (origin.root() / "event.json").string()},
            {"GITHUB_REF", "refs/heads/side"}};
  }
  [[nodiscard]] Json push_event(const std::string& before) const {
    return {{"before", before}, {"after", head}, {"repository", {{"default_branch", "main"}}}};
  }
};

const char* const kBoth = "first.txt:2 second.txt:2";
const char* const kSecond = "second.txt:2";

}  // namespace

TEST_CASE("ci: each system's variables") {
  const Job job;
  const auto& [base, first, head, main] = std::tie(job.base, job.first, job.head, job.main);
  struct Case {
    const char* what;
    Variables variables;
    const char* places;
  };
  const Case kCases[] = {
      {"GitLab, a merge request",
       {{"GITLAB_CI", "true"},
        {"CI_PIPELINE_SOURCE", "merge_request_event"},
        {"CI_MERGE_REQUEST_DIFF_BASE_SHA", base},
        {"CI_COMMIT_SHA", head}},
       kBoth},
      {"GitLab, a push",
       {{"GITLAB_CI", "true"},
        {"CI_PIPELINE_SOURCE", "push"},
        {"CI_COMMIT_BEFORE_SHA", first},
        {"CI_COMMIT_SHA", head}},
       kSecond},
      {"GitLab, a new branch",
       {{"GITLAB_CI", "true"},
        {"CI_PIPELINE_SOURCE", "push"},
        {"CI_COMMIT_BEFORE_SHA", job.null},
        {"CI_COMMIT_BRANCH", "side"},
        {"CI_DEFAULT_BRANCH", "main"},
        {"CI_COMMIT_SHA", head}},
       kBoth},
      {"Bitbucket, a pull request",
       {{"BITBUCKET_BUILD_NUMBER", "1"},
        {"BITBUCKET_PR_ID", "7"},
        {"BITBUCKET_PR_DESTINATION_COMMIT", main.substr(0, 12)},
        {"BITBUCKET_COMMIT", head}},
       kBoth},
      {"Bitbucket, a pull request by its branch",
       {{"BITBUCKET_BUILD_NUMBER", "1"},
        {"BITBUCKET_PR_ID", "7"},
        {"BITBUCKET_PR_DESTINATION_BRANCH", "main"},
        {"BITBUCKET_COMMIT", head}},
       kBoth},
      {"Bitbucket, a push",
       {{"BITBUCKET_BUILD_NUMBER", "1"}, {"BITBUCKET_BRANCH", "side"}, {"BITBUCKET_COMMIT", head}},
       kBoth},
      {"Azure, a pull request",
       {{"TF_BUILD", "True"},
        {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"},
        {"SYSTEM_PULLREQUEST_SOURCECOMMITID", head},
        {"BUILD_SOURCEVERSION", job.null}},
       kBoth},
      {"Azure, a push",
       {{"TF_BUILD", "True"},
        {"BUILD_SOURCEBRANCH", "refs/heads/side"},
        {"BUILD_SOURCEVERSION", head}},
       kBoth},
      {"Jenkins, a change",
       {{"JENKINS_URL", "https://ci.example.com/"},
        {"CHANGE_TARGET", "main"},
        {"GIT_COMMIT", head}},
       kBoth},
      {"Jenkins, a build",
       {{"JENKINS_URL", "https://ci.example.com/"},
        {"GIT_PREVIOUS_COMMIT", first},
        {"GIT_COMMIT", head}},
       kSecond},
      {"CircleCI, with a URL of both ends",
       {{"CIRCLECI", "true"},
        {"CIRCLE_COMPARE_URL",
         "https://example.com/o/r/compare/" + first.substr(0, 12) + "..." + head.substr(0, 12)},
        {"CIRCLE_SHA1", head}},
       kSecond},
      {"CircleCI, a branch",
       {{"CIRCLECI", "true"}, {"CIRCLE_BRANCH", "side"}, {"CIRCLE_SHA1", head}},
       kBoth},
      {"Travis, a push",
       {{"TRAVIS", "true"},
        {"TRAVIS_PULL_REQUEST", "false"},
        {"TRAVIS_COMMIT_RANGE", first.substr(0, 12) + "..." + head.substr(0, 12)},
        {"TRAVIS_COMMIT", head}},
       kSecond},
      {"Travis, a pull request",
       {{"TRAVIS", "true"},
        {"TRAVIS_PULL_REQUEST", "7"},
        {"TRAVIS_COMMIT_RANGE", base + "..." + head},
        {"TRAVIS_PULL_REQUEST_SHA", head},
        {"TRAVIS_BRANCH", "main"}},
       kBoth},
      {"Buildkite, a pull request",
       {{"BUILDKITE", "true"},
        {"BUILDKITE_PULL_REQUEST", "7"},
        {"BUILDKITE_PULL_REQUEST_BASE_BRANCH", "main"},
        {"BUILDKITE_COMMIT", "HEAD"}},
       kBoth},
      {"Buildkite, a push",
       {{"BUILDKITE", "true"},
        {"BUILDKITE_PULL_REQUEST", "false"},
        {"BUILDKITE_BRANCH", "side"},
        {"BUILDKITE_PIPELINE_DEFAULT_BRANCH", "main"},
        {"BUILDKITE_COMMIT", head}},
       kBoth},
      {"Drone, a push",
       {{"DRONE", "true"},
        {"DRONE_BUILD_EVENT", "push"},
        {"DRONE_COMMIT_BEFORE", first},
        {"DRONE_COMMIT_SHA", head}},
       kSecond},
      {"Drone, a pull request",
       {{"DRONE", "true"},
        {"DRONE_BUILD_EVENT", "pull_request"},
        {"DRONE_TARGET_BRANCH", "main"},
        {"DRONE_COMMIT_SHA", head}},
       kBoth},
      {"Woodpecker, a push",
       {{"CI", "woodpecker"},
        {"CI_PIPELINE_EVENT", "push"},
        {"CI_PREV_COMMIT_SHA", first},
        {"CI_COMMIT_SHA", head}},
       kSecond},
      {"Woodpecker, a pull request",
       {{"CI", "woodpecker"},
        {"CI_PIPELINE_EVENT", "pull_request"},
        {"CI_COMMIT_TARGET_BRANCH", "main"},
        {"CI_COMMIT_SHA", head}},
       kBoth},
      {"TeamCity", {{"TEAMCITY_VERSION", "2024"}, {"BUILD_VCS_NUMBER", head}}, kBoth},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.what);
    CHECK(job.find(each.variables) == each.places);
  }
}

TEST_CASE("ci: events of GitHub and what is compatible") {
  const Job job;
  Json pull_request;
  pull_request["pull_request"] = {{"base", {{"sha", job.main}}}, {"head", {{"sha", job.head}}}};
  Json group;
  group["merge_group"] = {{"base_sha", job.base}, {"head_sha", job.head}};

  CHECK(job.find(job.github("pull_request", pull_request)) == kBoth);
  CHECK(job.find(job.github("pull_request_target", pull_request)) == kBoth);
  CHECK(job.find(job.github("merge_group", group)) == kBoth);
  CHECK(job.find(job.github("push", job.push_event(job.first))) == kSecond);
  CHECK(job.find(job.github("push", job.push_event(job.null))) == kBoth);  // a new branch

  Variables gitea = job.github("push", job.push_event(job.first));
  gitea["GITEA_ACTIONS"] = "true";
  CHECK(job.find(gitea) == kSecond);
  CHECK(job.run(gitea).err.find("git-veto: ci: Gitea Actions, push: ") == 0);

  Json deleted = job.push_event(job.head);
  deleted["after"] = job.null;
  CHECK(job.find(job.github("push", deleted)) == "nothing");
  // A schedule is about no range, and no event at all cannot be judged.
  CHECK(job.find(job.github("schedule", Json::object())) == "status 2");
  CHECK(job.find(job.github("push", Json::array())) == "status 3");
  Variables lost = job.github("push", job.push_event(job.first));
  lost["GITHUB_EVENT_PATH"] = "/nowhere";
  CHECK(job.find(lost) == "status 3");
}

TEST_CASE("ci: it says which variables and which range it goes by") {
  const Job job;
  const base::Output output = job.run(job.github("push", job.push_event(job.first)));
  CHECK(output.status == 1);
  CHECK(output.err.find("git-veto: ci: GitHub Actions, push: " + job.first + ".." + job.head) == 0);
  CHECK(output.err.find("GITHUB_EVENT_NAME=push, GITHUB_EVENT_PATH=") != std::string::npos);
  CHECK(Json::parse(output.out)["source"]["range"] == job.first + ".." + job.head);
}

TEST_CASE("ci: a forced push over a commit that is gone falls back, and says so") {
  const Job job;
  const base::Output output = job.run(job.github("push", job.push_event(std::string(40, '7'))));
  CHECK(output.status == 1);
  CHECK(output.err.find("is not in this clone, as after a forced push") != std::string::npos);
  CHECK(places_of(Json::parse(output.out)) == Words{"first.txt:2", "second.txt:2"});
}

TEST_CASE("ci: branches that hold the same commits excuse nothing") {
  const Job job;
  // Pushed under two names at the same time, and the default branch is not known.
  job.clone.git({"update-ref", "refs/remotes/origin/twin", job.head});
  job.clone.git({"symbolic-ref", "-d", "refs/remotes/origin/HEAD"});
  CHECK(job.find({{"TEAMCITY_VERSION", "2024"}, {"BUILD_VCS_NUMBER", job.head}}) == kBoth);
}

TEST_CASE("ci: a clone that is too shallow is incomplete, one that is deep enough is not") {
  const Job job;
  const TempRepo shallow = job.origin.at("../shallow");
  shallow.git({"clone", "-q", "--depth=1", "--branch=side", job.url(), "."});
  Job seen = job;
  seen.clone = shallow;

  SECTION("the commit before is not there") {
    CHECK(seen.find(seen.github("push", seen.push_event(seen.base))) == "status 3");
    const base::Output output = seen.run(seen.github("push", seen.push_event(seen.base)));
    CHECK(line_with(output.err, "git-veto: incomplete: ").find("fetch-depth: 0") !=
          std::string::npos);
  }
  SECTION("it is there, but not what lies between") {
    shallow.git({"fetch", "-q", "--depth=1", "origin", seen.base});
    CHECK(seen.find(seen.github("push", seen.push_event(seen.base))) == "status 3");
  }
  SECTION("it is there, and nothing lies between") {
    shallow.git({"fetch", "-q", "--depth=1", "origin", seen.first});
    CHECK(seen.find(seen.github("push", seen.push_event(seen.first))) == kSecond);
  }
  SECTION("nothing is told, and the default branch is not there") {
    CHECK(seen.find({{"TEAMCITY_VERSION", "2024"}}) == "status 3");
  }
  SECTION("the target branch is not there") {
    CHECK(seen.find({{"JENKINS_URL", "x"}, {"CHANGE_TARGET", "main"}, {"GIT_COMMIT", seen.head}}) ==
          "status 3");
  }
}

TEST_CASE("ci: without the variables of a CI system it says what it looked for") {
  const Job job;
  const base::Output output = job.run({});
  CHECK(output.status == 2);
  for (const char* name : {"GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "CIRCLECI"})
    CHECK(output.err.find(name) != std::string::npos);
}

TEST_CASE("ci: what variables hold is no option and no syntax of git") {
  const Job job;
  for (const char* value :
       {"--output=x", "main..side", ":/first", "HEAD^{/x}", "\x1b[2J", "$(x)"}) {
    CAPTURE(value);
    const base::Output output =
        job.run({{"GITLAB_CI", "true"}, {"CI_COMMIT_BEFORE_SHA", value}, {"CI_COMMIT_SHA", value}});
    CHECK(output.status == 1);  // HEAD, without what the default branch has
    CHECK(output.err.find('\x1b') == std::string::npos);
    CHECK(job.find({{"JENKINS_URL", "x"}, {"CHANGE_TARGET", value}}) == "status 3");
  }
}

}  // namespace veto::test
