#include "install/doctor.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "install/canary.h"
#include "install/check_hook.h"
#include "install/config_hooks.h"
#include "install/git_command.h"
#include "install/hook_file.h"
#include "install/hooks.h"
#include "install/repository.h"
#include "install/shell.h"
#include "install/site.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

Check check_git(const Target& target, const std::string& found) {
  Check check{"git", CheckState::Ok, {}, {}};
  const GitVersion version = git_version(GitCommand(target.environment, {}));
  check.text = found + ", version " + version.text;
  if (!version.at_least(2, 26)) {
    check.state = CheckState::Problem;
    check.remedy = "install git 2.26 or later";
  }
  return check;
}

/// The hook by which it is told whether git-veto is installed at all.
std::string_view first_hook(const Patient& patient) {
  return hooks_to_install(patient.target.side).front().name;
}

Check check_directory(const Patient& patient) {
  const Repository& repository = patient.repository;
  Check check{"hooks directory", CheckState::Ok, repository.hooks, {}};
  if (repository.hooks_path)
    check.text += ", from core.hooksPath in the " + repository.hooks_path->scope +
                  " configuration (" + repository.hooks_path->origin + ")";
  if (is_live(patient.configured, first_hook(patient))) {
    check.text += "; git-veto does not need it, git's configuration names the hooks";
  } else if (const auto objection = objection_to(repository)) {
    const Site site =
        site_of(patient.target, repository.hooks, hooks_to_install(patient.target.side).front());
    if (examine(site.path, patient.target.program).is_ours()) {
      check.text += "; git-veto is installed there for all repositories that use it";
      return check;
    }
    check.state = CheckState::Problem;
    check.text = objection->text();
  } else if (repository.place == Place::Elsewhere) {
    check.state = CheckState::Note;
    check.text += "; it is outside the repository, others may use it too";
  }
  return check;
}

/// Hooks of ours where git does not look, since core.hooksPath names another directory.
void add_unused(const Patient& patient, std::vector<Check>& checks) {
  const Repository& repository = patient.repository;
  const std::string own = repository.common_dir + "/hooks";
  std::error_code ignored;
  if (fs::equivalent(own, repository.hooks, ignored)) return;
  for (const HookKind& kind : kHooks) {
    const Site site = site_of(patient.target, own, kind);
    if (!examine(site.path, patient.target.program).is_ours()) continue;
    checks.push_back({std::string(kind.name),
                      CheckState::Note,
                      "git never runs " + site.path + ": core.hooksPath names another directory",
                      {},
                      "shadowed"});
  }
}

/// Hooks that a newer git has run, and this one does not.
void add_unread(const Patient& patient, std::vector<Check>& checks) {
  const GitCommand git(environment_at_home(patient.target, patient.repository),
                       patient.repository.home());
  const GitVersion version = git_version(git);
  if (has_config_hooks(version)) return;
  if (!git.ask({"config", "--get-regexp", "^hook[.]git-veto-.*[.]command$"}).ok()) return;
  checks.push_back({"configuration", CheckState::Note,
                    "it names hooks of git-veto, which git runs from 2.54 on; this is " +
                        version.text + " and does not",
                    "git veto install --files " + shell_quote(patient.target.directory)});
}

/// What git does without any hook, and what catches it.
Check check_coverage(const Patient& patient, const std::vector<Check>& checks) {
  const auto push = std::find_if(checks.begin(), checks.end(),
                                 [](const Check& check) { return check.name == "pre-push"; });
  const bool caught = push != checks.end() && push->state != CheckState::Problem;
  Check check{
      "not covered",
      CheckState::Note,
      "git runs no such hook for rebase, cherry-pick, revert, a fast-forward merge or pull, "
      "stash, and with --no-verify; ",
      {}};
  check.text += caught ? "what they bring is scanned by pre-push, before it leaves this machine"
                       : "with the pre-push hook it would be scanned before it leaves this machine";
  if (!caught) check.remedy = install_command(patient.target);
  return check;
}

Check check_program(const Target& target) {
  const std::string found = find_on_path(target.environment, "git-veto");
  std::error_code failure;
  if (found.empty())
    return {"program", CheckState::Note,
            target.program + " is not on PATH, so `git veto` does not work",
            "add " + fs::path(target.program).parent_path().string() + " to PATH"};
  if (!fs::equivalent(found, target.program, failure))
    return {"program",
            CheckState::Note,
            "`git veto` runs " + found + ", not this program, " + target.program,
            {}};
  return {"program", CheckState::Ok, found + ", version " + target.version, {}};
}

/// A bare repository is judged by what is pushed to it, unless it is set up for its worktrees.
HookSide side_of(const Target& target, const Repository& repository,
                 const ConfigHooks& configured) {
  if (!repository.top.empty()) return target.side;
  const HookKind hook = hooks_to_install(HookSide::Client).front();
  const Site site = site_of(target, repository.hooks, hook);
  const bool for_worktrees = find_config_hook(configured, hook.name) != nullptr ||
                             examine(site.path, target.program).is_ours();
  return for_worktrees ? target.side : HookSide::Server;
}

/// All that is to be said once the repository is found.
void add_checks_of(const Patient& patient, std::vector<Check>& checks) {
  const Target& target = patient.target;
  checks.push_back({"repository", CheckState::Ok, patient.repository.home(), {}});
  checks.push_back(check_directory(patient));
  for (const HookKind& hook : hooks_to_install(target.side))
    checks.push_back(check_hook(patient, hook));
  add_unused(patient, checks);
  add_unread(patient, checks);
  checks.push_back(check_program(target));
  if (target.side == HookSide::Client) checks.push_back(check_coverage(patient, checks));
  checks.push_back(run_canary(target, patient.repository));
}

}  // namespace

bool healthy(const std::vector<Check>& checks) {
  return std::none_of(checks.begin(), checks.end(),
                      [](const Check& check) { return check.state == CheckState::Problem; });
}

std::vector<Check> doctor(const Target& target) {
  std::vector<Check> checks;
  const std::string git = find_on_path(target.environment, "git");
  if (git.empty()) {
    checks.push_back({"git", CheckState::Problem, "git is not on PATH", "install git"});
    return checks;
  }
  checks.push_back(check_git(target, git));
  if (!healthy(checks)) return checks;
  const std::variant<Repository, base::Error> found = look_for_repository(target);
  if (const base::Error* error = std::get_if<base::Error>(&found)) {
    checks.push_back({"repository", CheckState::Problem, error->text(), {}});
    return checks;
  }
  const Repository& repository = std::get<Repository>(found);
  const ConfigHooks configured = config_hooks_of(target, repository);
  Target judged = target;
  judged.side = side_of(target, repository, configured);
  add_checks_of({judged, repository, configured}, checks);
  return checks;
}

}  // namespace veto::install
