// What a repository's object database holds: packs to be walked, and the ids of all that has to be
// read otherwise; each object once, wherever it lies more than once.
//
// Listing goes on where it was when a part fails. While git repacks the repository, objects move
// into packs that were not there before, so that directories are looked at again until nothing is
// new. A pack that is gone by then is no loss.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "git/list_objects.h"
#include "git/pack_walk.h"
#include "source/packed_ids.h"
#include "source/staged.h"

namespace veto::source {

class ObjectList {
 public:
  explicit ObjectList(const GitContext& context) : context_(context) {}

  enum class Packs : unsigned char { Walk, AsOthers };
  /// Lists all that is not listed yet. A part is taken before it is listed: when it throws
  /// Error(Unreadable), the next call goes on behind it.
  void complete(Packs packs);

  /// Leaves out of packs and others what is known; it is listed all the same. Call it when all is
  /// listed.
  void leave_out(const std::function<bool(const git::Oid&)>& is_known);

  // Once all is listed:
  [[nodiscard]] bool contains(const git::Oid& id) const { return number(id).has_value(); }
  [[nodiscard]] std::size_t size() const noexcept { return packed_.size() + others_.size(); }
  /// Each has a number below count(), which is size() or a little more.
  [[nodiscard]] std::size_t count() const noexcept { return packed_.count() + others_.size(); }
  [[nodiscard]] std::optional<std::uint32_t> number(const git::Oid& id) const;
  [[nodiscard]] git::Oid id(std::uint32_t number) const;
  [[nodiscard]] const std::vector<git::Oid>& others() const noexcept { return to_read_; }
  /// Can be taken once.
  [[nodiscard]] std::vector<git::PackToWalk> take_packs() { return std::move(packs_); }

 private:
  [[nodiscard]] bool find_new_groups();
  void add_group(const git::ObjectGroup& group, Packs packs);
  void add(std::vector<git::Oid> ids);
  void settle();

  const GitContext context_;
  std::vector<git::ObjectGroup> groups_;
  std::size_t next_group_ = 0;
  unsigned rounds_ = 0;
  bool listed_through_git_ = false;
  std::unordered_set<std::string> known_;     // paths of groups
  std::unordered_set<std::string> doubtful_;  // of those that were no packs when first seen
  std::vector<git::PackToWalk> packs_;
  PackedIds packed_;
  std::vector<git::Oid> others_;              // in the order in which they were listed
  std::vector<std::uint32_t> sorted_others_;  // by id
  std::vector<git::Oid> to_read_;             // the others without those that are left out
};

}  // namespace veto::source
