// The history source: every object of the object database, reachable or not, each blob once, and
// the messages of commits and tags. The plain version over libgit2, or over git itself where
// libgit2 cannot read the format: a faster one must agree with it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "git/list_objects.h"
#include "git/provenance.h"
#include "source/source.h"
#include "source/staged.h"

namespace veto::source {

/// What of the findings is reported; everything is read all the same.
enum class Reported : unsigned char { All, Reachable };

class HistorySource final : public Source {
 public:
  /// Throws Error(Unreadable).
  explicit HistorySource(const GitContext& context, Reported reported = Reported::All);
  ~HistorySource() override;

  unsigned start(unsigned wanted) override;
  bool next(unsigned worker, model::SegmentSink& sink) override;
  void finish(model::ScanResult& result) override;
  [[nodiscard]] Progress progress() const override;

  /// All commits and tags; complete after finish().
  [[nodiscard]] const git::HistoryGraph& graph() const noexcept { return graph_; }

 private:
  /// A stretch of one group's ids, in pack order.
  struct Batch {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  struct Worker {
    explicit Worker(git::ObjectStore store) : objects(std::move(store)) {}

    git::ObjectStore objects;
    Batch batch;
    git::HistoryGraph graph;
    std::size_t blobs = 0;
    std::size_t tags = 0;
    std::vector<git::Oid> pointers;       // blobs that are Git LFS pointers
    std::set<git::Oid> missing;           // named by a tree, but not in the database
    std::vector<git::Oid> recently_seen;  // a cache in front of seen_, by the first bytes of the id
  };

  bool refill(Worker& worker);
  void list();
  void read(Worker& worker, const git::Oid& id, model::SegmentSink& sink);
  void check_children(Worker& worker, const git::Oid& id);
  void add_missing(model::ScanResult& result);
  void add_provenance(model::ScanResult& result);
  void keep_reachable(model::ScanResult& result) const;

  const GitContext context_;
  const Reported reported_;
  std::unordered_set<std::string> reachable_;  // commits, hexadecimal, if only those are reported
  std::vector<Worker> workers_;

  std::mutex mutex_;  // of what follows; ids_ and seen_ are constant once all groups are listed
  std::vector<git::ObjectGroup> groups_;
  std::size_t next_group_ = 0;
  bool listed_through_git_ = false;
  std::vector<git::Oid> ids_;  // each id once
  std::unordered_set<git::Oid, git::OidHash> seen_;
  std::size_t next_id_ = 0;

  std::atomic<std::size_t> done_{0};
  std::atomic<std::size_t> total_{0};
  git::HistoryGraph graph_;
};

}  // namespace veto::source
