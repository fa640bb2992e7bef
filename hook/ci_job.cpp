#include "hook/ci_job.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"
#include "git/read_file.h"
#include "hook/ci_variables.h"
#include "hook/github_event.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// A branch by its short name.
std::string short_branch(std::string ref) {
  constexpr std::string_view kHeads = "refs/heads/";
  return ref.starts_with(kHeads) ? ref.substr(kHeads.size()) : ref;
}

void describe_push(CiJob& job) {
  job.occasion = "push";
}

void describe_pull_request(CiJob& job) {
  job.occasion = "pull request";
}

/// GitHub Actions, and what is compatible: the event's file knows more than the variables.
void read_github(CiVariables& variables, CiJob& job) {
  const std::string name = variables.get("GITHUB_EVENT_NAME");
  const std::string path = variables.get("GITHUB_EVENT_PATH");
  const std::optional<std::string> text = path.empty() ? std::nullopt : git::read_file(path);
  const std::optional<GithubEvent> event = text ? parse_github_event(*text) : std::nullopt;
  if (!event)
    throw base::unreadable("GITHUB_EVENT_PATH names no event that can be read: " +
                           text::for_terminal(path));
  job.default_branch = event->default_branch;
  const bool is_pull_request = name.starts_with("pull_request") || name == "merge_group";
  if (is_pull_request) {
    describe_pull_request(job);
    job.head = event->head;
    job.before = event->base;
    job.target = short_branch(variables.get("GITHUB_BASE_REF"));
  } else if (name == "push") {
    describe_push(job);
    job.head = event->after;
    job.before = event->before;
    job.branch = short_branch(variables.get("GITHUB_REF"));
  } else {
    job.no_range = "the event " + text::for_terminal(name) + " is about no range of commits";
  }
}

void read_gitlab(CiVariables& variables, CiJob& job) {
  job.default_branch = variables.get("CI_DEFAULT_BRANCH");
  const std::string source = variables.get("CI_PIPELINE_SOURCE");
  if (source == "merge_request_event") {
    describe_pull_request(job);
    job.head = variables.first_of({"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"});
    job.before = variables.first_of(
        {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_MERGE_REQUEST_TARGET_BRANCH_SHA"});
    job.target = variables.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
  } else {
    describe_push(job);
    job.head = variables.get("CI_COMMIT_SHA");
    job.before = variables.get("CI_COMMIT_BEFORE_SHA");
    job.branch = variables.get("CI_COMMIT_BRANCH");
  }
}

void read_bitbucket(CiVariables& variables, CiJob& job) {
  job.head = variables.get("BITBUCKET_COMMIT");
  job.branch = variables.get("BITBUCKET_BRANCH");
  if (variables.get("BITBUCKET_PR_ID").empty()) return describe_push(job);
  describe_pull_request(job);
  job.before = variables.get("BITBUCKET_PR_DESTINATION_COMMIT");
  job.target = variables.get("BITBUCKET_PR_DESTINATION_BRANCH");
}

void read_azure(CiVariables& variables, CiJob& job) {
  job.target = short_branch(variables.get("SYSTEM_PULLREQUEST_TARGETBRANCH"));
  if (!job.target.empty()) {
    describe_pull_request(job);
    job.head = variables.first_of({"SYSTEM_PULLREQUEST_SOURCECOMMITID", "BUILD_SOURCEVERSION"});
  } else {
    describe_push(job);
    job.head = variables.get("BUILD_SOURCEVERSION");
    job.branch = short_branch(variables.get("BUILD_SOURCEBRANCH"));
  }
}

void read_jenkins(CiVariables& variables, CiJob& job) {
  job.head = variables.get("GIT_COMMIT");
  job.target = variables.get("CHANGE_TARGET");
  if (!job.target.empty()) return describe_pull_request(job);
  describe_push(job);
  job.before = variables.first_of({"GIT_PREVIOUS_COMMIT", "GIT_PREVIOUS_SUCCESSFUL_COMMIT"});
  job.branch = variables.get("BRANCH_NAME");
}

/// CircleCI tells of what was there before in a URL, ".../compare/BEFORE...HEAD", if at all.
void read_circle(CiVariables& variables, CiJob& job) {
  describe_push(job);
  job.head = variables.get("CIRCLE_SHA1");
  job.branch = variables.get("CIRCLE_BRANCH");
  const std::string url = variables.get("CIRCLE_COMPARE_URL");
  const std::string range = url.substr(url.rfind('/') + 1);
  const std::size_t dots = range.find("...");
  if (dots != std::string::npos) job.before = range.substr(0, dots);
}

void read_travis(CiVariables& variables, CiJob& job) {
  const std::string number = variables.get("TRAVIS_PULL_REQUEST");
  const bool is_pull_request = !number.empty() && number != "false";
  const std::string range = variables.get("TRAVIS_COMMIT_RANGE");
  const std::size_t dots = range.find("..");
  if (dots != std::string::npos) job.before = range.substr(0, dots);
  if (is_pull_request) {
    describe_pull_request(job);
    job.head = variables.first_of({"TRAVIS_PULL_REQUEST_SHA", "TRAVIS_COMMIT"});
    job.target = variables.get("TRAVIS_BRANCH");
  } else {
    describe_push(job);
    job.head = variables.get("TRAVIS_COMMIT");
    job.branch = variables.get("TRAVIS_BRANCH");
  }
}

void read_buildkite(CiVariables& variables, CiJob& job) {
  const std::string number = variables.get("BUILDKITE_PULL_REQUEST");
  job.head = variables.get("BUILDKITE_COMMIT");
  job.default_branch = variables.get("BUILDKITE_PIPELINE_DEFAULT_BRANCH");
  job.branch = variables.get("BUILDKITE_BRANCH");
  if (number.empty() || number == "false") return describe_push(job);
  describe_pull_request(job);
  job.target = variables.get("BUILDKITE_PULL_REQUEST_BASE_BRANCH");
}

void read_drone(CiVariables& variables, CiJob& job) {
  job.head = variables.first_of({"DRONE_COMMIT_AFTER", "DRONE_COMMIT_SHA", "DRONE_COMMIT"});
  job.default_branch = variables.get("DRONE_REPO_BRANCH");
  if (variables.get("DRONE_BUILD_EVENT") == "pull_request") {
    describe_pull_request(job);
    job.target = variables.first_of({"DRONE_TARGET_BRANCH", "DRONE_COMMIT_BRANCH"});
  } else {
    describe_push(job);
    job.before = variables.get("DRONE_COMMIT_BEFORE");
    job.branch = variables.get("DRONE_BRANCH");
  }
}

void read_woodpecker(CiVariables& variables, CiJob& job) {
  job.head = variables.get("CI_COMMIT_SHA");
  job.default_branch = variables.get("CI_REPO_DEFAULT_BRANCH");
  if (variables.get("CI_PIPELINE_EVENT").starts_with("pull_request")) {
    describe_pull_request(job);
    job.target = variables.get("CI_COMMIT_TARGET_BRANCH");
  } else {
    describe_push(job);
    job.before = variables.get("CI_PREV_COMMIT_SHA");
    job.branch = variables.get("CI_COMMIT_BRANCH");
  }
}

/// TeamCity tells a build's environment no more than the commit.
void read_teamcity(CiVariables& variables, CiJob& job) {
  describe_push(job);
  job.head = variables.get("BUILD_VCS_NUMBER");
}

struct System {
  const char* name;
  std::string_view variable;
  std::string_view value;  ///< that the variable must have; empty: any but none
  void (*read)(CiVariables& variables, CiJob& job);
};

// Those that also set another one's variables stand before it.
constexpr std::array kSystems{
    System{"Gitea Actions", "GITEA_ACTIONS", "", read_github},
    System{"Forgejo Actions", "FORGEJO_ACTIONS", "", read_github},
    System{"GitHub Actions", "GITHUB_ACTIONS", "", read_github},
    System{"GitLab CI", "GITLAB_CI", "", read_gitlab},
    System{"Bitbucket Pipelines", "BITBUCKET_BUILD_NUMBER", "", read_bitbucket},
    System{"Azure Pipelines", "TF_BUILD", "", read_azure},
    System{"CircleCI", "CIRCLECI", "", read_circle},
    System{"Travis CI", "TRAVIS", "", read_travis},
    System{"Buildkite", "BUILDKITE", "", read_buildkite},
    System{"Woodpecker", "CI", "woodpecker", read_woodpecker},
    System{"Drone", "DRONE", "", read_drone},
    System{"TeamCity", "TEAMCITY_VERSION", "", read_teamcity},
    System{"Jenkins", "JENKINS_URL", "", read_jenkins},
};

}  // namespace

std::optional<CiJob> find_ci_job(const base::Environment& environment) {
  CiVariables variables(environment);
  for (const System& system : kSystems) {
    const std::string value = environment.get(system.variable).value_or("");
    const bool is_it = system.value.empty() ? !value.empty() : value == system.value;
    if (!is_it) continue;
    CiJob job;
    job.system = system.name;
    system.read(variables, job);
    job.variables = variables.record();
    return job;
  }
  return std::nullopt;
}

std::string known_ci_systems() {
  std::string text;
  for (const System& system : kSystems) {
    text += text.empty() ? "" : ", ";
    text += std::string(system.variable);
    if (!system.value.empty()) text += "=" + std::string(system.value);
    text += " (" + std::string(system.name) + ")";
  }
  return text;
}

}  // namespace veto::hook
