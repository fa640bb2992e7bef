#include <optional>

#include "base/error.h"
#include "git/read_file.h"
#include "hook/commands.h"
#include "hook/present.h"
#include "hook/ref_update.h"
#include "report/saved.h"
#include "rules/builtin.h"
#include "text/escape.h"

namespace veto::hook {

ExitCode cmd_report(const Invocation& invocation) {
  const std::string& from = invocation.options.from;
  const bool piped = from == "-";
  const std::optional<std::string> text = piped ? read_standard_input() : git::read_file(from);
  if (!text) throw base::usage_error("--from " + text::for_terminal(from) + ": no such file");
  const report::SavedReport saved =
      report::read_saved_report(*text, piped ? "standard input" : text::for_terminal(from),
                                rules::all_rules(rules::builtin_rules()));
  return present(saved.result, invocation.options.scan, invocation.environment, Occasion::Listing);
}

}  // namespace veto::hook
