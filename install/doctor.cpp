#include "install/doctor.h"

#include <filesystem>
#include <string_view>
#include <utility>

#include "install/canary.h"
#include "install/chain.h"
#include "install/git_command.h"
#include "install/hook_file.h"
#include "install/hooks.h"
#include "install/other_tool.h"
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

Check check_directory(const Repository& repository) {
  Check check{"hooks directory", CheckState::Ok, repository.hooks, {}};
  if (repository.hooks_path)
    check.text += ", from core.hooksPath in the " + repository.hooks_path->scope +
                  " configuration (" + repository.hooks_path->origin + ")";
  if (const auto objection = objection_to(repository)) {
    check.state = CheckState::Problem;
    check.text = objection->text();
  } else if (repository.place == Place::Elsewhere) {
    check.state = CheckState::Note;
    check.text += "; it is outside the repository, others may use it too";
  }
  return check;
}

std::string install_command(const Target& target) {
  return "git veto install " + shell_quote(target.directory);
}

/// What becomes of the hook that was there before.
void add_chain(const Site& site, const HookFile& hook, Check& check) {
  if (!exists(site.kept)) {
    if (hook.kind == HookFileKind::Shim && hook.text.find("kept=") != std::string::npos) {
      check.state = CheckState::Problem;
      check.text += "; the kept hook " + kept_name(site.hook.name) + " is gone";
    }
    return;
  }
  const ChainPlan plan = plan_chain(site.hook, examine(site.kept, site.target.program));
  if (hook.kind == HookFileKind::Program) {
    check.state = CheckState::Problem;
    check.text += "; " + kept_name(site.hook.name) + " is kept but does not run";
  } else if (plan.chain == Chain::Ignored) {
    check.text += "; " + kept_name(site.hook.name) + " is kept, not executable, and does not run";
  } else {
    check.text += ", then runs " + kept_name(site.hook.name);
  }
}

Check check_own_hook(const Site& site, const HookFile& hook) {
  Check check{std::string(site.hook.name), CheckState::Ok, "git-veto " + hook.version, {}};
  if (hook.kind == HookFileKind::Shim) check.text += " (shell script)";
  add_chain(site, hook, check);
  std::error_code ignored;
  if (!hook.runnable) {
    check.state = CheckState::Problem;
    check.text += "; it is not executable, so git ignores it";
  } else if (hook.symbolic) {
    check.state = CheckState::Note;
    check.text += "; it is a symbolic link: git says nothing when its target is gone";
  } else if (hook.kind == HookFileKind::Shim && !fs::is_regular_file(hook.program, ignored)) {
    check.state = CheckState::Problem;
    check.text += "; the program that it runs is gone: " + hook.program;
  } else if (hook.kind == HookFileKind::Shim && !hook.genuine) {
    check.state = CheckState::Note;
    check.text += "; edited since git-veto wrote it";
    return check;
  } else if (hook.version != site.target.version ||
             (hook.kind == HookFileKind::Program && !hook.genuine)) {
    check.state = CheckState::Note;
    check.text += "; not the program that you run now, " + site.target.version;
  }
  if (check.state != CheckState::Ok) check.remedy = install_command(site.target);
  return check;
}

/// The file by which somebody else's hook calls git-veto of its own accord; empty if none is known.
std::string caller_of_git_veto(const Site& site, const HookFile& hook, const OtherTool* tool,
                               const std::string& home) {
  if (calls_git_veto(hook.text)) return site.path;
  if (tool == nullptr) return {};
  std::string settings(tool->settings);
  constexpr std::string_view kName = "@HOOK@";
  if (const std::size_t at = settings.find(kName); at != std::string::npos)
    settings.replace(at, kName.size(), site.hook.name);
  const std::string path = (fs::path(home) / settings).string();
  return calls_git_veto(examine(path, site.target.program).text) ? path : std::string();
}

Check check_foreign_hook(const Site& site, const HookFile& hook, const std::string& home) {
  Check check{std::string(site.hook.name), CheckState::Problem, "the hook is not git-veto's",
              install_command(site.target)};
  const OtherTool* tool = find_other_tool(site.directory, hook.text);
  if (tool != nullptr) {
    check.text += ", it is made by " + std::string(tool->name);
    if (!tool->instead.empty()) check.remedy = tool->instead;
  }
  if (!hook.runnable) {
    check.text += "; it is not executable, so git ignores it";
  } else if (const std::string caller = caller_of_git_veto(site, hook, tool, home);
             !caller.empty()) {
    check.state = CheckState::Note;
    check.text += "; " + caller + " calls git-veto, which the self-test does not cover";
    check.remedy.clear();
  }
  return check;
}

Check check_hook(const Site& site, const std::string& home) {
  const HookFile hook = examine(site.path, site.target.program);
  Check check{std::string(site.hook.name), CheckState::Problem, {}, install_command(site.target)};
  switch (hook.kind) {
    case HookFileKind::Program:
    case HookFileKind::Shim:
      return check_own_hook(site, hook);
    case HookFileKind::Foreign:
      check = check_foreign_hook(site, hook, home);
      break;
    case HookFileKind::Absent:
      check.text = "no hook: git-veto is not installed here";
      break;
    case HookFileKind::Unusable:
      check.text = site.path + " is not a file";
      check.remedy = "move it away, then " + install_command(site.target);
      break;
  }
  if (exists(site.kept))
    check.text += "; " + kept_name(site.hook.name) + " is left from an earlier installation";
  return check;
}

/// Hooks of ours where git does not look, since core.hooksPath names another directory.
void add_unused(const Target& target, const Repository& repository, std::vector<Check>& checks) {
  const std::string own = repository.common_dir + "/hooks";
  std::error_code ignored;
  if (fs::equivalent(own, repository.hooks, ignored)) return;
  for (const HookKind& kind : kHooks) {
    const Site site = site_of(target, own, kind);
    const HookFile hook = examine(site.path, target.program);
    if (hook.kind == HookFileKind::Program || hook.kind == HookFileKind::Shim)
      checks.push_back({std::string(kind.name),
                        CheckState::Note,
                        "git never runs " + site.path + ": core.hooksPath names another directory",
                        {}});
  }
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

}  // namespace

std::vector<Check> doctor(const Target& target) {
  std::vector<Check> checks;
  const std::string git = find_on_path(target.environment, "git");
  if (git.empty()) {
    checks.push_back({"git", CheckState::Problem, "git is not on PATH", "install git"});
    return checks;
  }
  checks.push_back(check_git(target, git));
  const std::variant<Repository, base::Error> found = look_for_repository(target);
  if (const base::Error* error = std::get_if<base::Error>(&found)) {
    checks.push_back({"repository", CheckState::Problem, error->text(), {}});
    return checks;
  }
  const Repository& repository = std::get<Repository>(found);
  checks.push_back({"repository", CheckState::Ok, repository.home(), {}});
  checks.push_back(check_directory(repository));
  for (const HookKind& hook : kHooks)
    checks.push_back(check_hook(site_of(target, repository.hooks, hook), repository.home()));
  add_unused(target, repository, checks);
  checks.push_back(check_program(target));
  checks.push_back(
      {"not covered",
       CheckState::Note,
       "git runs no such hook for cherry-pick, revert, rebase and stash: scan what they "
       "made with git veto history",
       {}});
  checks.push_back(run_canary(target, repository));
  return checks;
}

}  // namespace veto::install
