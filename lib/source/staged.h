// The staged source: the new blobs of what the next commit would change, each with what it is new
// against.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "base/environment.h"
#include "base/log.h"
#include "git/library.h"
#include "git/location.h"
#include "git/object_store.h"
#include "git/staged.h"
#include "source/memory_budget.h"
#include "source/source.h"

namespace veto::source {

/// What all git sources are made from; the references must outlive them.
struct GitContext {
  const git::Library& library;
  const git::Location& location;
  const base::Environment& environment;
  const base::Log& log;
  MemoryBudget memory = {};
};

class StagedSource final : public Source {
 public:
  /// Finds out what is staged. Throws Error(Unreadable).
  explicit StagedSource(const GitContext& context);
  ~StagedSource() override;

  unsigned start(unsigned wanted) override;
  bool next(unsigned worker, model::SegmentSink& sink) override;
  [[nodiscard]] std::set<std::string> old_objects(const std::set<std::string>& objects) override;
  void each_altered(const std::set<std::string>& commits, const UseAltered& use) override;
  void finish(model::ScanResult& result) override;
  [[nodiscard]] Progress progress() const override;

 private:
  [[nodiscard]] std::vector<git::Oid> old_versions(git::ObjectStore& objects,
                                                   const git::StagedFile& file) const;

  const GitContext context_;
  std::vector<git::ObjectStore> stores_;            // one per worker
  std::vector<std::vector<std::string>> pointers_;  // by worker: paths of Git LFS pointers
  git::StagedChanges changes_;
  std::vector<git::Oid> other_parents_;  // trees of the merged commits
  std::atomic<std::size_t> next_{0};
};

}  // namespace veto::source
