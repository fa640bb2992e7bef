// The range source: what some commits add, each new blob once, and their messages. Only objects
// that the range brings are read, so that its cost is that of the range and not of the repository.
//
// In two rounds. First every new blob is scanned as it is; most hold nothing, and that is all.
// Where something is found, it is looked up which commits put the blob at which path, and each such
// file is compared with what its commit's parents have there: a finding has to be new in one of
// these commits.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "git/additions.h"
#include "git/commit.h"
#include "git/new_objects.h"
#include "source/several_names.h"
#include "source/source.h"
#include "source/staged.h"

namespace veto::source {

/// What it means that the commits before some of the range are not in this (shallow) clone.
enum class Cut : unsigned char {
  Incomplete,  ///< it cannot be told what the range adds
  Complete,    ///< what is not here is not sent either
  Promised,    ///< the same, and objects that are missing (from a partial clone) are old ones
};

/// Whether a blob is new that the excluded revisions hold somewhere in their history.
enum class Returned : unsigned char { New, Old };

struct RangeScope {
  std::vector<git::Selection> selections;  ///< together
  std::string name;                        ///< for the report
  Cut cut = Cut::Incomplete;
  Returned returned = Returned::New;
  /// Polled by all workers: once it is true, no further object is read. Not set: never.
  std::function<bool()> out_of_time;
};

class RangeSource final : public Source {
 public:
  /// Lists the objects. What git cannot list makes the scan incomplete. Throws Error(Unreadable).
  RangeSource(const GitContext& context, RangeScope scope);
  ~RangeSource() override;

  unsigned start(unsigned wanted) override;
  bool next(unsigned worker, model::SegmentSink& sink) override;
  [[nodiscard]] std::set<std::string> old_objects(const std::set<std::string>& objects) override;
  void each_altered(const std::set<std::string>& commits, const UseAltered& use) override;
  void finish(model::ScanResult& result) override;
  [[nodiscard]] Progress progress() const override {
    return {std::min<std::size_t>(next_.load(std::memory_order_relaxed), items_.size()),
            items_.size()};
  }

  /// Commits of the range whose parents a shallow clone hides, so that it cannot be told what they
  /// add. Before the first next(). Throws Error(Unreadable).
  [[nodiscard]] std::size_t count_cut() const;
  /// Blobs in which something was found so far, new or not; safe at any time.
  [[nodiscard]] std::size_t suspects() const noexcept { return suspects_; }
  /// Whether objects were left unread because there was no time.
  [[nodiscard]] bool ran_out_of_time() const noexcept { return out_of_time_; }
  /// Newest first; after the last next().
  [[nodiscard]] const std::vector<git::Commit>& commits() const noexcept { return commits_; }

 private:
  struct Item {
    std::uint32_t listing;
    std::uint32_t position;
  };
  struct Worker {
    explicit Worker(git::ObjectStore store) : objects(std::move(store)) {}

    git::ObjectStore objects;
    std::vector<std::pair<std::size_t, git::Commit>> commits;  // with their places in items_
    std::vector<git::Oid> tag_targets;
    std::vector<git::Oid> pointers;  // blobs that are Git LFS pointers
    std::size_t blobs = 0;
    std::size_t tags = 0;
    std::uint64_t reread = 0;  // bytes, in the second round
    std::set<git::Oid> suspects;
    SeveralNames names;
  };

  void list();
  void exclude_trees(git::Selection& selection) const;
  std::optional<std::size_t> take();
  void read(Worker& worker, std::size_t item, model::SegmentSink& sink);
  void end_first_round();
  [[nodiscard]] std::set<git::Oid> hidden_parents(const git::Commit& commit) const;
  void add_several_names(git::ObjectStore& objects, std::set<git::Oid>& suspects);
  void find_additions(git::ObjectStore& objects);
  void read_addition(Worker& worker, const git::Addition& addition, model::SegmentSink& sink);
  std::optional<git::Oid> find_tree(git::ObjectStore& objects, const git::Oid& commit);
  void add_diagnostics(model::ScanResult& result) const;

  const GitContext context_;
  const RangeScope scope_;
  std::vector<git::NewObjects> listings_;
  std::vector<Item> items_;                              // each object once
  std::unordered_set<git::Oid, git::OidHash> cut_;       // commits that the clone cuts off
  std::unordered_set<git::Oid, git::OidHash> excluded_;  // by all selections
  std::vector<Worker> workers_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> suspects_{0};
  std::atomic<bool> out_of_time_{false};

  std::mutex mutex_;  // of what follows, until the second round has begun
  std::condition_variable first_round_ended_;
  std::size_t unfinished_ = 0;  // items of the first round that are being read
  bool in_second_round_ = false;
  std::vector<git::Commit> commits_;
  std::unordered_map<git::Oid, std::size_t, git::OidHash> positions_;  // in commits_
  std::set<git::Oid> missing_;   // commits that are named as parents, but not here
  std::set<git::Oid> boundary_;  // the same where the clone is shallow
  std::vector<git::Addition> additions_;
  std::vector<std::string> unreadable_;  // one line each
  std::atomic<std::size_t> next_addition_{0};
};

}  // namespace veto::source
