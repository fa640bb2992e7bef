// git-veto: stops secrets at the commit.

#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <fmt/format.h>

#include "base/environment.h"
#include "base/error.h"
#include "hook/arguments.h"
#include "hook/commands.h"
#include "hook/output.h"
#include "install/hooks.h"
#include "text/escape.h"

namespace veto::hook {
namespace {

ExitCode dispatch(const Invocation& invocation) {
  switch (invocation.options.verb) {
    case Verb::Staged:
      return cmd_staged(invocation);
    case Verb::History:
      return cmd_history(invocation);
    case Verb::Range:
      return cmd_range(invocation);
    case Verb::Ci:
      return cmd_ci(invocation);
    case Verb::Files:
      return cmd_files(invocation);
    case Verb::Stdin:
      return cmd_stdin(invocation);
    case Verb::Hook:
      return cmd_hook(invocation);
    case Verb::Install:
      return cmd_install(invocation);
    case Verb::Uninstall:
      return cmd_uninstall(invocation);
    case Verb::Doctor:
      return cmd_doctor(invocation);
    case Verb::Allow:
      return cmd_allow(invocation);
    case Verb::AllowList:
      return cmd_allow_list(invocation);
    case Verb::AllowPrune:
      return cmd_allow_prune(invocation);
    case Verb::AllowRemove:
      return cmd_allow_remove(invocation);
    case Verb::BaselineCreate:
      return cmd_baseline_create(invocation);
    case Verb::BaselineUpdate:
      return cmd_baseline_update(invocation);
    case Verb::BaselineShow:
      return cmd_baseline_show(invocation);
    case Verb::RulesList:
      return cmd_rules_list(invocation);
    case Verb::RulesShow:
      return cmd_rules_show(invocation);
    case Verb::RulesTest:
      return cmd_rules_test(invocation);
    case Verb::RulesCost:
      return cmd_rules_cost(invocation);
    case Verb::Explain:
      return cmd_explain(invocation);
    case Verb::Report:
      return cmd_report(invocation);
    case Verb::ConfigShow:
      return cmd_config_show(invocation);
    case Verb::ConfigCheck:
      return cmd_config_check(invocation);
    case Verb::ConfigPath:
      return cmd_config_path(invocation);
    case Verb::Trace:
      return cmd_trace(invocation);
    case Verb::PurgePlan:
      return cmd_purge_plan(invocation);
    case Verb::Incident:
      return cmd_incident(invocation);
    case Verb::Version:
      return cmd_version(invocation);
  }
  return ExitCode::Usage;
}

/// What the command line says. A hook is the path that every commit takes: it is recognised without
/// building the whole parser.
Parsed read_arguments(std::string_view program, std::vector<std::string> arguments) {
  Options options;
  options.verb = Verb::Hook;
  if (const std::optional<install::HookKind> hook = install::find_hook(program)) {
    options.operands = std::move(arguments);
    options.operands.insert(options.operands.begin(), std::string(hook->name));
    return {std::move(options), ""};
  }
  // Whose arguments are not ours: only the hook knows them.
  const bool is_hook = arguments.size() > 1 && arguments[0] == "hook";
  if (is_hook && arguments[1] != "--help" && arguments[1] != "-h") {
    options.operands.assign(arguments.begin() + 1, arguments.end());
    return {std::move(options), ""};
  }
  return parse_arguments(arguments);
}

ExitCode run(int argc, char** argv) {
  const Parsed parsed = read_arguments(argv[0], std::vector<std::string>(argv + 1, argv + argc));
  if (!parsed.options) {
    write_output(parsed.text);
    return ExitCode::Clean;
  }
  const base::Environment environment(::environ);
  const std::string directory = std::filesystem::current_path().string();
  return dispatch({*parsed.options, environment, directory});
}

/// The second of the two places where an Error ends.
ExitCode run_guarded(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const base::Error& error) {
    const bool is_usage = error.kind() == base::ErrorKind::Usage;
    write_error(fmt::format("git-veto: {}: {}\n", is_usage ? "error" : "incomplete",
                            text::guard_terminal(error.text())));
    return is_usage ? ExitCode::Usage : ExitCode::Incomplete;
  } catch (const std::bad_alloc&) {
    write_error("git-veto: incomplete: out of memory\n");
    return ExitCode::Incomplete;
  } catch (const std::exception& failure) {
    // Never 0, and never a crash that a caller might take for something else.
    write_error(fmt::format("git-veto: incomplete: internal error: {}\n",
                            text::guard_terminal(failure.what())));
    return ExitCode::Incomplete;
  }
}

}  // namespace
}  // namespace veto::hook

int main(int argc, char** argv) {
  // A pipe that nobody reads is an error of the write, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const auto code = veto::hook::run_guarded(argc, argv);
  // Nothing is left to flush: skipping destructors saves unmapping and freeing at every commit.
  ::_exit(static_cast<int>(code));
}
