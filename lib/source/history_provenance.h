// What a history says of findings in its blobs and messages: the commits that introduced them,
// their paths and dates, what became of them, and the branches and tags that contain them.
//
// The findings keep the places that they have until the real ones are known: whatever fails on the
// way, none is lost.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "git/commit_graph.h"
#include "git/provenance.h"
#include "git/refs.h"
#include "git/tree_index.h"
#include "model/scan_result.h"
#include "source/staged.h"

namespace veto::source {

class HistoryProvenance {
 public:
  /// All must outlive this. The findings have one place for each blob or message and line so far.
  HistoryProvenance(const GitContext& context, git::HistoryGraph& graph, model::ScanResult& result);

  /// Whether something was found in a blob: then trees say where it stands.
  [[nodiscard]] bool asks_trees() const noexcept { return !wanted_.blobs.empty(); }
  /// Throws Error(Unreadable), as add_refs(). Objects that are `unreadable` count as missing.
  void trace(const git::TreeIndex& trees, const std::set<git::Oid>& unreadable);

  /// Names the branches and tags that contain the findings.
  void add_refs();

 private:
  void want(git::TextId text, const model::Place& place);
  void want_graver_versions(git::TextId file);
  void describe(const git::Oid& commit, model::Place& place) const;
  void add_place(const git::Introduction& introduction, const model::Place& in_blob);
  [[nodiscard]] const std::vector<git::Tip>& tips();

  const GitContext& context_;
  git::HistoryGraph& graph_;
  model::ScanResult& result_;
  std::optional<git::CommitGraph> commits_;  // if there are findings
  std::optional<std::vector<git::Tip>> tips_;
  // A finding's position stands for its text; behind them come graver versions of files.
  git::WantedTexts wanted_;
  git::TextId texts_;
  // The places that the findings have until the real ones are known.
  std::map<std::pair<git::TextId, git::Oid>, std::vector<const model::Place*>> by_blob_;
  std::vector<std::vector<model::Place>> places_;
  std::vector<std::vector<model::Place>> messages_;
};

}  // namespace veto::source
