#include "match/anchors.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace veto::match {
namespace {

std::uint32_t hash_of(const char* text) noexcept {
  std::uint32_t word = 0;
  static_assert(kMinAnchor <= sizeof word);
  std::memcpy(&word, text, kMinAnchor);
  return word * 0x9e3779b1U >> 18U;  // one of 256 * 64
}

}  // namespace

Anchors::Anchors(std::vector<std::string> literals) : literals_(std::move(literals)) {
  std::sort(literals_.begin(), literals_.end());
  for (const std::string& literal : literals_) {
    const std::uint32_t hash = hash_of(literal.data());
    filter_[hash / 64] |= std::uint64_t{1} << hash % 64;
  }
}

bool Anchors::any_in(std::string_view text) const noexcept {
  if (literals_.empty()) return false;
  for (std::size_t at = 0; at + kMinAnchor <= text.size(); ++at) {
    const std::uint32_t hash = hash_of(text.data() + at);
    if ((filter_[hash / 64] >> hash % 64 & 1U) != 0 && begins(text.substr(at))) return true;
  }
  return false;
}

bool Anchors::begins(std::string_view text) const noexcept {
  const std::string_view key = text.substr(0, kMinAnchor);
  for (auto literal = std::lower_bound(literals_.begin(), literals_.end(), key);
       literal != literals_.end() && literal->starts_with(key); ++literal) {
    if (text.starts_with(*literal)) return true;
  }
  return false;
}

}  // namespace veto::match
