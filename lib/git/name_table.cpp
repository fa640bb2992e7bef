#include "git/name_table.h"

#include <algorithm>
#include <functional>

namespace veto::git {
namespace {

constexpr std::size_t kFirstSlots = 1024;

}  // namespace

/// Where the name is, or where it would be.
std::size_t NameTable::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = std::hash<std::string_view>()(text) & mask;
  while (slots_[at] != 0 && name(slots_[at] - 1) != text) at = (at + 1) & mask;
  return at;
}

void NameTable::grow() {
  slots_.assign(std::max(kFirstSlots, 2 * slots_.size()), 0);
  for (std::uint32_t number = 0; number < ends_.size(); ++number)
    slots_[slot_of(name(number))] = number + 1;
}

std::uint32_t NameTable::add(std::string_view text) {
  if (2 * ends_.size() >= slots_.size()) grow();
  std::uint32_t& slot = slots_[slot_of(text)];
  if (slot == 0) {
    text_ += text;
    ends_.push_back(text_.size());
    slot = static_cast<std::uint32_t>(ends_.size());
  }
  return slot - 1;
}

std::optional<std::uint32_t> NameTable::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t slot = slots_[slot_of(text)];
  return slot == 0 ? std::nullopt : std::optional(slot - 1);
}

}  // namespace veto::git
