// The history source: every object of the object database, reachable or not, each blob once, and
// the messages of commits and tags. Packs are walked (git/pack_walk.h); what stands in none, or
// cannot be read there, is read one by one, by git::ObjectStore.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "git/commit_graph.h"
#include "git/pack_walk.h"
#include "git/tree_index.h"
#include "source/history_reading.h"
#include "source/history_state.h"
#include "source/object_list.h"
#include "source/source.h"
#include "source/staged.h"
#include "store/knowledge.h"

namespace veto::source {

class HistorySource final : public Source {
 public:
  /// Throws Error(Unreadable).
  explicit HistorySource(const GitContext& context, Reported reported = Reported::All,
                         PackReading reading = PackReading::Deltas);
  ~HistorySource() override;

  unsigned start(unsigned wanted) override;
  bool next(unsigned worker, model::SegmentSink& sink) override;
  [[nodiscard]] std::vector<model::Replay> named_texts(const git::MeantNames& meant) override;
  void finish(model::ScanResult& result) override;
  [[nodiscard]] Progress progress() const override;

  /// What earlier runs have read and is not read again, unless some of it is gone. Must outlive
  /// this. Before start().
  void know(const store::Knowledge& known, EarlierRuns earlier);
  /// The object of a worker's last next(), if it was read as a whole; `bytes` is not set.
  [[nodiscard]] const std::optional<store::ReadObject>& just_read(unsigned worker) const {
    return workers_[worker].just_read;
  }
  /// After the last next(): whether the object is there.
  [[nodiscard]] bool holds(const git::Oid& id) const { return list_.contains(id); }
  /// Whether something that was known is gone.
  [[nodiscard]] bool has_lost() const noexcept { return has_lost_; }
  /// After named_texts(): a tree, if any, for whose sake trees have to be read again next time.
  [[nodiscard]] const std::optional<git::Oid>& named_tree() const noexcept { return named_tree_; }
  /// Of the repository now. Throws Error(Unreadable).
  [[nodiscard]] HistoryState state() const { return history_state(context_); }
  /// What result.source is, which finish() sets.
  [[nodiscard]] model::SourceInfo describe() const;

  /// All commits and tags; complete after finish(), unless there are findings to ask for or not
  /// all is known.
  [[nodiscard]] const git::HistoryGraph& graph() const noexcept { return graph_; }
  /// After finish(): nullptr unless trees had to be asked.
  [[nodiscard]] const git::TreeIndex* trees() const noexcept { return trees_ ? &*trees_ : nullptr; }
  [[nodiscard]] const std::set<git::Oid>& unreadable() const noexcept { return unreadable_; }

 private:
  /// A stretch of the ids outside of walked packs.
  struct Batch {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  struct Worker {
    explicit Worker(git::ObjectStore store) : objects(std::move(store)) {}

    git::ObjectStore objects;
    std::optional<git::PackWalk::Walker> walker;
    bool has_left = false;  // the walk, by an exception
    Batch batch;
    git::HistoryGraph graph;
    std::size_t blobs = 0;
    std::vector<git::Oid> pointers;  // blobs that are Git LFS pointers
    std::optional<git::TreeRecorder> trees;
    std::optional<store::ReadObject> just_read;
    std::optional<git::Oid> reading;
    std::set<git::Oid> unreadable;
    std::set<git::Oid> gone;  // since they were listed
  };

  class Presence;

  void begin(Worker& worker);
  bool refill(Worker& worker);
  bool next_packed(Worker& worker, git::PackWalk::Wait wait, model::SegmentSink& sink);
  void stream_packed(Worker& worker, const git::PackedObject& object, model::SegmentSink& sink);
  void read(Worker& worker, const git::Oid& id, model::SegmentSink& sink);
  void read_large(Worker& worker, const git::Oid& id, git::ObjectType type,
                  model::SegmentSink& sink);
  void read_blob(Worker& worker, const git::PackedObject& object, model::SegmentSink& sink);
  void read_tree(Worker& worker, const git::PackedObject& object);
  void use(Worker& worker, const git::Oid& id, const git::Object& object, model::SegmentSink& sink);
  void gather();
  [[nodiscard]] const git::TreeIndex& require_trees();
  void read_named(const git::Oid& id, const std::string& path, model::SegmentSink& sink);
  [[nodiscard]] bool has_relatives(const git::Commit& commit) const;
  void leave_out_known();
  [[nodiscard]] bool is_known(const git::Oid& id) const;
  void count_known(const store::ReadObject& object);
  [[nodiscard]] bool is_read_again(store::ObjectKind kind) const;
  void add_known(model::ScanResult& result);
  void read_known_graph();
  void add_gone(model::ScanResult& result);
  void add_missing(model::ScanResult& result);
  void add_provenance(model::ScanResult& result);
  [[nodiscard]] std::unordered_set<std::string> list_reachable_tags() const;
  void keep_reachable(model::ScanResult& result) const;

  const GitContext context_;
  const Reported reported_;
  std::unordered_set<std::string> reachable_;  // commits, hexadecimal, if only those are reported
  std::deque<Worker> workers_;
  const PackReading reading_;
  std::mutex mutex_;  // of what follows; constant once there is a walk, but for next_id_
  ObjectList list_;
  git::ObjectNumbers numbers_;
  std::optional<git::PackWalk> walk_;
  std::size_t next_id_ = 0;
  const store::Knowledge* known_ = nullptr;
  EarlierRuns earlier_ = EarlierRuns::ReadAll;
  bool has_lost_ = false;
  model::KnownBefore known_before_;
  bool reads_graph_ = false;  // known trees, commits and tags again, to see how they hang together

  std::atomic<std::size_t> done_{0};
  std::atomic<std::size_t> total_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<std::uint64_t> weight_{0};
  std::atomic<std::uint64_t> total_weight_{0};
  // From the moment on when all is read.
  bool is_gathered_ = false;
  git::HistoryGraph graph_;
  std::set<git::Oid> missing_;     // what trees name
  std::set<git::Oid> unreadable_;  // those that are gone, too
  std::set<git::Oid> gone_;
  std::optional<git::TreeIndex> trees_;
  std::optional<git::Oid> named_tree_;
};

}  // namespace veto::source
