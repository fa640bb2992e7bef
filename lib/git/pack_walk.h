// All objects of some packs, each decoded once: a base is decoded before what is stored as changes
// of it, and kept until the last of these is done. Workers take whole trees of deltas, heaviest
// first; one that has nothing left is given subtrees by the others.
//
// Memory: a worker keeps the objects between a tree's root and where it is, up to a budget; beyond
// that the ones nearest the root are dropped and decoded again when they are needed. zlib's
// checksum of each stored object is verified. What cannot be decoded, or is larger than
// kMaxWalkedObject, is handed out without content, for another reader, and so is all that is made
// of it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "git/delta.h"
#include "git/inflater.h"
#include "git/pack.h"

namespace veto::git {

inline constexpr std::size_t kMaxWalkedObject = 32 * 1024 * 1024;
inline constexpr std::size_t kWalkBudget = 64 * 1024 * 1024;

/// A decoded object. Shared, because its deltas may be another worker's.
struct PackedBytes {
  std::unique_ptr<char[]> data;
  std::size_t size = 0;
  [[nodiscard]] std::string_view view() const noexcept { return {data.get(), size}; }
};

/// Valid until the walker's next step.
struct PackedObject {
  Oid id;
  ObjectType type = ObjectType::Blob;
  std::optional<std::string_view> bytes;  ///< nullopt: not decoded
  std::span<const text::CopiedRange> copies;
  std::size_t base_size = 0;
  std::shared_ptr<const void> base_notes;        ///< what was kept of its base, if it still is
  std::shared_ptr<const void>* notes = nullptr;  ///< kept for what is made of it
};

/// A pack and which of its objects are wanted: one that several packs have is wanted once.
struct PackToWalk {
  std::unique_ptr<Pack> pack;
  std::vector<bool> wanted;  ///< by node
};

class PackWalk {
 public:
  explicit PackWalk(std::vector<PackToWalk> packs);

  enum class Wait : unsigned char { No, Yes };

  /// One worker's way through it.
  class Walker {
   public:
    explicit Walker(PackWalk& walk, std::size_t budget = kWalkBudget)
        : walk_(walk), budget_(budget) {}

    /// False when no tree is left to begin with; after Wait::Yes, when all is done, or others do
    /// the rest.
    bool next(PackedObject& object, Wait wait);

   private:
    friend class PackWalk;
    /// What to decode next; `base` is nullptr for a root and where the base is not decoded.
    struct Task {
      std::size_t pack = 0;
      PackNode node = kNoNode;
      std::shared_ptr<const PackedBytes> base;
      std::shared_ptr<const void> base_notes;
      bool is_lost = false;
    };
    /// A node and its children that are not yet visited.
    struct Frame {
      PackNode node = kNoNode;
      std::size_t next_child = 0;
      std::shared_ptr<const PackedBytes> bytes;  // nullptr: dropped or lost
      std::shared_ptr<const void> notes;
      bool is_lost = false;
    };

    void enter(const Task& task);
    [[nodiscard]] bool hand_out(const Task& task, PackedObject& object);
    [[nodiscard]] PackNode next_wanted_child(Frame& frame) const;
    [[nodiscard]] Task task_for(Frame& frame, PackNode child);
    void pop();
    void keep_within_budget();
    void restore(std::size_t depth);
    void share();
    [[nodiscard]] std::shared_ptr<const PackedBytes> decode(PackNode node, const PackedBytes* base);

    PackWalk& walk_;
    std::size_t budget_;
    std::size_t held_ = 0;  // bytes in stack_
    std::size_t pack_ = 0;
    std::vector<Frame> stack_;
    std::vector<text::CopiedRange> copies_;
    std::vector<char> delta_;
    Inflater inflater_;
  };

  /// Workers that take part. One that will not call again must have left.
  void enter() noexcept { ++working_; }
  void leave();

 private:
  struct Root {
    std::size_t pack;
    PackNode node;
    std::uint64_t weight;
  };

  void list_roots(std::size_t number);
  bool take(Walker::Task& task, Wait wait);

  std::vector<PackToWalk> packs_;
  std::vector<std::vector<bool>> leads_;  // by node: to something wanted, itself included
  std::vector<Root> roots_;
  std::atomic<std::size_t> next_root_{0};
  std::atomic<unsigned> hungry_{0};  // workers that wait for a gift

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Walker::Task> gifts_;
  std::atomic<unsigned> working_{0};
};

}  // namespace veto::git
