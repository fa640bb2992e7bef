// What a repository's object database holds: packs to be walked, and the ids of all that has to be
// read otherwise; each object once, wherever it lies more than once.
//
// Listing goes on where it was when a part fails. While git repacks the repository, objects move
// into packs that were not there before, so that directories are looked at again until nothing is
// new. A pack that is gone by then is no loss.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "git/list_objects.h"
#include "git/pack_walk.h"
#include "source/staged.h"

namespace veto::source {

class ObjectList {
 public:
  explicit ObjectList(const GitContext& context) : context_(context) {}

  enum class Packs : unsigned char { Walk, AsOthers };
  /// Lists all that is not listed yet. A part is taken before it is listed: when it throws
  /// Error(Unreadable), the next call goes on behind it.
  void complete(Packs packs);

  [[nodiscard]] bool contains(const git::Oid& id) const { return all_.contains(id); }
  [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
  /// Each has a number below size().
  [[nodiscard]] std::optional<std::uint32_t> number(const git::Oid& id) const {
    const auto found = all_.find(id);
    return found == all_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] const git::Oid& id(std::uint32_t number) const { return *ids_[number]; }
  [[nodiscard]] const std::vector<git::Oid>& others() const noexcept { return others_; }
  /// Can be taken once.
  [[nodiscard]] std::vector<git::PackToWalk> take_packs() { return std::move(packs_); }

 private:
  [[nodiscard]] bool find_new_groups();
  void add_group(const git::ObjectGroup& group, Packs packs);
  void add_pack(std::unique_ptr<git::Pack> pack);
  bool is_new(const git::Oid& id);
  void add(const git::Oid& id) {
    if (is_new(id)) others_.push_back(id);
  }

  const GitContext context_;
  std::vector<git::ObjectGroup> groups_;
  std::size_t next_group_ = 0;
  unsigned rounds_ = 0;
  bool listed_through_git_ = false;
  std::unordered_set<std::string> known_;     // paths of groups
  std::unordered_set<std::string> doubtful_;  // of those that were no packs when first seen
  std::vector<git::PackToWalk> packs_;
  std::vector<git::Oid> others_;
  std::vector<git::Oid> broken_;  // where a pack has them; another may have them whole
  std::unordered_map<git::Oid, std::uint32_t, git::OidHash> all_;
  std::vector<const git::Oid*> ids_;  // in all_, by number
};

}  // namespace veto::source
