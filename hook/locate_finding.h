// Where a finding is, put together for the reports: what the scans found, what the history and the
// refs say, and how far the secret has got.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "git/held_history.h"
#include "git/holders.h"
#include "hook/find_finding.h"
#include "hook/session.h"
#include "report/whereabouts.h"

namespace veto::hook {

class FindingLocator {
 public:
  /// Both must outlive this. Asks git for reflogs and remotes. Throws Error(Unreadable).
  FindingLocator(Session& session, const SearchResult& search);

  [[nodiscard]] report::Whereabouts locate(const FoundFinding& found);

  /// Of the finding located last: every path at which a commit has it.
  [[nodiscard]] const std::set<std::string>& paths() const { return paths_; }
  /// With URLs as configured.
  [[nodiscard]] const std::vector<git::Remote>& remotes() const { return facts_.remotes; }

 private:
  void add_history(const FoundFinding& found, report::Whereabouts& where);
  void add_commits(git::HeldHistory& history, report::Whereabouts& where) const;
  void add_holders(git::HeldHistory& history, report::Whereabouts& where) const;
  [[nodiscard]] report::Spread spread_of(const report::Whereabouts& where) const;

  Session& session_;
  const SearchResult& search_;
  const git::Location* location_;  ///< null outside of a repository
  git::RefFacts facts_;
  std::optional<git::Oid> head_;
  std::set<std::string> paths_;
};

}  // namespace veto::hook
