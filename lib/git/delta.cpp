#include "git/delta.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace veto::git {
namespace {

constexpr unsigned kCopy = 0x80;
constexpr std::size_t kDefaultSize = 0x10000;

std::optional<std::size_t> read_size(std::string_view delta, std::size_t& at) noexcept {
  constexpr unsigned kMaxShift = 56;
  std::size_t size = 0;
  for (unsigned shift = 0; at < delta.size() && shift <= kMaxShift; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(delta[at++]);
    size |= std::size_t{byte & 0x7fU} << shift;
    if ((byte & 0x80U) == 0) return size;
  }
  return std::nullopt;
}

/// Where a copy begins and how long it is: of seven bytes those that the command says are there,
/// the least significant first; the rest are 0.
bool read_copy(std::string_view delta, std::size_t& at, unsigned command,
               text::CopiedRange& copy) noexcept {
  std::size_t parts = 0;
  const auto missing = static_cast<std::size_t>(std::popcount(command & 0x7fU));
  if (delta.size() - at < missing) return false;
  const char* next = delta.data() + at;
  for (unsigned bit = 0; bit < 7; ++bit) {
    if ((command >> bit & 1U) != 0)
      parts |= std::size_t{static_cast<std::uint8_t>(*next++)} << (8 * bit);
  }
  at += missing;
  copy.base = parts & 0xffffffffU;
  copy.size = parts >> 32U;
  if (copy.size == 0) copy.size = kDefaultSize;
  return true;
}

void add_copy(std::vector<text::CopiedRange>& copies, const text::CopiedRange& copy) {
  if (!copies.empty()) {
    text::CopiedRange& last = copies.back();
    if (last.target + last.size == copy.target && last.base + last.size == copy.base) {
      last.size += copy.size;
      return;
    }
  }
  if (copies.size() < kMostCopies) copies.push_back(copy);
}

/// Most stretches are short: where there is room on both sides for more than is wanted, a fixed
/// number of bytes takes no call. What is written too much is written over, or was not yet.
void copy_bytes(char* to, std::size_t room, std::string_view from, std::size_t size) noexcept {
  constexpr std::size_t kShort = 32;
  if (size <= kShort && room >= kShort && from.size() >= kShort)
    std::memcpy(to, from.data(), kShort);
  else
    std::memcpy(to, from.data(), size);
}

}  // namespace

std::optional<DeltaSizes> read_delta_sizes(std::string_view delta) noexcept {
  DeltaSizes sizes;
  const std::optional<std::size_t> base = read_size(delta, sizes.header);
  const std::optional<std::size_t> result = base ? read_size(delta, sizes.header) : std::nullopt;
  if (!result) return std::nullopt;
  sizes.base = *base;
  sizes.result = *result;
  return sizes;
}

bool apply_delta(std::string_view delta, std::string_view base, std::span<char> result,
                 std::vector<text::CopiedRange>* copies) {
  if (copies != nullptr) copies->clear();
  const std::optional<DeltaSizes> sizes = read_delta_sizes(delta);
  if (!sizes || sizes->base != base.size() || sizes->result != result.size()) return false;
  std::size_t filled = 0;
  for (std::size_t at = sizes->header; at < delta.size();) {
    const unsigned command = static_cast<std::uint8_t>(delta[at++]);
    const std::size_t left = result.size() - filled;
    if ((command & kCopy) == 0) {
      if (command == 0 || command > delta.size() - at || command > left) return false;
      copy_bytes(result.data() + filled, left, delta.substr(at), command);
      at += command;
      filled += command;
      continue;
    }
    text::CopiedRange copy{filled, 0, 0};
    if (!read_copy(delta, at, command, copy)) return false;
    if (copy.size > left || copy.base > base.size() || copy.size > base.size() - copy.base)
      return false;
    copy_bytes(result.data() + filled, left, base.substr(copy.base), copy.size);
    filled += copy.size;
    if (copies != nullptr) add_copy(*copies, copy);
  }
  return filled == result.size();
}

}  // namespace veto::git
