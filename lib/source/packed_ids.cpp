#include "source/packed_ids.h"

#include <algorithm>

namespace veto::source {
namespace {

constexpr std::size_t kBegins = 1U << 16U;

std::size_t first_bytes(std::string_view id) noexcept {
  return static_cast<std::size_t>(static_cast<std::uint8_t>(id[0])) << 8U |
         static_cast<std::uint8_t>(id[1]);
}

std::string_view raw(const git::Oid& id) noexcept {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.size};
}

}  // namespace

PackedIds::PackedIds(std::vector<git::PackToWalk>& packs) {
  for (const git::PackToWalk& each : packs) packs_.push_back(each.pack);
  merge();
  choose(packs);
  if (packs_.size() > 1)
    list_begins();
  else
    copies_ = {};
}

/// Neighbours first, then what came of them, as in a merge sort: each copy is moved as often as the
/// number of packs can be halved. Of equal ids the first pack's comes first.
void PackedIds::merge() {
  std::vector<std::size_t> ends{0};
  std::size_t total = 0;
  for (const auto& pack : packs_) total += pack->size();
  copies_.reserve(total);
  for (std::uint32_t number = 0; number < packs_.size(); ++number) {
    for (std::uint32_t i = 0; i < packs_[number]->size(); ++i) copies_.push_back({number, i});
    ends.push_back(copies_.size());
  }
  const auto is_before = [this](const Copy& a, const Copy& b) { return raw_id(a) < raw_id(b); };
  const auto at = [&](std::size_t run) {
    return copies_.begin() + static_cast<std::ptrdiff_t>(ends[std::min(run, packs_.size())]);
  };
  for (std::size_t width = 1; width < packs_.size(); width *= 2) {
    for (std::size_t run = 0; run + width < packs_.size(); run += 2 * width)
      std::inplace_merge(at(run), at(run + width), at(run + 2 * width), is_before);
  }
}

void PackedIds::choose(std::vector<git::PackToWalk>& packs) {
  for (git::PackToWalk& each : packs) each.wanted.assign(each.pack->size(), false);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < copies_.size();) {
    const std::string_view id = raw_id(copies_[i]);
    const Copy first = copies_[i];
    const Copy* chosen = nullptr;
    for (; i < copies_.size() && raw_id(copies_[i]) == id; ++i) {
      const Copy& copy = copies_[i];
      if (chosen == nullptr &&
          packs_[copy.pack]->is_whole(packs_[copy.pack]->node_at(copy.position)))
        chosen = &copy;
    }
    if (chosen == nullptr) {
      broken_.push_back(git::Oid::from_raw(id));
      copies_[kept++] = first;
      continue;
    }
    packs[chosen->pack].wanted[packs_[chosen->pack]->node_at(chosen->position)] = true;
    ++count_;
    copies_[kept++] = *chosen;
  }
  copies_.resize(kept);
}

void PackedIds::list_begins() {
  copies_.shrink_to_fit();
  begins_.assign(kBegins + 1, 0);
  for (const Copy& copy : copies_) ++begins_[first_bytes(raw_id(copy)) + 1];
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
}

std::uint32_t PackedIds::count() const noexcept {
  if (packs_.size() == 1) return packs_.front()->size();
  return static_cast<std::uint32_t>(copies_.size());
}

git::Oid PackedIds::id(std::uint32_t number) const {
  return git::Oid::from_raw(packs_.size() == 1 ? packs_.front()->raw_id_at(number)
                                               : raw_id(copies_[number]));
}

std::optional<std::uint32_t> PackedIds::number(const git::Oid& id) const {
  if (packs_.empty()) return std::nullopt;
  const std::string_view wanted = raw(id);
  if (packs_.size() == 1) return packs_.front()->position(wanted);
  const auto begin = copies_.begin() + begins_[first_bytes(wanted)];
  const auto end = copies_.begin() + begins_[first_bytes(wanted) + 1];
  const auto found = std::lower_bound(
      begin, end, wanted,
      [this](const Copy& copy, std::string_view other) { return raw_id(copy) < other; });
  if (found == end || raw_id(*found) != wanted) return std::nullopt;
  if (!packs_[found->pack]->is_whole(packs_[found->pack]->node_at(found->position)))
    return std::nullopt;
  return static_cast<std::uint32_t>(found - copies_.begin());
}

}  // namespace veto::source
