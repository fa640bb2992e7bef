#include "hook/about_finding.h"

#include "hook/locate_finding.h"
#include "hook/output.h"
#include "text/escape.h"

namespace veto::hook {

AboutFinding about_finding(Session& session, const std::string& word) {
  const SearchResult search = find_findings(session, {word});
  FindingLocator locator(session, search);
  report::Whereabouts where = locator.locate(search.findings.front());
  return {std::move(where), say_incomplete(search)};
}

ExitCode say_incomplete(const SearchResult& search) {
  std::string text;
  for (const base::Diagnostic& diagnostic : search.incomplete)
    text += "git-veto: incomplete: " + text::for_terminal(diagnostic.path) +
            (diagnostic.path.empty() ? "" : ": ") + text::guard_terminal(diagnostic.message) + "\n";
  write_error(text);
  return search.incomplete.empty() ? ExitCode::Clean : ExitCode::Incomplete;
}

}  // namespace veto::hook
