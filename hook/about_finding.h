// What the verbs about one finding share: finding it, locating it, and ending the run.
#pragma once

#include "hook/commands.h"
#include "hook/find_finding.h"
#include "report/whereabouts.h"

namespace veto::hook {

struct AboutFinding {
  report::Whereabouts where;
  ExitCode code = ExitCode::Clean;  ///< Incomplete when not all could be read
};

/// The finding that the word names. `session` is prepared. Throws base::Error.
[[nodiscard]] AboutFinding about_finding(Session& session, const std::string& word);

/// Says on standard error what could not be read, if anything, and returns the exit code.
[[nodiscard]] ExitCode say_incomplete(const SearchResult& search);

}  // namespace veto::hook
