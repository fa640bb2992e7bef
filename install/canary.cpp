#include "install/canary.h"

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>

#include <sys/random.h>

#include "base/process.h"
#include "base/secret.h"
#include "install/config_hooks.h"
#include "install/git_command.h"
#include "install/hook_file.h"
#include "install/hooks.h"
#include "install/site.h"
#include "install/temporary_directory.h"
#include "text/token_checksum.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBlocked = "git-veto: blocked:";

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
  if (target.side == HookSide::Client) return environment;
  // As receive-pack has it.
  environment.set("GIT_DIR", repository.git_dir);
  environment.unset("GIT_WORK_TREE");
  environment.set("GIT_QUARANTINE_PATH", temporary + "/objects");
  for (const std::string who : {"GIT_AUTHOR", "GIT_COMMITTER"}) {
    environment.set(who + "_NAME", "git-veto");
    environment.set(who + "_EMAIL", "git-veto@localhost");
  }
  return environment;
}

/// What a push or commit under test consists of, or why there is none.
struct Bait {
  std::string failure;  ///< git's words; empty when all went well
  std::string commit;   ///< on top of HEAD; only for the server's side
};

/// Fills the index of `environment` from HEAD and adds a file with the secret.
Bait stage_secret(const GitCommand& git, const base::Secret& secret, HookSide side) {
  // No hook of the user runs for this index, and no daemon or shared index file is made for it.
  const std::vector<std::string> prefix = {
      "-c", "core.hooksPath=/dev/null", "-c", "core.splitIndex=false",
      "-c", "core.fsmonitor=false",     "-c", "core.untrackedCache=false"};
  const auto run = [&](std::vector<std::string> arguments, std::string input = {}) {
    arguments.insert(arguments.begin(), prefix.begin(), prefix.end());
    return git.tell(std::move(arguments), std::move(input));
  };
  const Answer head = git.ask({"rev-parse", "--verify", "--quiet", "HEAD^{commit}"});
  if (head.ok()) {
    if (const Answer answer = run({"read-tree", "HEAD"}); !answer.ok()) return {answer.error, {}};
  }
  const Answer blob = run({"hash-object", "-w", "--no-filters", "--stdin"},
                          "github token: " + secret.reveal() + "\n");
  if (!blob.ok()) return {blob.error, {}};
  const Answer added = run({"update-index", "--add", "--replace", "--cacheinfo",
                            "100644," + blob.text + ",git-veto-self-test"});
  if (!added.ok()) return {added.error, {}};
  // git commit has written the trees by the time it runs the hook.
  const Answer tree = run({"write-tree", "--missing-ok"});
  if (!tree.ok()) return {tree.error, {}};
  if (side == HookSide::Client) return {};
  std::vector<std::string> command = {"commit-tree", "-m", "git-veto self-test", tree.text};
  if (head.ok()) command.insert(command.end(), {"-p", head.text});
  const Answer commit = run(std::move(command));
  return commit.ok() ? Bait{{}, commit.text} : Bait{commit.error, {}};
}

/// `environment` with one more setting for git, of the kind that wins over all files.
void add_setting(base::Environment& environment, const std::string& key, const char* value) {
  const std::string count = environment.get_nonempty("GIT_CONFIG_COUNT").value_or("0");
  environment.set("GIT_CONFIG_KEY_" + count, key);
  environment.set("GIT_CONFIG_VALUE_" + count, value);
  environment.set("GIT_CONFIG_COUNT", std::to_string(std::atoi(count.c_str()) + 1));
}

/// One run of a hook, as git would run it.
struct Trial {
  const Site& site;
  base::Environment environment;
  std::string directory;
  std::string input;       ///< of the hook
  bool by_config = false;  ///< the one that the configuration names, as opposed to the file
};

/// Runs the hook through git where git can: then what runs is what git finds. All other hooks are
/// switched off for it.
base::Output run_trial(Trial trial, const ConfigHooks& configured, const std::string& temporary) {
  const GitVersion version = git_version(GitCommand(trial.environment, trial.directory));
  const bool through_git = trial.by_config || (version.at_least(2, 36) && trial.input.empty());
  if (!through_git)
    return base::run({{trial.site.path}, trial.environment, trial.directory, trial.input});
  for (const auto& [name, hook] : configured)
    if (!hook.events.empty() && !(trial.by_config && name == config_name(trial.site.hook.name)))
      add_setting(trial.environment, "hook." + name + ".enabled", "false");
  if (trial.by_config) add_setting(trial.environment, "core.hooksPath", "/dev/null");
  std::vector<std::string> command = {"git", "hook", "run"};
  if (!trial.input.empty()) {
    command.push_back("--to-stdin=" + temporary + "/input");
    std::ofstream(temporary + "/input") << trial.input;
  }
  command.emplace_back(trial.site.hook.name);
  return base::run({std::move(command), trial.environment, trial.directory, {}});
}

/// The first of the lines by which git-veto says what it made of the commit.
std::string own_words(std::string_view text) {
  const std::size_t at = text.find("git-veto: ");
  if (at == std::string_view::npos) return "nothing";
  return one_line(text.substr(at, text.find('\n', at) - at));
}

Check judge(const base::Output& output, const base::Secret& secret, const std::string& what) {
  Check check{kCanaryCheck, CheckState::Problem, {}, {}};
  if (output.out.find(secret.reveal()) != std::string::npos ||
      output.err.find(secret.reveal()) != std::string::npos) {
    check.text = "the hook showed the secret that it was tested with";
  } else if (output.status == 1 && output.err.find(kBlocked) != std::string::npos) {
    check.state = CheckState::Ok;
    check.text = "a " + what + " that adds a secret is blocked";
  } else if (output.status == 0) {
    check.text =
        "the hook let a " + what + " pass that adds a secret; it said: " + own_words(output.err);
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
  if (repository.top.empty() && target.side == HookSide::Client)
    return note("not done: nothing is committed in a bare repository");
  const HookKind tested = hooks_to_install(target.side).front();
  const Site site = site_of(target, repository.hooks, tested);
  const ConfigHooks configured = config_hooks_of(target, repository);
  const bool by_config = is_live(configured, tested.name);
  if (!by_config && !examine(site.path, target.program).is_ours())
    return note("not done: the " + std::string(tested.name) + " hook is not git-veto's");

  const TemporaryDirectory temporary(target.environment, repository.git_dir);
  std::error_code failure;
  if (temporary.path().empty() || !fs::create_directory(temporary.path() + "/objects", failure))
    return problem("not done: no temporary directory can be made");
  const base::Secret secret = mint_token();
  if (secret.size() == 0) return problem("not done: no random numbers can be had");
  const base::Environment environment = commit_environment(target, repository, temporary.path());
  const Bait bait = stage_secret(GitCommand(environment, repository.home()), secret, target.side);
  if (!bait.failure.empty())
    return problem("not done: git could not fill a temporary index: " + bait.failure);
  const bool push = target.side == HookSide::Server;
  Trial trial{site, environment, push ? repository.git_dir : repository.home(), {}, by_config};
  if (push)
    trial.input = std::string(bait.commit.size(), '0') + " " + bait.commit +
                  " refs/heads/git-veto-self-test\n";
  const base::Output output = run_trial(std::move(trial), configured, temporary.path());
  return judge(output, secret, push ? "push" : "commit");
}

Check run_canary_in_new_repository(const Target& target) {
  const TemporaryDirectory temporary(target.environment, "/tmp");
  Target there = target;
  there.environment = without_repository(target.environment);
  there.directory = temporary.path();
  std::vector<std::string> command = {"init", "-q", "."};
  if (target.side == HookSide::Server) command.insert(command.begin() + 1, "--bare");
  const Answer made = GitCommand(there.environment, there.directory).ask(std::move(command));
  if (temporary.path().empty() || !made.ok())
    return {kCanaryCheck,
            CheckState::Problem,
            "not done: no new repository can be made: " + made.error,
            {}};
  Check check = run_canary(there, find_repository(there));
  if (check.state == CheckState::Note) {
    check.state = CheckState::Problem;
    check.text = "git does not find the hooks in a new repository; " + check.text;
  }
  return check;
}

}  // namespace veto::install
