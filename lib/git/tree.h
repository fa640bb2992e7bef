// Tree objects, read entry by entry from their raw bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "git/oid.h"

namespace veto::git {

inline constexpr std::uint32_t kModeTypeMask = 0170000;
inline constexpr std::uint32_t kModeTree = 0040000;
inline constexpr std::uint32_t kModeFile = 0100000;
inline constexpr std::uint32_t kModeLink = 0120000;
inline constexpr std::uint32_t kModeSubmodule = 0160000;

struct TreeEntry {
  std::uint32_t mode = 0;
  std::string_view name;  ///< a view of the tree's bytes
  Oid id;

  [[nodiscard]] bool is_tree() const { return (mode & kModeTypeMask) == kModeTree; }
  [[nodiscard]] bool is_submodule() const { return (mode & kModeTypeMask) == kModeSubmodule; }
  /// A file or a symbolic link: its object is a blob.
  [[nodiscard]] bool is_blob() const { return !is_tree() && !is_submodule(); }
};

class TreeReader {
 public:
  /// `bytes` must outlive the reader and the entries' names.
  TreeReader(std::string_view bytes, std::size_t oid_size) : rest_(bytes), oid_size_(oid_size) {}

  /// The next entry; nullopt at the end. Throws Error(Unreadable) for malformed bytes.
  [[nodiscard]] std::optional<TreeEntry> next();
  /// Bytes behind the last entry.
  [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }

 private:
  std::string_view rest_;
  std::size_t oid_size_;
};

/// The order in which git sorts tree entries: bytes of the names, a tree's name ending in '/'.
/// Negative, zero or positive, as strcmp.
[[nodiscard]] int compare_entries(const TreeEntry& a, const TreeEntry& b);

}  // namespace veto::git
