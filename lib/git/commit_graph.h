// The commits of a history by their positions: who is whose parent, and an order in which parents
// come first. A parent that is not here (a shallow clone) is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "git/commit.h"
#include "git/oid.h"
#include "git/refs.h"

namespace veto::git {

/// The commits and tags of an object database, in any order.
struct HistoryGraph {
  std::vector<Commit> commits;
  std::unordered_map<Oid, Tag, OidHash> tags;
  std::optional<Oid> head = std::nullopt;  ///< nullopt: nobody asks what HEAD still has
};

/// Follows annotated tags to what they name in the end.
[[nodiscard]] Oid peel(const HistoryGraph& graph, Oid id);

class CommitGraph {
 public:
  using Position = std::uint32_t;

  /// `history` must outlive this.
  explicit CommitGraph(const HistoryGraph& history);

  [[nodiscard]] const HistoryGraph& history() const noexcept { return history_; }
  [[nodiscard]] std::size_t size() const noexcept { return history_.commits.size(); }
  [[nodiscard]] const Commit& commit(Position position) const { return history_.commits[position]; }
  [[nodiscard]] std::optional<Position> find(const Oid& id) const;
  /// Those that are here.
  [[nodiscard]] std::span<const Position> parents(Position position) const {
    return std::span(parents_).subspan(first_parent_[position],
                                       first_parent_[position + 1] - first_parent_[position]);
  }

  /// Parents before children; among the ready ones the oldest first, so that the order is stable.
  [[nodiscard]] std::vector<Position> parents_first() const;

  /// How each commit is reached (strongest way), by position.
  [[nodiscard]] std::vector<Reach> reach(const std::vector<Tip>& tips) const;

 private:
  const HistoryGraph& history_;
  std::unordered_map<Oid, Position, OidHash> positions_;
  std::vector<std::uint32_t> first_parent_;
  std::vector<Position> parents_;
};

}  // namespace veto::git
