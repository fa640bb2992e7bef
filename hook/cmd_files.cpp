#include "hook/commands.h"
#include "hook/present.h"
#include "hook/session.h"
#include "source/files.h"

namespace veto::hook {

ExitCode cmd_files(const Invocation& invocation) {
  Session session(invocation.options.scan, invocation.environment, invocation.directory);
  session.find_repository();
  session.prepare({PolicyWhere::WorkTree});
  std::vector<std::string> paths = invocation.options.operands;
  if (paths.empty()) paths.emplace_back(".");
  source::FilesSource source(std::move(paths), session.environment());
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Listing);
}

}  // namespace veto::hook
