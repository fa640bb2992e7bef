#include "install/for_all.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "install/config_hooks.h"
#include "install/config_install.h"
#include "install/git_command.h"
#include "install/hook_directory.h"
#include "install/install.h"
#include "install/made_directory.h"
#include "install/shared_directory.h"
#include "install/shell.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHooksPath = "core.hooksPath";
constexpr const char* kTemplateDir = "init.templateDir";

/// Git's configuration outside of any repository, and the file of it that is written.
struct Ground {
  GitCommand git;
  ConfigFile file;
  Reach reach;
};

Ground ground_of(const Target& target, Reach reach) {
  const GitCommand git(without_repository(target.environment), target.directory);
  return {git, ConfigFile(git, config_path(target.environment, git, reach)), reach};
}

/// What the file or one that it includes sets, "~" replaced; empty for nothing.
std::string path_setting(const Ground& ground, const std::string& key) {
  const Answer answer = ground.git.ask(
      {"config", "--file", ground.file.path(), "--includes", "--type=path", "--get", key});
  return answer.ok() ? answer.text : std::string();
}

/// Where git-veto keeps `what` for all repositories.
std::string data_directory(const Target& target, const Ground& ground, const char* what) {
  // The configuration of the machine has no home; beside it is where it can be found.
  if (ground.reach == Reach::System)
    return (fs::path(ground.file.path()).parent_path() / "git-veto" / what).string();
  const auto home = target.environment.get_nonempty("HOME");
  const auto data = target.environment.get_nonempty("XDG_DATA_HOME");
  if (!home && !data) throw base::usage_error("HOME is not set");
  return (fs::path(data ? *data : *home + "/.local/share") / "git-veto" / what).string();
}

/// Speaks against setting core.hooksPath in this file.
void require_unshadowed(const Target& target, const Ground& ground) {
  if (ground.reach == Reach::System) return;
  const Ground system = ground_of(target, Reach::System);
  if (const std::string path = path_setting(system, kHooksPath); !path.empty())
    throw base::usage_error("the configuration of the machine (" + system.file.path() +
                            ") sets core.hooksPath to " + path +
                            ", which a setting of yours would hide; type: git veto install "
                            "--system");
}

Report install_by_hooks_path(const Target& target, const Ground& ground) {
  Report report;
  const std::string own = data_directory(target, ground, "hooks");
  const std::string set = path_setting(ground, kHooksPath);
  if (!set.empty() && set != own) {
    if (fs::path(set).is_relative())
      throw base::usage_error(kHooksPath + std::string(" is ") + set + " in " + ground.file.path() +
                              ", so each repository has hooks of its own: install in each, or with "
                              "--each");
    report.hooks_directory = set;
    make_directory(set);
    report.outcomes = install_into(target, set, Place::Elsewhere, report.notes);
    report.notes.push_back("core.hooksPath in " + ground.file.path() + " leads there");
    return report;
  }
  require_unshadowed(target, ground);
  report.hooks_directory = own;
  make_directory(own);
  report.outcomes = install_shared(target, own);
  ground.file.set(kHooksPath, own);
  report.notes.push_back(
      "core.hooksPath in " + ground.file.path() +
      " leads there now; hooks of the repositories themselves go on running, except for "
      "reference-transaction, post-index-change, proc-receive and push-to-checkout");
  report.notes.push_back(
      "a repository that sets core.hooksPath itself is not reached: install in it");
  return report;
}

std::string template_directory(const Target& target, const Ground& ground,
                               const std::string& directory) {
  if (!directory.empty()) return directory;
  const std::string set = path_setting(ground, kTemplateDir);
  return set.empty() ? data_directory(target, ground, "template") : set;
}

/// Takes hooks out of the directories for all repositories: the one of git-veto's own, and the one
/// that core.hooksPath leads to.
std::vector<Outcome> drop_directories(const Target& target, const Ground& ground,
                                      std::vector<std::string>& notes) {
  const std::string own = data_directory(target, ground, "hooks");
  std::vector<std::string> directories = {own};
  if (const std::string set = path_setting(ground, kHooksPath); !set.empty() && set != own)
    directories.push_back(set);
  // First the setting: git must not look into a directory that is half gone.
  if (ground.file.wrote(kHooksPath)) {
    ground.file.unset(kHooksPath);
    ground.file.restore();
  }
  std::vector<Outcome> outcomes;
  std::error_code failure;
  for (const std::string& directory : directories) {
    if (!fs::is_directory(directory, failure)) continue;
    if (directory == own) uninstall_shared(directory);
    std::vector<Outcome> here = uninstall_from(target, directory);
    if (!here.empty()) notes.push_back("took the hooks out of " + directory);
    std::ranges::move(here, std::back_inserter(outcomes));
  }
  return outcomes;
}

}  // namespace

Report install_for_all(const Target& target, Reach reach) {
  require_program(target);
  const Ground ground = ground_of(target, reach);
  Report report;
  if (target.way == Way::Files || !has_config_hooks(git_version(ground.git))) {
    report = install_by_hooks_path(target, ground);
    if (!uninstall_from_config(ground.file).empty())
      report.notes.push_back("git-veto's hooks in " + ground.file.path() +
                             " are no longer needed: removed, the files do the same");
    return report;
  }
  report.hooks_directory = ground.file.path();
  report.outcomes = install_in_config(target, ground.git, ground.file);
  // What an older git needed would scan a second time.
  if (complete(report)) static_cast<void>(drop_directories(target, ground, report.notes));
  return report;
}

Report uninstall_for_all(const Target& target, Reach reach) {
  const Ground ground = ground_of(target, reach);
  Report report;
  report.hooks_directory = ground.file.path();
  report.outcomes = uninstall_from_config(ground.file);
  std::ranges::move(drop_directories(target, ground, report.notes),
                    std::back_inserter(report.outcomes));
  say_absent(target, report);
  return report;
}

Report install_in_template(const Target& target, const std::string& directory) {
  require_program(target);
  const Ground ground = ground_of(target, Reach::User);
  const std::string place = template_directory(target, ground, directory);
  Report report;
  report.hooks_directory = place + "/hooks";
  make_directory(report.hooks_directory);
  report.outcomes = install_into(target, report.hooks_directory, Place::GitDirectory, report.notes);
  if (path_setting(ground, kTemplateDir).empty()) {
    ground.file.set(kTemplateDir, place);
    report.notes.push_back("init.templateDir in " + ground.file.path() +
                           " leads there now, so new repositories do not get git's own samples");
  } else if (path_setting(ground, kTemplateDir) != place) {
    report.notes.push_back("init.templateDir in " + ground.file.path() +
                           " leads elsewhere: only git init --template=" + shell_quote(place) +
                           " takes these hooks");
  }
  report.notes.push_back("repositories that exist do not get them: git veto install --each");
  return report;
}

Report uninstall_from_template(const Target& target, const std::string& directory) {
  const Ground ground = ground_of(target, Reach::User);
  const std::string place = template_directory(target, ground, directory);
  Report report;
  report.hooks_directory = place + "/hooks";
  if (ground.file.wrote(kTemplateDir) && path_setting(ground, kTemplateDir) == place) {
    ground.file.unset(kTemplateDir);
    ground.file.restore();
  }
  std::error_code failure;
  if (fs::is_directory(report.hooks_directory, failure))
    report.outcomes = uninstall_from(target, report.hooks_directory);
  say_absent(target, report);
  return report;
}

}  // namespace veto::install
