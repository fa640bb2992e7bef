// All trees of a repository in an index, as a walk of its packs records them: by one worker or by
// several, in any room.
#pragma once

#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "git/list_objects.h"
#include "git/pack_walk.h"
#include "git/tree_index.h"
#include "test/unit/git/repository.h"

namespace veto::git::test {

class IndexedTrees {
 public:
  explicit IndexedTrees(const Repository& repository, unsigned workers = 1,
                        std::size_t budget = std::size_t{1} << 30U,
                        std::size_t walk_budget = kWalkBudget) {
    std::vector<PackToWalk> packs;
    std::vector<Oid> loose;
    for (const ObjectGroup& group : object_groups(object_directories(repository.location()))) {
      if (group.kind != ObjectGroup::Kind::Pack) {
        for (const Oid& id : list_group(library(), group)) {
          if (add(id)) loose.push_back(id);
        }
        continue;
      }
      PackToWalk& each = packs.emplace_back(PackToWalk{Pack::open(group.path), {}});
      REQUIRE(each.pack != nullptr);
      for (PackNode node = 0; node < each.pack->size(); ++node)
        each.wanted.push_back(add(each.pack->id(node)));
    }
    const ObjectNumbers numbers{ids_.size(),
                                [this](const Oid& id) {
                                  const auto found = numbers_.find(id);
                                  return found == numbers_.end() ? std::nullopt
                                                                 : std::optional(found->second);
                                },
                                [this](std::uint32_t number) { return ids_[number]; }};
    std::vector<TreeRecorder> recorders(workers, TreeRecorder(numbers, budget));
    ObjectStore objects = repository.objects();
    for (const Oid& id : loose) {
      const Object object = objects.read(id);
      if (object.type() == ObjectType::Tree) recorders.front().add({id, object.bytes()});
    }
    PackWalk walk(std::move(packs), {kMaxWalkedObject, walk_budget, walk_budget, 1024});
    for (unsigned i = 0; i < workers; ++i) walk.enter();
    {
      std::vector<std::jthread> threads;
      for (TreeRecorder& recorder : recorders)
        threads.emplace_back([&] { record(walk, recorder); });
    }
    index = std::make_unique<TreeIndex>(numbers, std::move(recorders));
  }

  std::unique_ptr<TreeIndex> index;

 private:
  bool add(const Oid& id) {
    if (!numbers_.try_emplace(id, static_cast<std::uint32_t>(ids_.size())).second) return false;
    ids_.push_back(id);
    return true;
  }

  static void record(PackWalk& walk, TreeRecorder& recorder) {
    PackWalk::Walker walker(walk);
    PackedObject object;
    while (walker.next(object, PackWalk::Wait::Yes)) {
      if (object.type != ObjectType::Tree || !object.bytes) continue;
      std::shared_ptr<const TreeNotes> notes =
          recorder.add({object.id, *object.bytes, object.copies,
                        static_cast<const TreeNotes*>(object.base_notes.get())});
      const std::size_t bytes = memory_of(*notes);
      *object.notes = {std::move(notes), bytes};
    }
  }

  std::unordered_map<Oid, std::uint32_t, OidHash> numbers_;
  std::vector<Oid> ids_;
};

}  // namespace veto::git::test
