#include "source/object_list.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <numeric>
#include <system_error>
#include <thread>
#include <utility>

namespace veto::source {
namespace {

// Nobody repacks more often while directories are listed.
constexpr unsigned kMostRounds = 8;
constexpr std::chrono::milliseconds kMoment{20};

bool is_gone(const git::ObjectGroup& group) {
  if (group.kind != git::ObjectGroup::Kind::Pack) return false;
  std::error_code ignored;
  const std::filesystem::path index = group.path;
  return !std::filesystem::exists(index, ignored) ||
         !std::filesystem::exists(std::filesystem::path(index).replace_extension(".pack"), ignored);
}

}  // namespace

void ObjectList::complete(Packs packs) {
  do {
    while (next_group_ < groups_.size()) add_group(groups_[next_group_++], packs);
  } while (rounds_ < kMostRounds && find_new_groups());
  if (context_.location.foreign_format && !std::exchange(listed_through_git_, true))
    git::list_through_git(context_.location, context_.environment,
                          [this](const git::Oid& id) { others_.push_back(id); });
  settle();
  to_read_ = others_;
}

void ObjectList::leave_out(const std::function<bool(const git::Oid&)>& is_known) {
  for (git::PackToWalk& each : packs_) {
    for (git::PackNode node = 0; node < each.pack->size(); ++node) {
      if (each.wanted[node] && is_known(each.pack->id(node))) each.wanted[node] = false;
    }
  }
  std::erase_if(to_read_, is_known);
}

bool ObjectList::find_new_groups() {
  ++rounds_;
  bool found = false;
  for (git::ObjectGroup& group : git::object_groups(git::object_directories(context_.location))) {
    if (known_.contains(group.path)) continue;
    found = true;
    // git may just be putting a pack there or taking it away: then it is something else next time.
    if (group.kind == git::ObjectGroup::Kind::Unlistable && doubtful_.insert(group.path).second) {
      std::this_thread::sleep_for(kMoment);
      continue;
    }
    known_.insert(group.path);
    groups_.push_back(std::move(group));
  }
  return found;
}

void ObjectList::add_group(const git::ObjectGroup& group, Packs packs) {
  const bool is_foreign = context_.location.foreign_format;
  if (group.kind == git::ObjectGroup::Kind::Pack && packs == Packs::Walk) {
    std::unique_ptr<git::Pack> pack = git::Pack::open(group.path);
    if (!pack && is_foreign) pack = git::Pack::open(group.path, git::kSha256Size);
    if (pack) {
      packs_.push_back({std::move(pack), {}});
      return;
    }
  }
  if (is_foreign || is_gone(group)) return;  // git lists the rest; what is gone lies elsewhere now
  add(git::list_group(context_.library, group));
}

void ObjectList::add(std::vector<git::Oid> ids) {
  if (others_.empty())
    others_ = std::move(ids);
  else
    others_.insert(others_.end(), ids.begin(), ids.end());
}

/// Takes out what packs have, and what is listed more than once.
void ObjectList::settle() {
  packed_ = PackedIds(packs_);
  add(packed_.broken());
  std::erase_if(others_, [this](const git::Oid& id) { return packed_.contains(id); });
  const auto sort = [this] {
    sorted_others_.resize(others_.size());
    std::iota(sorted_others_.begin(), sorted_others_.end(), 0);
    std::stable_sort(sorted_others_.begin(), sorted_others_.end(),
                     [this](auto a, auto b) { return others_[a] < others_[b]; });
  };
  sort();
  std::vector<bool> is_again(others_.size(), false);
  bool is_any = false;
  for (std::size_t i = 1; i < sorted_others_.size(); ++i) {
    if (others_[sorted_others_[i]] != others_[sorted_others_[i - 1]]) continue;
    is_again[sorted_others_[i]] = is_any = true;
  }
  if (!is_any) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < others_.size(); ++i) {
    if (!is_again[i]) others_[kept++] = others_[i];
  }
  others_.resize(kept);
  sort();
}

std::optional<std::uint32_t> ObjectList::number(const git::Oid& id) const {
  if (const std::optional<std::uint32_t> packed = packed_.number(id)) return packed;
  const auto found = std::lower_bound(
      sorted_others_.begin(), sorted_others_.end(), id,
      [this](std::uint32_t at, const git::Oid& other) { return others_[at] < other; });
  if (found == sorted_others_.end() || others_[*found] != id) return std::nullopt;
  return packed_.count() + *found;
}

git::Oid ObjectList::id(std::uint32_t number) const {
  return number < packed_.count() ? packed_.id(number) : others_[number - packed_.count()];
}

}  // namespace veto::source
