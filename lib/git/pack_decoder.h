// Objects of packs, decoded into buffers of one worker, and the turn that it takes before it
// decodes what needs more memory than its share.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "git/delta.h"
#include "git/inflater.h"
#include "git/pack.h"
#include "git/pack_buffers.h"
#include "git/turns.h"

namespace veto::git {

inline constexpr std::size_t kMaxWalkedObject = 32 * 1024 * 1024;
inline constexpr std::size_t kWalkBudget = 64 * 1024 * 1024;

/// What a walk may hold in memory.
struct WalkLimits {
  std::size_t object = kMaxWalkedObject;  ///< what is larger is left to another reader
  std::size_t worker = kWalkBudget;       ///< a worker's bases and notes, if it has no turn
  std::size_t heavy = kWalkBudget;        ///< and if it has one
  unsigned turns = 1024;                  ///< workers that may have more than their share
};

class PackDecoder {
 public:
  PackDecoder(Turns& turns, const WalkLimits& limits) : turns_(turns), limits_(limits) {}
  ~PackDecoder() { give_back_turn(); }
  PackDecoder(const PackDecoder&) = delete;
  PackDecoder& operator=(const PackDecoder&) = delete;

  /// nullptr when it cannot be decoded or is too large. A delta needs its base, and says what it
  /// copies where somebody asks.
  [[nodiscard]] std::shared_ptr<PackedBytes> decode(const Pack& pack, PackNode node,
                                                    const PackedBytes* base,
                                                    std::vector<text::CopiedRange>* copies);
  /// The object with all of its bases; nullptr as above.
  [[nodiscard]] std::shared_ptr<PackedBytes> decode_alone(const Pack& pack, PackNode node);
  /// Takes back what nobody else has or ever had.
  void put_back(std::shared_ptr<PackedBytes> bytes) { buffers_.put(std::move(bytes)); }

  /// Waits until it may take so much memory: its share, or in its turn more.
  void prepare_for(std::size_t bytes);
  [[nodiscard]] bool has_turn() const noexcept { return has_turn_; }
  void give_back_turn() noexcept;

 private:
  [[nodiscard]] std::shared_ptr<PackedBytes> decode_delta(const Pack::Stored& stored,
                                                          const PackedBytes& base,
                                                          std::vector<text::CopiedRange>* copies);

  Turns& turns_;
  const WalkLimits& limits_;
  bool has_turn_ = false;
  PackBuffers buffers_;
  std::vector<char> delta_;
  Inflater inflater_;
};

}  // namespace veto::git
