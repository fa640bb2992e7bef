// What a scan may take of memory, and how a history shares it out: one number, from the option or
// the configuration, of which all bounds are parts. What does not fit is decoded again, read piece
// by piece or waited for, never left out.
//
// Private memory only: mapped packs are the system's to drop.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "git/pack_walk.h"

namespace veto::source {

struct MemoryBudget {
  static constexpr std::uint64_t kDefault = std::uint64_t{256} << 20U;
  std::uint64_t bytes = kDefault;

  /// The largest object that is held whole.
  [[nodiscard]] std::size_t object() const noexcept {
    return std::clamp<std::size_t>(bytes / 8, std::size_t{4} << 20U, git::kMaxWalkedObject);
  }

  /// For what is kept of all trees: half a million, as git packs them.
  [[nodiscard]] std::size_t trees() const noexcept { return bytes / 4; }

  /// A quarter is for the workers' ordinary shares, of which some is what a scanner remembers of
  /// earlier texts (match/earlier_texts.h). One that needs more takes a turn, in which it
  /// may hold a base, what is made of it, the delta and what a scan makes of the text: four
  /// objects. The rest is for lists of objects, commits and findings.
  [[nodiscard]] git::WalkLimits walk(unsigned workers) const noexcept {
    constexpr std::size_t kLeastShare = std::size_t{1} << 20U;
    constexpr std::size_t kEarlierTexts = std::size_t{4} << 20U;
    git::WalkLimits limits;
    limits.object = object();
    const std::size_t share = bytes / 4 / std::max(workers, 1U);
    limits.worker = std::clamp<std::size_t>(share - std::min(share, kEarlierTexts), kLeastShare,
                                            git::kWalkBudget);
    limits.heavy = std::max(2 * limits.object, limits.worker);
    const std::size_t turns = bytes / 2 / (4 * limits.object);
    limits.turns = static_cast<unsigned>(std::clamp<std::size_t>(turns, 1, 1024));
    return limits;
  }
};

}  // namespace veto::source
