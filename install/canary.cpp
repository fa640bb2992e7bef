#include "install/canary.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <utility>

#include <stdlib.h>
#include <sys/random.h>

#include "base/process.h"
#include "base/secret.h"
#include "install/git_command.h"
#include "install/hook_file.h"
#include "install/hooks.h"
#include "install/site.h"
#include "text/token_checksum.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

constexpr HookKind kTested = kHooks[0];
constexpr std::string_view kBlocked = "git-veto: blocked:";

class TemporaryDirectory {
 public:
  /// In TMPDIR or /tmp, else in `fallback`; path() is empty if neither can be written.
  TemporaryDirectory(const base::Environment& environment, const std::string& fallback) {
    std::string first = environment.get_nonempty("TMPDIR").value_or("/tmp");
    if (!first.starts_with('/')) first = "/tmp";
    for (const std::string& parent : {first, fallback}) {
      path_ = parent + "/git-veto-XXXXXX";
      if (::mkdtemp(path_.data()) != nullptr) return;
    }
    path_.clear();
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

/// A random token with a right checksum; empty when the system has no randomness. Its alphabet has
/// no vowels, so that no word in it can look like a placeholder.
base::Secret mint_token() {
  constexpr std::string_view kPrefix = "ghp_";
  constexpr std::string_view kAlphabet = "BCDFGHJKLMNPQRSTVWZbcdfghjklmnpqrstvwz23456789";
  constexpr std::size_t kLength = 30;
  std::string token(kPrefix);
  while (token.size() < kPrefix.size() + kLength) {
    unsigned char byte = 0;
    if (::getrandom(&byte, 1, 0) != 1) return {};
    const std::size_t index = byte & 63U;
    if (index < kAlphabet.size()) token.push_back(kAlphabet[index]);
  }
  const text::ChecksumAlgorithm* checksum = text::find_checksum("crc32-base62");
  if (checksum == nullptr) return {};
  token += checksum->mint(token, kPrefix.size());
  return base::Secret(std::move(token));
}

/// The path as an entry of GIT_ALTERNATE_OBJECT_DIRECTORIES, which are separated by colons.
std::string as_alternate(const std::string& path) {
  if (path.find_first_of(":\"") == std::string::npos) return path;
  std::string quoted = "\"";
  for (const char c : path) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    quoted.push_back(c);
  }
  return quoted + "\"";
}

/// The environment of a commit whose index and new objects are in `temporary`.
base::Environment commit_environment(const Target& target, const Repository& repository,
                                     const std::string& temporary) {
  base::Environment environment = environment_at_home(target, repository);
  const GitCommand git(environment, repository.home());
  const fs::path objects =
      fs::path(repository.home()) / git.require({"rev-parse", "--git-path", "objects"});
  std::string alternates = as_alternate(objects.lexically_normal().string());
  if (const auto others = environment.get_nonempty("GIT_ALTERNATE_OBJECT_DIRECTORIES"))
    alternates += ":" + *others;
  environment.set("GIT_ALTERNATE_OBJECT_DIRECTORIES", alternates);
  environment.set("GIT_OBJECT_DIRECTORY", temporary + "/objects");
  environment.set("GIT_INDEX_FILE", temporary + "/index");
  environment.set("GIT_NO_LAZY_FETCH", "1");
  environment.set("GIT_EDITOR", ":");
  environment.set("GIT_VETO_SELF_TEST", "1");
  return environment;
}

/// Fills the index of `environment` from HEAD and adds a file with the secret. Returns git's words
/// when it fails, else nothing.
std::string stage_secret(const GitCommand& git, const base::Secret& secret) {
  // No hook of the user runs for this index, and no daemon or shared index file is made for it.
  const std::vector<std::string> prefix = {
      "-c", "core.hooksPath=/dev/null", "-c", "core.splitIndex=false",
      "-c", "core.fsmonitor=false",     "-c", "core.untrackedCache=false"};
  const auto run = [&](std::vector<std::string> arguments, std::string input = {}) {
    arguments.insert(arguments.begin(), prefix.begin(), prefix.end());
    return git.tell(std::move(arguments), std::move(input));
  };
  if (git.ask({"rev-parse", "--verify", "--quiet", "HEAD^{tree}"}).ok()) {
    if (const Answer answer = run({"read-tree", "HEAD"}); !answer.ok()) return answer.error;
  }
  const Answer blob = run({"hash-object", "-w", "--no-filters", "--stdin"},
                          "github token: " + secret.reveal() + "\n");
  if (!blob.ok()) return blob.error;
  const Answer added = run({"update-index", "--add", "--replace", "--cacheinfo",
                            "100644," + blob.text + ",git-veto-self-test"});
  if (!added.ok()) return added.error;
  // git commit has written the trees by the time it runs the hook.
  const Answer tree = run({"write-tree", "--missing-ok"});
  return tree.ok() ? std::string() : tree.error;
}

/// Runs the hook, through git where git can: then what runs is what git finds.
base::Output run_hook(const Site& site, const base::Environment& environment,
                      const std::string& directory) {
  const GitCommand git(environment, directory);
  // Since 2.54 `git hook run` runs hooks of the configuration too, which are none of ours.
  const bool configured = git.ask({"config", "--get-regexp", "^hook\\..*\\.event$"}).ok();
  std::vector<std::string> command = {site.path};
  if (git_version(git).at_least(2, 36) && !configured)
    command = {"git", "hook", "run", std::string(site.hook.name)};
  return base::run({std::move(command), environment, directory, {}});
}

/// The first of the lines by which git-veto says what it made of the commit.
std::string own_words(std::string_view text) {
  const std::size_t at = text.find("git-veto: ");
  if (at == std::string_view::npos) return "nothing";
  return one_line(text.substr(at, text.find('\n', at) - at));
}

Check judge(const base::Output& output, const base::Secret& secret) {
  Check check{kCanaryCheck, CheckState::Problem, {}, {}};
  if (output.out.find(secret.reveal()) != std::string::npos ||
      output.err.find(secret.reveal()) != std::string::npos) {
    check.text = "the hook showed the secret that it was tested with";
  } else if (output.status == 1 && output.err.find(kBlocked) != std::string::npos) {
    check.state = CheckState::Ok;
    check.text = "a commit that adds a secret is blocked";
  } else if (output.status == 0) {
    check.text = "the hook let a commit pass that adds a secret; it said: " + own_words(output.err);
  } else {
    check.text = "the hook failed with status " + std::to_string(output.status) +
                 " instead of finding a secret; it said: " + own_words(output.err);
  }
  return check;
}

}  // namespace

Check run_canary(const Target& target, const Repository& repository) {
  const auto note = [](std::string text) {
    return Check{kCanaryCheck, CheckState::Note, std::move(text), {}};
  };
  const auto problem = [](std::string text) {
    return Check{kCanaryCheck, CheckState::Problem, std::move(text), {}};
  };
  if (repository.top.empty()) return note("not done: nothing is committed in a bare repository");
  const Site site = site_of(target, repository.hooks, kTested);
  const HookFile hook = examine(site.path, target.program);
  if (hook.kind != HookFileKind::Program && hook.kind != HookFileKind::Shim)
    return note("not done: the " + std::string(kTested.name) + " hook is not git-veto's");

  const TemporaryDirectory temporary(target.environment, repository.git_dir);
  std::error_code failure;
  if (temporary.path().empty() || !fs::create_directory(temporary.path() + "/objects", failure))
    return problem("not done: no temporary directory can be made");
  const base::Secret secret = mint_token();
  if (secret.size() == 0) return problem("not done: no random numbers can be had");
  const base::Environment environment = commit_environment(target, repository, temporary.path());
  if (const std::string said = stage_secret(GitCommand(environment, repository.home()), secret);
      !said.empty())
    return problem("not done: git could not fill a temporary index: " + said);
  return judge(run_hook(site, environment, repository.home()), secret);
}

}  // namespace veto::install
