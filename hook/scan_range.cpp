#include "hook/scan_range.h"

#include "git/range_words.h"
#include "hook/present.h"
#include "source/range.h"

namespace veto::hook {

ExitCode scan_ranges(Session& session, const std::vector<std::string>& words) {
  const source::GitContext context = session.git_context();
  source::RangeScope scope;
  scope.selections = git::parse_ranges(context.location, context.environment, words);
  const git::Selection& first = scope.selections.front();
  session.prepare(session.policy_source().place_behind(
      first.excluded.empty() ? std::nullopt : std::optional(first.excluded.front()),
      first.reached.empty() ? git::Oid() : first.reached.front()));
  for (const std::string& word : words) scope.name += (scope.name.empty() ? "" : " ") + word;
  source::RangeSource source(context, std::move(scope));
  const model::ScanResult result = session.scan(source);
  return present(result, session.flags(), session.environment(), Occasion::Listing);
}

}  // namespace veto::hook
