// All objects of some packs, each decoded once: a base is decoded before what is stored as changes
// of it, and kept until the last of these is done. Workers take whole trees of deltas, heaviest
// first; one that has nothing left is given subtrees by the others.
//
// Memory: a worker keeps the objects between a tree's root and where it is, up to its share; beyond
// that the ones nearest the root are dropped and decoded again when they are needed. What takes
// more than a share is done in turns. zlib's checksum of each stored object is verified. What
// cannot be decoded is looked for in the other packs; what none has whole, or is too large, is
// handed out without content, for another reader, and so is all that is made of it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "git/pack.h"
#include "git/pack_decoder.h"

namespace veto::git {

/// What somebody wants to have of an object when it comes to what is made of it.
struct KeptNotes {
  std::shared_ptr<const void> notes;
  std::size_t bytes = 0;
};

/// Valid until the walker's next step.
struct PackedObject {
  Oid id;
  ObjectType type = ObjectType::Blob;
  std::optional<std::string_view> bytes;  ///< nullopt: not decoded
  /// Of what is not, because it is large, but stored as it is: the stream of it.
  std::optional<Pack::Stored> large;
  std::span<const text::CopiedRange> copies;
  std::size_t base_size = 0;
  std::shared_ptr<const void> base_notes;  ///< what was kept of its base, if it still is
  KeptNotes* notes = nullptr;              ///< kept for what is made of it
  std::size_t stored = 0;                  ///< bytes in the pack, decompressed
};

/// A pack and which of its objects are wanted: one that several packs have is wanted once.
struct PackToWalk {
  std::shared_ptr<Pack> pack;
  std::vector<bool> wanted;  ///< by node
};

class PackWalk {
 public:
  explicit PackWalk(std::vector<PackToWalk> packs, const WalkLimits& limits = {});

  enum class Wait : unsigned char { No, Yes };

  /// One worker's way through it.
  class Walker {
   public:
    explicit Walker(PackWalk& walk) : walk_(walk), decoder_(walk.turns_, walk.limits_) {}

    /// False when no tree is left to begin with; after Wait::Yes, when all is done, or others do
    /// the rest.
    bool next(PackedObject& object, Wait wait);
    /// Waits until this worker may take so much memory, beside what it holds, until its next step.
    void prepare_for(std::size_t bytes) { decoder_.prepare_for(bytes); }
    /// Bytes of bases and notes.
    [[nodiscard]] std::size_t held() const noexcept { return held_; }

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
      std::shared_ptr<PackedBytes> bytes;  // nullptr: dropped or lost
      KeptNotes notes;
      bool is_lost = false;
      bool is_given = false;  // to others, too
    };

    [[nodiscard]] bool hand_out(Task task, PackedObject& object);
    void decode(const Task& task, Frame& frame);
    [[nodiscard]] std::shared_ptr<PackedBytes> find_elsewhere(PackNode node);
    void settle();
    [[nodiscard]] PackNode next_wanted_child(Frame& frame) const;
    [[nodiscard]] Task task_for(Frame& frame, PackNode child);
    void drop(Frame& frame);
    void pop();
    void keep_within_budget();
    void restore(std::size_t depth);
    void share();

    PackWalk& walk_;
    PackDecoder decoder_;
    std::size_t held_ = 0;    // bytes in stack_
    bool is_noting_ = false;  // the notes of the top are not counted yet
    std::size_t pack_ = 0;
    std::vector<Frame> stack_;
    std::vector<text::CopiedRange> copies_;
  };

  /// PackedObject::stored of all objects that are wanted together.
  [[nodiscard]] std::uint64_t stored() const noexcept { return stored_; }

  /// Workers that take part. One that will not call again must have left.
  void enter() noexcept { ++working_; }
  void leave();
  /// A worker that left with an exception comes back.
  void reenter();

 private:
  struct Root {
    std::size_t pack;
    PackNode node;
    std::uint64_t weight;
  };

  void list_roots(std::size_t number);
  bool take(Walker::Task& task, Wait wait);

  std::vector<PackToWalk> packs_;
  const WalkLimits limits_;
  Turns turns_;
  std::vector<std::vector<bool>> leads_;  // by node: to something wanted, itself included
  std::vector<Root> roots_;
  std::uint64_t stored_ = 0;
  std::atomic<std::size_t> next_root_{0};
  std::atomic<unsigned> hungry_{0};  // workers that wait for a gift

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Walker::Task> gifts_;
  std::atomic<unsigned> working_{0};
};

}  // namespace veto::git
