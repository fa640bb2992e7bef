#include "git/tree.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace veto::git {

std::optional<TreeEntry> TreeReader::next() {
  if (rest_.empty()) return std::nullopt;
  TreeEntry entry;
  std::size_t at = 0;
  while (at < rest_.size() && rest_[at] >= '0' && rest_[at] <= '7' && at < 7)
    entry.mode = entry.mode * 8 + static_cast<std::uint32_t>(rest_[at++] - '0');
  const std::size_t end = rest_.find('\0', at);
  if (at == 0 || at >= rest_.size() || rest_[at] != ' ' || end == std::string_view::npos ||
      rest_.size() - end - 1 < oid_size_)
    throw base::unreadable("malformed tree");
  entry.name = rest_.substr(at + 1, end - at - 1);
  entry.id = Oid::from_raw(rest_.substr(end + 1, oid_size_));
  rest_.remove_prefix(end + 1 + oid_size_);
  return entry;
}

int compare_entries(const TreeEntry& a, const TreeEntry& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  if (const int order = std::memcmp(a.name.data(), b.name.data(), common); order != 0) return order;
  const auto next_byte = [common](const TreeEntry& entry) {
    if (common < entry.name.size()) return static_cast<unsigned char>(entry.name[common]);
    return static_cast<unsigned char>(entry.is_tree() ? '/' : '\0');
  };
  return static_cast<int>(next_byte(a)) - static_cast<int>(next_byte(b));
}

}  // namespace veto::git
