#include "source/object_list.h"

#include <chrono>
#include <filesystem>
#include <memory>
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
  for (const git::Oid& id : std::exchange(broken_, {})) add(id);
  if (context_.location.foreign_format && !std::exchange(listed_through_git_, true))
    git::list_through_git(context_.location, context_.environment,
                          [this](const git::Oid& id) { add(id); });
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
    if (pack) return add_pack(std::move(pack));
  }
  if (is_foreign || is_gone(group)) return;  // git lists the rest; what is gone lies elsewhere now
  for (const git::Oid& id : git::list_group(context_.library, group)) add(id);
}

bool ObjectList::is_new(const git::Oid& id) {
  const auto [known, added] = all_.try_emplace(id, static_cast<std::uint32_t>(ids_.size()));
  if (added) ids_.push_back(&known->first);
  return added;
}

void ObjectList::add_pack(std::unique_ptr<git::Pack> pack) {
  std::vector<bool> wanted(pack->size(), false);
  for (git::PackNode node = 0; node < pack->size(); ++node) {
    if (pack->is_whole(node))
      wanted[node] = is_new(pack->id(node));
    else
      broken_.push_back(pack->id(node));
  }
  packs_.push_back({std::move(pack), std::move(wanted)});
}

}  // namespace veto::source
