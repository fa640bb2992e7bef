#include "git/pack_walk.h"

#include <algorithm>

namespace veto::git {
namespace {

std::shared_ptr<PackedBytes> room_for(std::size_t size) {
  auto bytes = std::make_shared<PackedBytes>();
  bytes->data.reset(new char[size + 1]);  // not cleared, unlike make_unique's
  bytes->size = size;
  return bytes;
}

}  // namespace

PackWalk::PackWalk(std::vector<PackToWalk> packs) : packs_(std::move(packs)) {
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
  const std::span<const PackNode> nodes = pack->bases_first();
  for (std::size_t i = nodes.size(); i-- > 0;) {
    const PackNode node = nodes[i];
    const PackNode base = pack->base(node);
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
  const std::scoped_lock lock(mutex_);
  --working_;
  changed_.notify_all();
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
  while (true) {
    Task task;
    if (stack_.empty()) {
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
    if (hand_out(task, object)) return true;
  }
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
  return {pack_, child, frame.bytes, frame.notes, frame.is_lost};
}

/// Decodes the object and goes down to it. True when it is wanted: then `object` is that.
bool PackWalk::Walker::hand_out(const Task& task, PackedObject& object) {
  const PackToWalk& from = walk_.packs_[pack_];
  Frame frame{task.node, 0, nullptr, nullptr, task.is_lost};
  copies_.clear();
  if (!task.is_lost) {
    frame.bytes = decode(task.node, task.base.get());
    frame.is_lost = frame.bytes == nullptr;
  }
  // A base that has no more deltas is not needed any more: a chain takes the room of two.
  while (!stack_.empty()) {
    if (next_wanted_child(stack_.back()) != kNoNode) {
      --stack_.back().next_child;
      break;
    }
    pop();
  }
  if (frame.bytes) held_ += frame.bytes->size;
  stack_.push_back(std::move(frame));
  keep_within_budget();
  if (!from.wanted[task.node]) return false;
  Frame& top = stack_.back();
  object.id = from.pack->id(task.node);
  object.type = from.pack->type(task.node);
  object.bytes.reset();
  if (top.bytes) object.bytes = top.bytes->view();
  object.copies = copies_;
  object.base_size = task.base ? task.base->size : 0;
  object.base_notes = task.base_notes;
  object.notes = &top.notes;
  return true;
}

void PackWalk::Walker::pop() {
  if (stack_.back().bytes) held_ -= stack_.back().bytes->size;
  stack_.pop_back();
}

void PackWalk::Walker::keep_within_budget() {
  for (std::size_t i = 0; held_ > budget_ && i + 1 < stack_.size(); ++i) {
    if (!stack_[i].bytes) continue;
    held_ -= stack_[i].bytes->size;
    stack_[i].bytes.reset();
    stack_[i].notes.reset();
  }
}

/// Decodes again what was dropped, from the nearest base that is still there.
void PackWalk::Walker::restore(std::size_t depth) {
  const Pack& pack = *walk_.packs_[pack_].pack;
  std::vector<PackNode> chain;
  std::shared_ptr<const PackedBytes> bytes;
  std::size_t above = depth;
  for (PackNode node = stack_[depth].node; node != kNoNode; node = pack.base(node)) {
    // The stack holds some of the bases, in their order.
    if (above > 0 && stack_[above - 1].node == node) bytes = stack_[--above].bytes;
    if (bytes) break;
    chain.push_back(node);
  }
  for (; !chain.empty(); chain.pop_back()) {
    bytes = decode(chain.back(), bytes.get());
    if (!bytes) break;
  }
  Frame& frame = stack_[depth];
  frame.is_lost = bytes == nullptr;
  frame.bytes = std::move(bytes);
  if (frame.bytes) held_ += frame.bytes->size;
}

/// Gives away the deltas that are nearest to the root, which are likely to lead to most.
void PackWalk::Walker::share() {
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
    walk_.gifts_.push_back({pack_, child, frame.bytes, frame.notes, false});
    walk_.changed_.notify_one();
    return;
  }
}

std::shared_ptr<const PackedBytes> PackWalk::Walker::decode(PackNode node,
                                                            const PackedBytes* base) {
  const Pack& pack = *walk_.packs_[pack_].pack;
  const Pack::Stored stored = pack.stored(node);
  if (stored.size > kMaxWalkedObject ||
      !Inflater::is_plausible(stored.compressed.size(), stored.size))
    return nullptr;
  if (pack.base(node) == kNoNode) {
    std::shared_ptr<PackedBytes> bytes = room_for(stored.size);
    const bool is_good = inflater_.inflate(stored.compressed, {bytes->data.get(), bytes->size});
    return is_good ? bytes : nullptr;
  }
  if (base == nullptr) return nullptr;
  if (delta_.size() < stored.size) delta_.resize(stored.size);
  const std::span<char> delta = std::span(delta_).first(stored.size);
  if (!inflater_.inflate(stored.compressed, delta)) return nullptr;
  const std::string_view text(delta.data(), delta.size());
  const std::optional<DeltaSizes> sizes = read_delta_sizes(text);
  if (!sizes || sizes->result > kMaxWalkedObject) return nullptr;
  std::shared_ptr<PackedBytes> bytes = room_for(sizes->result);
  const bool is_good = apply_delta(text, base->view(), {bytes->data.get(), bytes->size}, copies_);
  return is_good ? bytes : nullptr;
}

}  // namespace veto::git
