#include "hook/present.h"

#include <filesystem>
#include <string>
#include <system_error>

#include <unistd.h>

#include "hook/output.h"
#include "report/human.h"
#include "report/words.h"

namespace veto::hook {
namespace {

ExitCode exit_code_of(const model::ScanResult& result) {
  if (result.count_open(result.failing_tier) > 0) return ExitCode::Findings;
  return result.complete() ? ExitCode::Clean : ExitCode::Incomplete;
}

report::Color color_for(int descriptor, const ScanFlags& flags,
                        const base::Environment& environment) {
  switch (flags.color) {
    case ColorChoice::Always:
      return report::Color::Always;
    case ColorChoice::Never:
      return report::Color::Never;
    case ColorChoice::Auto:
      break;
  }
  const bool wanted = !environment.get_nonempty("NO_COLOR") && ::isatty(descriptor) == 1 &&
                      environment.get("TERM").value_or("dumb") != "dumb";
  return wanted ? report::Color::Always : report::Color::Never;
}

report::Standing standing_of(const model::ScanResult& result,
                             const base::Environment& environment) {
  std::error_code failure;
  const bool at_top = !environment.get_nonempty(
                          "GIT_PREFIX") &&  // git runs hooks at the top, and says where it was
                      std::filesystem::equivalent(result.source.repository, ".", failure) &&
                      !failure;
  return at_top ? report::Standing::AtTop : report::Standing::Below;
}

report::Secrets secrets_for(const ScanFlags& flags) {
  return flags.reveal ? report::Secrets::Revealed : report::Secrets::Redacted;
}

/// Writes the report files that were asked for, all that can be; returns what went wrong.
std::string write_reports(const model::ScanResult& result, const ScanFlags& flags) {
  const report::HumanOptions options{report::Color::Never, secrets_for(flags)};
  std::string problems;
  for (const ReportFile& file : flags.reports) {
    const std::string problem =
        write_report(file.path, file.format->render(result, options), result.source.repository);
    if (!problem.empty()) problems += "git-veto: incomplete: " + problem + "\n";
  }
  return problems;
}

}  // namespace

ExitCode present(const model::ScanResult& result, const ScanFlags& flags,
                 const base::Environment& environment, Occasion occasion) {
  const ExitCode code = exit_code_of(result);
  const bool blocks = code == ExitCode::Findings;
  const report::HumanOptions on_error{color_for(STDERR_FILENO, flags, environment),
                                      secrets_for(flags), standing_of(result, environment)};
  std::string notice;
  if (blocks && occasion == Occasion::Commit)
    notice = report::blocking_message(result, on_error);
  else if (blocks)
    notice = report::listing_notice(result);
  if (flags.format->audience == report::Audience::Programs || occasion == Occasion::Listing)
    write_output(flags.format->render(
        result, {color_for(STDOUT_FILENO, flags, environment), secrets_for(flags)}));
  const bool nothing_to_say =
      code == ExitCode::Clean && result.findings.empty() && result.diagnostics.empty();
  if (occasion == Occasion::Commit) notice += report::warning_lines(result);
  if (!flags.quiet || !nothing_to_say) write_error(notice + report::closing_lines(result));
  // Last, so that one that cannot be written hides nothing of what was found.
  const std::string problems = write_reports(result, flags);
  write_error(problems);
  if (!problems.empty() && code == ExitCode::Clean) return ExitCode::Incomplete;
  return code;
}

ExitCode present_hook(const model::ScanResult& result,
                      const std::function<std::string()>& message) {
  const ExitCode code = exit_code_of(result);
  write_error((code == ExitCode::Findings ? message() : "") + report::warning_lines(result) +
              report::closing_lines(result));
  return code;
}

}  // namespace veto::hook
