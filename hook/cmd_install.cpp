#include <algorithm>
#include <filesystem>
#include <system_error>

#include <unistd.h>

#include <fmt/format.h>

#include "base/error.h"
#include "git/read_file.h"
#include "hook/commands.h"
#include "hook/output.h"
#include "hook/version.h"
#include "install/canary.h"
#include "install/doctor.h"
#include "install/install.h"
#include "install/repository.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

/// This program's own file.
std::string own_program() {
  std::error_code failure;
  const std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", failure);
  if (failure) throw base::unreadable("finding this program: " + failure.message());
  return path.string();
}

install::Target target_of(const Invocation& invocation) {
  install::Target target{invocation.environment, invocation.directory, own_program(), kVersion};
  if (!invocation.options.operands.empty()) {
    target.directory = git::absolute(invocation.options.operands.front(), invocation.directory);
    target.environment = install::without_repository(invocation.environment);
  }
  return target;
}

ExitCode show(const install::Report& report) {
  std::string text = fmt::format("hooks: {}\n", text::for_terminal(report.hooks_directory));
  for (const std::string& note : report.notes)
    text += fmt::format("  note: {}\n", text::for_terminal(note));
  for (const install::Outcome& outcome : report.outcomes) {
    text += fmt::format("  {}\n", text::for_terminal(install::describe(outcome)));
    for (const std::string& note : outcome.notes)
      text += fmt::format("    note: {}\n", text::for_terminal(note));
  }
  write_output(text);
  return install::complete(report) ? ExitCode::Clean : ExitCode::Incomplete;
}

std::string line_of(const install::Check& check) {
  const char* state = "ok     ";
  if (check.state == install::CheckState::Note) state = "note   ";
  if (check.state == install::CheckState::Problem) state = "PROBLEM";
  std::string line = fmt::format("{}  {}: {}\n", state, text::for_terminal(check.name),
                                 text::for_terminal(check.text));
  if (!check.remedy.empty())
    line += fmt::format("         -> {}\n", text::for_terminal(check.remedy));
  return line;
}

}  // namespace

ExitCode cmd_install(const Invocation& invocation) {
  const install::Target target = target_of(invocation);
  const ExitCode code = show(install::install(target));
  const install::Check canary = install::run_canary(target, install::find_repository(target));
  write_output(line_of(canary));
  if (canary.state == install::CheckState::Problem) return ExitCode::Incomplete;
  return code;
}

ExitCode cmd_uninstall(const Invocation& invocation) {
  return show(install::uninstall(target_of(invocation)));
}

ExitCode cmd_doctor(const Invocation& invocation) {
  const std::vector<install::Check> checks = install::doctor(target_of(invocation));
  std::string text;
  for (const install::Check& check : checks) text += line_of(check);
  write_output(text);
  const bool healthy = std::none_of(checks.begin(), checks.end(), [](const install::Check& check) {
    return check.state == install::CheckState::Problem;
  });
  return healthy ? ExitCode::Clean : ExitCode::Findings;
}

}  // namespace veto::hook
