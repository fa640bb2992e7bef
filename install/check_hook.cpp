#include "install/check_hook.h"

#include <filesystem>
#include <string_view>

#include "install/chain.h"
#include "install/git_command.h"
#include "install/hook_file.h"
#include "install/other_tool.h"
#include "install/shell.h"
#include "install/site.h"

namespace veto::install {
namespace {

namespace fs = std::filesystem;

/// What becomes of the hook that was there before.
void add_chain(const Site& site, const HookFile& hook, Check& check) {
  if (!exists(site.kept)) {
    if (hook.kind == HookFileKind::Shim && hook.text.find("kept=") != std::string::npos) {
      check.state = CheckState::Problem;
      check.status = "broken";
      check.text += "; the kept hook " + kept_name(site.hook.name) + " is gone";
    }
    return;
  }
  const ChainPlan plan = plan_chain(site.hook, examine(site.kept, site.target.program));
  if (hook.kind == HookFileKind::Program) {
    check.state = CheckState::Problem;
    check.status = "broken";
    check.text += "; " + kept_name(site.hook.name) + " is kept but does not run";
  } else if (plan.chain == Chain::Ignored) {
    check.text += "; " + kept_name(site.hook.name) + " is kept, not executable, and does not run";
  } else {
    check.text += ", then runs " + kept_name(site.hook.name);
  }
}

/// A program that is gone from the place that a hook names.
void add_missing_program(const Target& target, const std::string& program, Check& check) {
  check.text += "; the program that it runs is gone: " + program;
  const std::string found = find_on_path(target.environment, "git-veto");
  check.status = found.empty() ? "broken" : "stale";
  check.state = found.empty() ? CheckState::Problem : CheckState::Note;
  if (!found.empty()) check.text += "; it runs " + found + ", found on PATH";
}

Check check_own_hook(const Site& site, const HookFile& hook) {
  Check check{std::string(site.hook.name), CheckState::Ok, "git-veto " + hook.version, {}, "live"};
  if (hook.kind == HookFileKind::Shim) check.text += " (shell script)";
  add_chain(site, hook, check);
  std::error_code ignored;
  if (!hook.runnable) {
    check.state = CheckState::Problem;
    check.status = "not-executable";
    check.text += "; it is not executable, so git ignores it";
  } else if (hook.symbolic) {
    check.state = CheckState::Note;
    check.text += "; it is a symbolic link: git says nothing when its target is gone";
  } else if (hook.kind == HookFileKind::Shim && hook.program.empty()) {
    check.state = CheckState::Problem;
    check.status = "broken";
    check.text += "; it names no program, so it does not scan";
  } else if (hook.kind == HookFileKind::Shim && !fs::is_regular_file(hook.program, ignored)) {
    add_missing_program(site.target, hook.program, check);
  } else if (hook.kind == HookFileKind::Shim && !hook.genuine) {
    check.state = CheckState::Note;
    check.status = "edited";
    check.text += "; edited since git-veto wrote it";
    return check;
  } else if (hook.version != site.target.version ||
             (hook.kind == HookFileKind::Program && !hook.genuine)) {
    check.state = CheckState::Note;
    check.status = "stale";
    check.text += "; not the program that you run now, " + site.target.version;
  }
  if (check.state != CheckState::Ok) check.remedy = install_command(site.target);
  return check;
}

/// A hook that git's configuration names.
Check check_config_hook(const Patient& patient, std::string_view hook, const ConfigHook& entry) {
  const Target& target = patient.target;
  Check check{std::string(hook),
              CheckState::Ok,
              "hook." + config_name(hook) + " in the " + entry.scope + " configuration (" +
                  entry.origin + ")",
              {},
              "live"};
  std::error_code ignored;
  const std::optional<std::string> program = program_of(entry.command, hook);
  if (!is_live(patient.configured, hook)) {
    check.state = CheckState::Problem;
    check.status = "switched-off";
    check.text += "; switched off: git does not run it";
    check.remedy = "git config --unset-all hook." + config_name(hook) + ".enabled, then " +
                   install_command(target);
    return check;
  }
  if (!program) {
    check.state = CheckState::Note;
    check.status = "edited";
    check.text += "; edited since git-veto wrote it";
    return check;
  }
  if (!fs::is_regular_file(*program, ignored)) {
    add_missing_program(target, *program, check);
  } else if (!fs::equivalent(*program, target.program, ignored)) {
    const HookFile file = examine(*program, target.program);
    check.text += "; it runs " + *program + ", version " + file.version;
    if (file.version == target.version) return check;
    check.state = CheckState::Note;
    check.status = "stale";
    check.text += "; not the program that you run now, " + target.version;
  }
  if (check.state != CheckState::Ok) check.remedy = install_command(target);
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
              install_command(site.target), "foreign"};
  const OtherTool* tool = find_other_tool(site.directory, hook.text);
  if (tool != nullptr) {
    check.text += ", it is made by " + std::string(tool->name);
    if (!tool->instead.empty()) check.remedy = tool->instead;
  }
  const std::string aside = tool == nullptr || tool->runs_aside.empty()
                                ? std::string()
                                : site.path + std::string(tool->runs_aside);
  if (!hook.runnable) {
    check.text += "; it is not executable, so git ignores it";
  } else if (const HookFile moved = examine(aside, site.target.program);
             !aside.empty() && moved.is_ours() && moved.runnable) {
    check.state = CheckState::Note;
    check.status = "live";
    check.text += ", which runs git-veto as " + fs::path(aside).filename().string() +
                  "; the self-test does not cover that";
  } else if (const std::string caller = caller_of_git_veto(site, hook, tool, home);
             !caller.empty()) {
    check.state = CheckState::Note;
    check.text += "; " + caller + " calls git-veto, which the self-test does not cover";
    check.remedy.clear();
  }
  return check;
}

Check check_file(const Site& site, const std::string& home) {
  const HookFile hook = examine(site.path, site.target.program);
  Check check{std::string(site.hook.name),
              CheckState::Problem,
              {},
              install_command(site.target),
              "missing"};
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
      check.status = "foreign";
      check.text = site.path + " is not a file";
      check.remedy = "move it away, then " + install_command(site.target);
      break;
  }
  if (exists(site.kept))
    check.text += "; " + kept_name(site.hook.name) + " is left from an earlier installation";
  return check;
}

}  // namespace

std::string install_command(const Target& target) {
  const char* const side = target.side == HookSide::Server ? "--server " : "";
  return std::string("git veto install ") + side + shell_quote(target.directory);
}

Check check_hook(const Patient& patient, HookKind hook) {
  const Site site = site_of(patient.target, patient.repository.hooks, hook);
  const bool file = examine(site.path, patient.target.program).is_ours();
  const ConfigHook* entry = find_config_hook(patient.configured, hook.name);
  const bool configured = entry != nullptr && !entry->command.empty();
  if (!configured || (file && !is_live(patient.configured, hook.name)))
    return check_file(site, patient.repository.home());
  Check check = check_config_hook(patient, hook.name, *entry);
  if (!file || check.state == CheckState::Problem) return check;
  check.state = CheckState::Note;
  check.text += "; " + site.path + " is git-veto's too, so it scans twice";
  check.remedy = install_command(patient.target);
  return check;
}

}  // namespace veto::install
