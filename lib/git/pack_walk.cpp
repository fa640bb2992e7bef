#include "git/pack_walk.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace veto::git {
namespace {

// Of a worker's share, what the notes of one text may take: it can be scanned without.
constexpr std::size_t kNotesPart = 8;

}  // namespace

PackWalk::PackWalk(std::vector<PackToWalk> packs, const WalkLimits& limits)
    : packs_(std::move(packs)), limits_(limits), turns_(limits.turns) {
  for (std::size_t number = 0; number < packs_.size(); ++number) list_roots(number);
  std::stable_sort(roots_.begin(), roots_.end(),
                   [](const Root& a, const Root& b) { return a.weight > b.weight; });
}

/// Trees in which something is wanted; the weight is what their objects are together, if all are as
/// large as the root.
void PackWalk::list_roots(std::size_t number) {
  const auto& [pack, wanted] = packs_[number];
  std::vector<bool>& leads = leads_.emplace_back(wanted);
  std::vector<std::uint32_t> counts(pack->size(), 1);
  const std::vector<PackNode> nodes = pack->take_bases_first();
  for (std::size_t i = nodes.size(); i-- > 0;) {
    const PackNode node = nodes[i];
    const PackNode base = pack->base(node);
    if (wanted[node]) stored_ += pack->stored(node).size;
    if (!leads[node]) continue;
    if (base == kNoNode) {
      roots_.push_back({number, node, std::uint64_t{pack->stored(node).size} * counts[node]});
      continue;
    }
    leads[base] = true;
    counts[base] += counts[node];
  }
}

void PackWalk::leave() {
  turns_.go_away();
  const std::scoped_lock lock(mutex_);
  --working_;
  changed_.notify_all();
}

void PackWalk::reenter() {
  turns_.come_back();
  ++working_;
}

bool PackWalk::take(Walker::Task& task, Wait wait) {
  const std::size_t root = next_root_.fetch_add(1, std::memory_order_relaxed);
  if (root < roots_.size()) {
    task = {roots_[root].pack, roots_[root].node, nullptr, nullptr, false};
    return true;
  }
  if (wait == Wait::No) return false;
  std::unique_lock lock(mutex_);
  ++hungry_;
  changed_.notify_all();
  changed_.wait(lock, [this] { return !gifts_.empty() || hungry_ >= working_; });
  --hungry_;
  if (gifts_.empty()) {
    ++hungry_;  // all are, and remain so: the others must see that, too
    return false;
  }
  task = std::move(gifts_.front());
  gifts_.pop_front();
  return true;
}

bool PackWalk::Walker::next(PackedObject& object, Wait wait) {
  settle();
  while (true) {
    Task task;
    if (stack_.empty()) {
      decoder_.give_back_turn();  // whoever waits for a gift holds nothing that others wait for
      if (!walk_.take(task, wait)) return false;
      pack_ = task.pack;
    } else {
      if (walk_.hungry_.load(std::memory_order_relaxed) > 0) share();
      const PackNode child = next_wanted_child(stack_.back());
      if (child == kNoNode) {
        pop();
        continue;
      }
      task = task_for(stack_.back(), child);
    }
    if (hand_out(std::move(task), object)) return true;
  }
}

/// After the last object has been used.
void PackWalk::Walker::settle() {
  if (std::exchange(is_noting_, false)) {
    KeptNotes& notes = stack_.back().notes;
    if (notes.bytes > walk_.limits_.worker / kNotesPart) notes = {};
    held_ += notes.bytes;
    keep_within_budget();
  }
  if (held_ <= walk_.limits_.worker) decoder_.give_back_turn();
}

/// kNoNode when all have been visited.
PackNode PackWalk::Walker::next_wanted_child(Frame& frame) const {
  const std::span<const PackNode> children = walk_.packs_[pack_].pack->children(frame.node);
  const std::vector<bool>& leads = walk_.leads_[pack_];
  while (frame.next_child < children.size()) {
    const PackNode child = children[frame.next_child++];
    if (leads[child]) return child;
  }
  return kNoNode;
}

PackWalk::Walker::Task PackWalk::Walker::task_for(Frame& frame, PackNode child) {
  if (!frame.bytes && !frame.is_lost) restore(stack_.size() - 1);
  return {pack_, child, frame.bytes, frame.notes.notes, frame.is_lost};
}

/// Decodes the object and goes down to it. True when it is wanted: then `object` is that.
bool PackWalk::Walker::hand_out(Task task, PackedObject& object) {
  const PackToWalk& from = walk_.packs_[pack_];
  Frame frame;
  frame.node = task.node;
  decode(task, frame);
  object.base_size = task.base ? task.base->size : 0;
  task.base.reset();
  // A base that has no more deltas is not needed any more: a chain takes the room of two.
  while (!stack_.empty()) {
    if (next_wanted_child(stack_.back()) != kNoNode) {
      --stack_.back().next_child;
      break;
    }
    pop();
  }
  if (frame.bytes) held_ += frame.bytes->capacity;
  stack_.push_back(std::move(frame));
  keep_within_budget();
  if (!from.wanted[task.node]) return false;
  Frame& top = stack_.back();
  object.id = from.pack->id(task.node);
  object.type = from.pack->type(task.node);
  object.bytes.reset();
  object.large.reset();
  if (top.bytes)
    object.bytes = top.bytes->view();
  else if (from.pack->base(task.node) == kNoNode &&
           from.pack->stored(task.node).size > walk_.limits_.object)
    object.large = from.pack->stored(task.node);
  object.copies = copies_;
  object.base_notes = std::move(task.base_notes);
  object.notes = &top.notes;
  is_noting_ = true;
  object.stored = from.pack->stored(task.node).size;
  return true;
}

void PackWalk::Walker::decode(const Task& task, Frame& frame) {
  const PackToWalk& from = walk_.packs_[pack_];
  copies_.clear();
  if (!task.is_lost) {
    const ObjectType type = from.pack->type(task.node);
    const bool is_asked = type == ObjectType::Blob || type == ObjectType::Tree;
    frame.bytes =
        decoder_.decode(*from.pack, task.node, task.base.get(), is_asked ? &copies_ : nullptr);
  }
  if (!frame.bytes) {
    copies_.clear();
    frame.bytes = find_elsewhere(task.node);
  }
  frame.is_lost = frame.bytes == nullptr;
}

/// The same object in another pack, where this one's is damaged.
std::shared_ptr<PackedBytes> PackWalk::Walker::find_elsewhere(PackNode node) {
  const std::string_view id = walk_.packs_[pack_].pack->raw_id(node);
  for (std::size_t i = 0; i < walk_.packs_.size(); ++i) {
    if (i == pack_) continue;
    const Pack& pack = *walk_.packs_[i].pack;
    const PackNode other = pack.find(id);
    if (other == kNoNode) continue;
    if (std::shared_ptr<PackedBytes> bytes = decoder_.decode_alone(pack, other)) return bytes;
  }
  return nullptr;
}

void PackWalk::Walker::drop(Frame& frame) {
  held_ -= frame.notes.bytes;
  frame.notes = {};
  if (!frame.bytes) return;
  held_ -= frame.bytes->capacity;
  if (frame.is_given)
    frame.bytes.reset();
  else
    decoder_.put_back(std::move(frame.bytes));
  frame.is_given = false;
}

void PackWalk::Walker::pop() {
  drop(stack_.back());
  stack_.pop_back();
}

void PackWalk::Walker::keep_within_budget() {
  const std::size_t budget = decoder_.has_turn() ? walk_.limits_.heavy : walk_.limits_.worker;
  for (std::size_t i = 0; held_ > budget && i + 1 < stack_.size(); ++i) drop(stack_[i]);
}

/// Decodes again what was dropped, from the nearest base that is still there.
void PackWalk::Walker::restore(std::size_t depth) {
  const Pack& pack = *walk_.packs_[pack_].pack;
  std::vector<PackNode> chain;
  std::shared_ptr<PackedBytes> bytes;
  std::size_t above = depth;
  for (PackNode node = stack_[depth].node; node != kNoNode; node = pack.base(node)) {
    // The stack holds some of the bases, in their order.
    if (above > 0 && stack_[above - 1].node == node) bytes = stack_[--above].bytes;
    if (bytes) break;
    chain.push_back(node);
  }
  for (; !chain.empty(); chain.pop_back()) {
    bytes = decoder_.decode(pack, chain.back(), bytes.get(), nullptr);
    if (!bytes) break;
  }
  Frame& frame = stack_[depth];
  frame.is_lost = bytes == nullptr;
  frame.bytes = std::move(bytes);
  if (frame.bytes) held_ += frame.bytes->capacity;
}

/// Gives away the deltas that are nearest to the root, which are likely to lead to most. Where
/// there is one turn only, nobody else could go on with what needs one.
void PackWalk::Walker::share() {
  if (decoder_.has_turn() && walk_.limits_.turns == 1) return;
  for (std::size_t depth = 0; depth < stack_.size(); ++depth) {
    Frame& frame = stack_[depth];
    if (!frame.bytes) continue;
    const PackNode child = next_wanted_child(frame);
    if (child == kNoNode) continue;
    const std::scoped_lock lock(walk_.mutex_);
    if (walk_.gifts_.size() >= walk_.hungry_.load()) {
      --frame.next_child;
      return;
    }
    frame.is_given = true;
    walk_.gifts_.push_back({pack_, child, frame.bytes, frame.notes.notes, false});
    walk_.changed_.notify_one();
    return;
  }
}

}  // namespace veto::git
