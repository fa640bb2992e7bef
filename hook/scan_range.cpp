#include "hook/scan_range.h"

#include "git/range_words.h"
#include "hook/present.h"
#include "source/range.h"

namespace veto::hook {

ExitCode scan_ranges(Session& session, const std::vector<std::string>& words) {
  const source::GitContext context = session.git_context();
  source::RangeScope scope;
  scope.selections = git::parse_ranges(context.location, context.environment, words);
  for (const std::string& word : words) scope.name += (scope.name.empty() ? "" : " ") + word;
  source::RangeSource source(context, std::move(scope));
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Listing);
}

}  // namespace veto::hook
