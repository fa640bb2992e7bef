#include "match/anchors.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace veto::match {
namespace {

std::uint16_t pair_at(const char* text) noexcept {
  std::uint16_t pair = 0;
  std::memcpy(&pair, text, sizeof pair);
  return pair;
}

std::uint32_t hash_at(const char* text) noexcept {
  std::uint32_t word = 0;
  static_assert(kMinAnchor == sizeof word);
  std::memcpy(&word, text, sizeof word);
  return word * 0x9e3779b1U >> 18U;  // one of 256 * 64
}

}  // namespace

Anchors::Anchors(std::vector<std::string> literals) : literals_(std::move(literals)) {
  std::sort(literals_.begin(), literals_.end());
  for (const std::string& literal : literals_) {
    const std::uint16_t pair = pair_at(literal.data());
    pairs_[pair / 64U] |= std::uint64_t{1} << pair % 64U;
    const std::uint32_t hash = hash_at(literal.data());
    hashes_[hash / 64U] |= std::uint64_t{1} << hash % 64U;
  }
}

bool Anchors::any_in(std::string_view text) const noexcept {
  if (literals_.empty()) return false;
  for (std::size_t at = 0; at + kMinAnchor <= text.size(); ++at) {
    const std::uint16_t pair = pair_at(text.data() + at);
    if ((pairs_[pair / 64U] >> pair % 64U & 1U) != 0 && may_begin(text.data() + at) &&
        begins(text.substr(at)))
      return true;
  }
  return false;
}

bool Anchors::may_begin(const char* text) const noexcept {
  const std::uint32_t hash = hash_at(text);
  return (hashes_[hash / 64U] >> hash % 64U & 1U) != 0;
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
