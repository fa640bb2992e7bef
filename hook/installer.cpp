#include "hook/installer.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "git/read_file.h"
#include "hook/output.h"
#include "hook/version.h"
#include "install/find_repositories.h"
#include "text/count.h"
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

install::Target target_in(const Invocation& invocation, const std::string& directory) {
  return {invocation.environment,
          directory,
          own_program(),
          kVersion,
          invocation.options.server ? install::HookSide::Server : install::HookSide::Client,
          invocation.options.files ? install::Way::Files : install::Way::Preferred};
}

void print_row(const char* word, const std::string& directory, const std::string& said) {
  write_output(
      fmt::format("{:7} {}  {}\n", word, text::for_terminal(directory), text::for_terminal(said)));
}

}  // namespace

install::Target target_of(const Invocation& invocation) {
  if (invocation.options.operands.empty()) return target_in(invocation, invocation.directory);
  install::Target target = target_in(
      invocation, git::absolute(invocation.options.operands.front(), invocation.directory));
  target.environment = install::without_repository(invocation.environment);
  return target;
}

// The third place where an Error ends: it concerns one repository of many.
Row row_of(const install::Target& target, const std::function<Row(const install::Target&)>& work) {
  try {
    return work(target);
  } catch (const base::Error& error) {
    return {false, error.text()};
  }
}

std::string text_of(const install::Report& report) {
  std::string text = fmt::format("hooks: {}\n", text::for_terminal(report.hooks_directory));
  for (const std::string& note : report.notes)
    text += fmt::format("  note: {}\n", text::for_terminal(note));
  for (const install::Outcome& outcome : report.outcomes) {
    text += fmt::format("  {}\n", text::for_terminal(install::describe(outcome)));
    for (const std::string& note : outcome.notes)
      text += fmt::format("    note: {}\n", text::for_terminal(note));
  }
  return text;
}

std::string text_of(const install::Check& check) {
  const char* state = "ok     ";
  if (check.state == install::CheckState::Note) state = "note   ";
  if (check.state == install::CheckState::Problem) state = "PROBLEM";
  std::string line = fmt::format("{}  {}: {}\n", state, text::for_terminal(check.name),
                                 text::for_terminal(check.text));
  if (!check.remedy.empty())
    line += fmt::format("         -> {}\n", text::for_terminal(check.remedy));
  return line;
}

std::vector<install::Target> targets_of(const Invocation& invocation,
                                        std::vector<std::string>& unreadable) {
  std::vector<std::string> repositories;
  for (const std::string& operand : invocation.options.operands) {
    install::Found found = install::find_repositories(git::absolute(operand, invocation.directory));
    std::ranges::move(found.repositories, std::back_inserter(repositories));
    std::ranges::move(found.unreadable, std::back_inserter(unreadable));
  }
  std::ranges::sort(repositories);
  repositories.erase(std::unique(repositories.begin(), repositories.end()), repositories.end());
  if (repositories.empty() && unreadable.empty())
    throw base::usage_error("there is no repository below the directories that are named");
  std::vector<install::Target> targets;
  for (const std::string& repository : repositories) {
    targets.push_back(target_in(invocation, repository));
    targets.back().environment = install::without_repository(invocation.environment);
  }
  return targets;
}

bool for_each_repository(const Invocation& invocation,
                         const std::function<Row(const install::Target&)>& work) {
  std::vector<std::string> unreadable;
  std::size_t failed = 0;
  const std::vector<install::Target> targets = targets_of(invocation, unreadable);
  for (const install::Target& target : targets) {
    const Row row = row_of(target, work);
    if (!row.good) ++failed;
    print_row(row.good ? "ok" : "FAILED", target.directory, row.text);
  }
  for (const std::string& directory : unreadable) {
    ++failed;
    print_row("FAILED", directory, "cannot be read, so its repositories are not known");
  }
  write_output(
      fmt::format("{}, {} failed\n", text::count_of(targets.size(), "repository"), failed));
  return failed == 0;
}

}  // namespace veto::hook
