#include "git/pack_index.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "git/big_endian.h"

namespace veto::git {
namespace {

constexpr std::string_view kMagic("\377tOc\0\0\0\2", 8);
constexpr std::size_t kFanout = 256 * 4;
constexpr std::uint32_t kIsLarge = 0x8000'0000;

bool rises(std::string_view fanout) noexcept {
  for (std::size_t at = 4; at < kFanout; at += 4) {
    if (read_be32(fanout, at) < read_be32(fanout, at - 4)) return false;
  }
  return true;
}

}  // namespace

std::optional<PackIndex> PackIndex::of(std::string_view bytes, std::size_t oid_size) {
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kFanout) return std::nullopt;
  PackIndex index;
  index.oid_size_ = oid_size;
  index.fanout_ = bytes.substr(kMagic.size(), kFanout);
  if (!rises(index.fanout_)) return std::nullopt;
  index.count_ = read_be32(index.fanout_, kFanout - 4);
  bytes.remove_prefix(kMagic.size() + kFanout);
  // Ids, checksums, offsets, large offsets; the pack's hash and the index's.
  const std::size_t ids = index.count_ * oid_size;
  const std::size_t words = std::size_t{index.count_} * 4;
  if (bytes.size() < ids + 2 * words + 2 * oid_size) return std::nullopt;
  const std::size_t large = bytes.size() - (ids + 2 * words + 2 * oid_size);
  if (large % 8 != 0) return std::nullopt;
  index.ids_ = bytes.substr(0, ids);
  index.offsets_ = bytes.substr(ids + words, words);
  index.large_offsets_ = bytes.substr(ids + 2 * words, large);
  return index;
}

std::uint64_t PackIndex::offset(std::uint32_t position) const noexcept {
  const std::uint32_t small = read_be32(offsets_, std::size_t{position} * 4);
  if ((small & kIsLarge) == 0) return small;
  const std::size_t at = std::size_t{small & ~kIsLarge} * 8;
  if (at >= large_offsets_.size()) return std::numeric_limits<std::uint64_t>::max();
  return read_be64(large_offsets_, at);
}

bool PackIndex::is_in_order() const noexcept {
  std::uint32_t position = 0;
  for (std::size_t first = 0; first < 256; ++first) {
    for (const std::uint32_t end = read_be32(fanout_, first * 4); position < end; ++position) {
      const char* id = ids_.data() + position * oid_size_;
      if (static_cast<std::uint8_t>(*id) != first) return false;
      if (position > 0 && std::memcmp(id - oid_size_, id, oid_size_) > 0) return false;
    }
  }
  return true;
}

int PackIndex::compare(std::uint32_t position, std::string_view raw_id) const noexcept {
  return std::memcmp(ids_.data() + position * oid_size_, raw_id.data(), oid_size_);
}

/// Ids are spread evenly: one is looked for where it should be, and then further and further away.
std::optional<std::uint32_t> PackIndex::find(std::string_view raw_id) const noexcept {
  constexpr std::uint64_t kFirstStep = 16;
  const std::size_t first = static_cast<std::uint8_t>(raw_id.front());
  std::uint64_t low = first == 0 ? 0 : read_be32(fanout_, (first - 1) * 4);
  std::uint64_t high = read_be32(fanout_, first * 4);
  if (low >= high) return std::nullopt;
  const std::uint64_t guess = low + ((high - low) * read_be32(raw_id, 1) >> 32U);
  const auto is_before = [&](std::uint64_t position) {
    return compare(static_cast<std::uint32_t>(position), raw_id) < 0;
  };
  std::uint64_t step = kFirstStep;
  if (is_before(guess)) {
    for (low = guess + 1; low + step < high && is_before(low + step); step *= 2) low += step + 1;
    high = std::min(high, low + step);
  } else {
    for (high = guess; high - low > step && !is_before(high - step); step *= 2) high -= step;
    if (high - low > step) low = high - step + 1;
  }
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (is_before(middle))
      low = middle + 1;
    else
      high = middle;
  }
  const auto found = static_cast<std::uint32_t>(low);
  if (low >= count_ || compare(found, raw_id) != 0) return std::nullopt;
  return found;
}

}  // namespace veto::git
