#include <unistd.h>

#include "hook/commands.h"
#include "hook/present.h"
#include "hook/session.h"
#include "source/stdin.h"

namespace veto::hook {

ExitCode cmd_stdin(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.find_repository();
  session.prepare({PolicyWhere::WorkTree});
  source::StdinSource source(STDIN_FILENO, invocation.options.stdin_path);
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Listing);
}

}  // namespace veto::hook
