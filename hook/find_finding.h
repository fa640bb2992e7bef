// Findings by their ids, as any verb printed them: looked for in what is staged, in the whole
// history, and at last in the files of the work tree.
//
// An id may be shortened to 8 digits, with or without "v1:", as long as it names one finding.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "git/held_history.h"
#include "hook/session.h"
#include "model/scan_result.h"
#include "source/history.h"

namespace veto::hook {

/// A finding with everything that was found of it.
struct FoundFinding {
  model::Finding finding;  ///< its places: the history's, then the others
  bool staged = false;
  bool in_history = false;  ///< an object of the database holds it
  /// Every object and position of the history, not only where it came in.
  std::vector<model::Place> objects;
};

/// Chooses the findings that words name from results of scans.
class FindingSearch {
 public:
  /// Throws Error(Usage) for a word that cannot be an id.
  explicit FindingSearch(const std::vector<std::string>& words);

  /// Takes what `result` has of the wanted findings. Throws Error(Usage) when a word names more
  /// than one finding.
  void look_in(const model::ScanResult& result);

  /// The first word that names nothing yet; nullptr when there is none.
  [[nodiscard]] const std::string* missing() const;
  [[nodiscard]] std::vector<FoundFinding>& found() { return found_; }

 private:
  void add(FoundFinding& found, const model::Finding& finding, model::SourceKind kind);

  std::vector<std::string> wanted_;  ///< beginnings of ids
  std::vector<FoundFinding> found_;  ///< by position in wanted_; without a rule: not found yet
};

/// Whether the word has the form of an id.
[[nodiscard]] bool looks_like_id(const std::string& word);

/// A word that names ids: in full, or cut short to 8 digits or more, with or without "v1:". Throws
/// Error(Usage) for anything else.
[[nodiscard]] std::string parse_id_word(const std::string& word);

struct SearchResult {
  std::vector<FoundFinding> findings;                    ///< one for each word, in their order
  std::shared_ptr<const source::HistorySource> history;  ///< nullptr outside of a repository
  std::vector<base::Diagnostic> incomplete;
};

/// Looks for the findings, in the history with what earlier runs know of it. `session` is prepared.
/// Throws Error(Usage) for one that is nowhere, and Error(Unreadable) for one that may be in what
/// could not be read.
[[nodiscard]] SearchResult find_findings(Session& session, const std::vector<std::string>& words);

}  // namespace veto::hook
