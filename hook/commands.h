// The verbs of the program, each in a file of its own. They return the exit code and throw
// base::Error for main to show.
#pragma once

#include <string>

#include "base/environment.h"
#include "hook/exit_code.h"
#include "hook/options.h"

namespace veto::hook {

/// What every verb is given: what was typed, the environment, and the working directory (absolute).
struct Invocation {
  const Options& options;
  const base::Environment& environment;
  const std::string& directory;
};

[[nodiscard]] ExitCode cmd_staged(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_history(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_range(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_ci(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_files(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_stdin(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_hook(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_install(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_uninstall(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_doctor(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_allow(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_allow_list(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_allow_prune(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_allow_remove(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_baseline_create(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_baseline_update(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_baseline_show(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_rules_list(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_rules_show(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_rules_test(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_rules_cost(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_explain(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_report(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_config_show(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_config_check(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_config_path(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_trace(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_purge_plan(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_incident(const Invocation& invocation);
[[nodiscard]] ExitCode cmd_version(const Invocation& invocation);

}  // namespace veto::hook
