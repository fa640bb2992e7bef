#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "git/read_file.h"
#include "hook/commands.h"
#include "hook/installer.h"
#include "hook/known_values.h"
#include "hook/output.h"
#include "install/canary.h"
#include "install/doctor.h"
#include "install/doctor_json.h"
#include "install/for_all.h"
#include "install/install.h"
#include "install/repository.h"

namespace veto::hook {
namespace {

using install::CheckState;
using install::Report;
using install::Target;

ExitCode code_of(bool good) {
  return good ? ExitCode::Clean : ExitCode::Incomplete;
}

/// "pre-commit: installed", or the first outcome that is not as good.
std::string summary_of(const Report& report) {
  const auto left =
      std::find_if(report.outcomes.begin(), report.outcomes.end(),
                   [](const auto& outcome) { return outcome.result == install::Result::Left; });
  const auto& outcome = left != report.outcomes.end() ? *left : report.outcomes.front();
  std::string text = install::describe(outcome);
  if (left != report.outcomes.end() && !outcome.notes.empty()) text += ": " + outcome.notes.front();
  return text;
}

Row install_row(const Target& target) {
  const Report report = install::install(target);
  const install::Check canary = install::run_canary(target, install::find_repository(target));
  return {install::complete(report) && canary.state != CheckState::Problem,
          summary_of(report) + "; self-test: " + canary.text};
}

Row uninstall_row(const Target& target) {
  const Report report = install::uninstall(target);
  return {install::complete(report), summary_of(report)};
}

/// The first problem; else what is said of the first hook.
Row doctor_row(const Target& target) {
  const std::vector<install::Check> checks = install::doctor(target);
  const bool good = install::healthy(checks);
  const auto shown = std::find_if(checks.begin(), checks.end(), [good](const auto& check) {
    return good ? !check.status.empty() : check.state == CheckState::Problem;
  });
  return {good,
          (good ? "" : shown->name + ": ") + (good ? shown->status + ": " : "") + shown->text};
}

/// Shows what an installation came to, and proves it.
ExitCode show_installed(const Report& report, const install::Check& canary) {
  write_output(text_of(report) + text_of(canary));
  return code_of(install::complete(report) && canary.state != CheckState::Problem);
}

ExitCode show_uninstalled(const Report& report) {
  write_output(text_of(report));
  return code_of(install::complete(report));
}

std::string template_of(const Invocation& invocation) {
  if (invocation.options.operands.empty()) return {};
  return git::absolute(invocation.options.operands.front(), invocation.directory);
}

/// For `--global`, `--system` and `--template`, where no operand is a repository.
Target target_here(const Invocation& invocation) {
  Target target = target_of(invocation);
  target.directory = invocation.directory;
  return target;
}

/// A template that was named is for `git init --template`, any other has to be found.
install::Check try_template(const Target& target, const std::string& named) {
  Target there = target;
  if (!named.empty()) there.environment.set("GIT_TEMPLATE_DIR", named);
  return install::run_canary_in_new_repository(there);
}

/// An Error is a finding too.
install::Diagnosis diagnose(const Target& target) {
  install::Diagnosis diagnosis{target.directory, {}};
  const Row row = row_of(target, [&](const Target& repository) {
    diagnosis.checks = install::doctor(repository);
    return Row{true, {}};
  });
  if (!row.good) diagnosis.checks = {{"repository", CheckState::Problem, row.text, {}}};
  return diagnosis;
}

}  // namespace

ExitCode cmd_install(const Invocation& invocation) {
  if (!invocation.options.known_values.empty())
    keep_known_values_choice(invocation.environment, invocation.options.known_values);
  switch (invocation.options.extent) {
    case Extent::Repository: {
      const Target target = target_of(invocation);
      const Report report = install::install(target);
      return show_installed(report, install::run_canary(target, install::find_repository(target)));
    }
    case Extent::Each:
      return code_of(for_each_repository(invocation, install_row));
    case Extent::User:
    case Extent::System: {
      const bool user = invocation.options.extent == Extent::User;
      const Target target = target_here(invocation);
      const Report report =
          install::install_for_all(target, user ? install::Reach::User : install::Reach::System);
      return show_installed(report, install::run_canary_in_new_repository(target));
    }
    case Extent::Template: {
      const Target target = target_here(invocation);
      const std::string named = template_of(invocation);
      const Report report = install::install_in_template(target, named);
      return show_installed(report, try_template(target, named));
    }
  }
  return ExitCode::Usage;
}

ExitCode cmd_uninstall(const Invocation& invocation) {
  switch (invocation.options.extent) {
    case Extent::Repository:
      return show_uninstalled(install::uninstall(target_of(invocation)));
    case Extent::Each:
      return code_of(for_each_repository(invocation, uninstall_row));
    case Extent::User:
      return show_uninstalled(
          install::uninstall_for_all(target_here(invocation), install::Reach::User));
    case Extent::System:
      return show_uninstalled(
          install::uninstall_for_all(target_here(invocation), install::Reach::System));
    case Extent::Template:
      return show_uninstalled(
          install::uninstall_from_template(target_here(invocation), template_of(invocation)));
  }
  return ExitCode::Usage;
}

ExitCode cmd_doctor(const Invocation& invocation) {
  const bool each = invocation.options.extent == Extent::Each;
  if (each && !invocation.options.json)
    return for_each_repository(invocation, doctor_row) ? ExitCode::Clean : ExitCode::Findings;
  std::vector<std::string> unreadable;
  const std::vector<Target> targets =
      each ? targets_of(invocation, unreadable) : std::vector{target_of(invocation)};
  std::vector<install::Diagnosis> diagnoses;
  for (const Target& target : targets) diagnoses.push_back(diagnose(target));
  for (const std::string& directory : unreadable)
    diagnoses.push_back({directory, {{"repository", CheckState::Problem, "cannot be read", {}}}});
  if (invocation.options.json) {
    write_output(install::doctor_json(diagnoses));
  } else {
    std::string text;
    for (const install::Check& check : diagnoses.front().checks) text += text_of(check);
    write_output(text);
  }
  const bool good = std::all_of(diagnoses.begin(), diagnoses.end(), [](const auto& diagnosis) {
    return install::healthy(diagnosis.checks);
  });
  return good ? ExitCode::Clean : ExitCode::Findings;
}

}  // namespace veto::hook
