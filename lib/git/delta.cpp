#include "git/delta.h"

#include <algorithm>
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

/// The bytes of a number that `mask` says are there, the least significant first.
bool read_parts(std::string_view delta, std::size_t& at, unsigned mask, std::size_t& number) {
  for (unsigned shift = 0; mask != 0; mask >>= 1U, shift += 8) {
    if ((mask & 1U) == 0) continue;
    if (at >= delta.size()) return false;
    number |= std::size_t{static_cast<std::uint8_t>(delta[at++])} << shift;
  }
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
  copies.push_back(copy);
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
                 std::vector<text::CopiedRange>& copies) {
  copies.clear();
  const std::optional<DeltaSizes> sizes = read_delta_sizes(delta);
  if (!sizes || sizes->base != base.size() || sizes->result != result.size()) return false;
  std::size_t filled = 0;
  for (std::size_t at = sizes->header; at < delta.size();) {
    const unsigned command = static_cast<std::uint8_t>(delta[at++]);
    const std::size_t left = result.size() - filled;
    if ((command & kCopy) == 0) {
      if (command == 0 || command > delta.size() - at || command > left) return false;
      std::memcpy(result.data() + filled, delta.data() + at, command);
      at += command;
      filled += command;
      continue;
    }
    text::CopiedRange copy{filled, 0, 0};
    if (!read_parts(delta, at, command & 0x0fU, copy.base) ||
        !read_parts(delta, at, command >> 4U & 0x07U, copy.size))
      return false;
    if (copy.size == 0) copy.size = kDefaultSize;
    if (copy.size > left || copy.base > base.size() || copy.size > base.size() - copy.base)
      return false;
    std::memcpy(result.data() + filled, base.data() + copy.base, copy.size);
    filled += copy.size;
    add_copy(copies, copy);
  }
  return filled == result.size();
}

}  // namespace veto::git
