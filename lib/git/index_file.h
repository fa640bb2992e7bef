// The index (staging area) read from its file, versions 2 to 4, with the cache tree. SHA-1
// repositories.
//
// libgit2 1.5 cannot read split, sparse or unhashed indexes and needs 50 ms for 70,000 entries. Two
// readers stand here: the root of the cache tree alone, found from the end of the file in
// microseconds at any size, and a cursor over all entries. Every offset and length is checked; the
// index's checksum is not (git may leave it out). The file is mapped: git replaces an index by
// renaming, never by writing into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "git/oid.h"
#include "git/tree.h"

namespace veto::git {

/// The directories whose tree objects are up to date, by path ("" for the root, else with a final
/// '/').
struct CachedTree {
  std::size_t entries = 0;  ///< index entries below it
  Oid id;
};
using CacheTree = std::unordered_map<std::string, CachedTree>;

class IndexFile {
 public:
  /// Maps the file; nullptr when it does not exist (nothing is staged). Throws Error(Unreadable).
  [[nodiscard]] static std::unique_ptr<IndexFile> open(const std::string& path);
  ~IndexFile();
  IndexFile(const IndexFile&) = delete;
  IndexFile& operator=(const IndexFile&) = delete;

  /// The tree that a commit of this index would have, if the cache tree is wholly up to date: git
  /// has just written it when it runs pre-commit.
  [[nodiscard]] std::optional<Oid> cached_root() const;

  /// What is up to date in the cache tree; empty without one.
  [[nodiscard]] CacheTree cache_tree() const;

  /// Some entries lie in another file (split index), so that a cursor does not see all of them.
  /// Walks over all entries. Throws Error(Unreadable) for malformed bytes.
  [[nodiscard]] bool is_split() const;

 private:
  friend class IndexCursor;

  IndexFile(std::string_view file, std::uint32_t version, std::uint32_t count)
      : file_(file), version_(version), count_(count) {}

  [[nodiscard]] std::string_view cache_tree_bytes() const;

  std::string_view file_;
  std::uint32_t version_;
  std::uint32_t count_;
};

/// One entry; `path` is valid until the cursor moves.
struct IndexEntry {
  std::uint32_t mode = 0;  ///< kModeTree: a whole directory of a sparse index, its path ends in '/'
  Oid id;
  int stage = 0;               ///< 1 to 3: an unmerged path
  bool intent_to_add = false;  ///< `git add -N`: nothing is staged yet
  std::string_view path;
};

/// Reads the entries in the order of the file: by path, then by stage.
class IndexCursor {
 public:
  /// The file must outlive the cursor.
  explicit IndexCursor(const IndexFile& file) : file_(file) {}

  /// Moves to the next entry, which entry() then gives; false at the end.
  /// Throws Error(Unreadable) for malformed bytes.
  bool next();
  [[nodiscard]] const IndexEntry& entry() const { return entry_; }
  /// The offset in the file behind the current entry.
  [[nodiscard]] std::size_t offset() const { return offset_; }

 private:
  void read_path(std::size_t begin, std::uint32_t flags);
  void read_compressed_path(std::size_t begin);

  const IndexFile& file_;
  IndexEntry entry_;
  std::string path_;  // version 4: the path is built from the previous one
  std::size_t offset_ = 12;
  std::uint32_t read_ = 0;
};

}  // namespace veto::git
