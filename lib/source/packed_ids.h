// The ids of all packs as one sorted list, made by merging the packs' own sorted indexes: which
// copy of an object is read when several packs have it, and whether there is an object at all. It
// holds eight bytes an object, and nothing for a single pack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "git/oid.h"
#include "git/pack_walk.h"

namespace veto::source {

class PackedIds {
 public:
  PackedIds() = default;
  /// Sets what is wanted of each pack: every object once, of the first pack that has it whole.
  explicit PackedIds(std::vector<git::PackToWalk>& packs);

  /// How many are wanted.
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  /// Those that no pack has whole.
  [[nodiscard]] const std::vector<git::Oid>& broken() const noexcept { return broken_; }
  /// Whether a pack has it whole.
  [[nodiscard]] bool contains(const git::Oid& id) const { return number(id).has_value(); }
  /// What a pack has whole has a number below count(): its place by id among all that packs have.
  [[nodiscard]] std::uint32_t count() const noexcept;
  [[nodiscard]] std::optional<std::uint32_t> number(const git::Oid& id) const;
  [[nodiscard]] git::Oid id(std::uint32_t number) const;

 private:
  /// A copy of an object: where an index has it.
  struct Copy {
    std::uint32_t pack = 0;
    std::uint32_t position = 0;
  };

  [[nodiscard]] std::string_view raw_id(const Copy& copy) const {
    return packs_[copy.pack]->raw_id_at(copy.position);
  }
  void merge();
  void choose(std::vector<git::PackToWalk>& packs);
  void list_begins();

  std::vector<std::shared_ptr<const git::Pack>> packs_;
  std::vector<Copy> copies_;           // by id, one of each
  std::vector<std::uint32_t> begins_;  // in copies_, by the first two bytes
  std::vector<git::Oid> broken_;
  std::size_t count_ = 0;
};

}  // namespace veto::source
