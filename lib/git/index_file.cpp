#include "git/index_file.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "text/escape.h"

namespace veto::git {
namespace {

// Layout: git's Documentation/gitformat-index.
constexpr std::size_t kHeaderSize = 12;
constexpr std::size_t kTrailerSize = kSha1Size;
constexpr std::size_t kStatSize = 40;  // times, device, inode, mode, owner, size
constexpr std::size_t kModeOffset = 24;
constexpr std::size_t kExtensionHeader = 8;
constexpr std::uint32_t kExtendedFlag = 0x4000;
constexpr std::uint32_t kIntentToAdd = 0x2000;
constexpr std::uint32_t kNameMask = 0x0fff;

std::uint32_t read_u32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

std::uint32_t read_u16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[at])) << 8 |
         static_cast<std::uint8_t>(bytes[at + 1]);
}

[[noreturn]] void malformed() {
  throw base::unreadable("malformed index");
}

/// Walks the extensions of `bytes` (which ends before the trailer); nullopt unless they chain
/// exactly to its end. Calls use(name, content) for each.
template <class Use>
bool walk_extensions(std::string_view bytes, std::size_t at, const Use& use) {
  while (at < bytes.size()) {
    if (bytes.size() - at < kExtensionHeader) return false;
    const std::size_t size = read_u32(bytes, at + 4);
    if (bytes.size() - at - kExtensionHeader < size) return false;
    use(bytes.substr(at, 4), bytes.substr(at + kExtensionHeader, size));
    at += kExtensionHeader + size;
  }
  return true;
}

/// "PATH\0ENTRIES SUBTREES\n" and, unless ENTRIES is negative, a tree id.
struct Node {
  std::string_view name;
  long entries = -1;
  long subtrees = 0;
  Oid id;
};

bool read_node(std::string_view& rest, Node& node) {
  const std::size_t end = rest.find('\0');
  if (end == std::string_view::npos) return false;
  node.name = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  const auto read_number = [&rest](long& number, char terminator) {
    const auto [stop, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    const auto length = static_cast<std::size_t>(stop - rest.data());
    if (failure != std::errc() || length >= rest.size() || rest[length] != terminator) return false;
    rest.remove_prefix(length + 1);
    return true;
  };
  if (!read_number(node.entries, ' ') || !read_number(node.subtrees, '\n')) return false;
  if (node.entries < 0) return true;
  if (rest.size() < kSha1Size) return false;
  node.id = Oid::from_raw(rest.substr(0, kSha1Size));
  rest.remove_prefix(kSha1Size);
  return true;
}

}  // namespace

std::unique_ptr<IndexFile> IndexFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    if (errno == ENOENT) return nullptr;
    throw base::unreadable("opening " + text::for_terminal(path) + ": " + std::strerror(errno));
  }
  struct stat status {};
  void* data = MAP_FAILED;
  if (::fstat(fd, &status) == 0 && status.st_size > 0)
    data = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
  ::close(fd);
  if (data == MAP_FAILED) {
    if (status.st_size == 0) malformed();
    throw base::unreadable("reading " + text::for_terminal(path) + ": " + std::strerror(errno));
  }
  const std::string_view file(static_cast<const char*>(data),
                              static_cast<std::size_t>(status.st_size));
  const bool has_frame = file.size() >= kHeaderSize + kTrailerSize && file.starts_with("DIRC");
  const std::uint32_t version = has_frame ? read_u32(file, 4) : 0;
  std::unique_ptr<IndexFile> index(new IndexFile(file, version, has_frame ? read_u32(file, 8) : 0));
  if (version < 2 || version > 4) malformed();
  return index;
}

IndexFile::~IndexFile() {
  ::munmap(const_cast<char*>(file_.data()), file_.size());
}

std::string_view IndexFile::cache_tree_bytes() const {
  // From the end: the signature whose extensions chain exactly to the trailer. The bytes "TREE"
  // inside an entry or another extension would have to be followed by a chain of lengths that fits
  // to the byte.
  const std::string_view body = file_.substr(0, file_.size() - kTrailerSize);
  std::size_t at = body.size();
  while (at > kHeaderSize) {
    at = body.rfind("TREE", at - 1);
    if (at == std::string_view::npos || at < kHeaderSize) break;
    std::string_view tree;
    const bool chained = walk_extensions(body, at, [&](std::string_view, std::string_view content) {
      if (tree.data() == nullptr) tree = content;
    });
    if (chained) return tree;
  }
  return {};
}

std::optional<Oid> IndexFile::cached_root() const {
  std::string_view rest = cache_tree_bytes();
  Node root;
  if (!read_node(rest, root) || !root.name.empty() || root.entries < 0) return std::nullopt;
  return root.id;
}

CacheTree IndexFile::cache_tree() const {
  CacheTree tree;
  std::string_view rest = cache_tree_bytes();
  struct Open {
    std::string path;
    long children_left;
  };
  std::vector<Open> open;
  Node node;
  while (!rest.empty() && read_node(rest, node)) {
    while (!open.empty() && open.back().children_left == 0) open.pop_back();
    std::string path;
    if (!open.empty()) {
      --open.back().children_left;
      path = open.back().path + std::string(node.name) + "/";
    }
    if (node.entries >= 0)
      tree.emplace(path, CachedTree{static_cast<std::size_t>(node.entries), node.id});
    open.push_back({std::move(path), std::max(node.subtrees, 0L)});
  }
  return tree;
}

bool IndexFile::is_split() const {
  IndexCursor cursor(*this);
  while (cursor.next()) {
  }
  bool split = false;
  const std::string_view body = file_.substr(0, file_.size() - kTrailerSize);
  if (!walk_extensions(body, cursor.offset(),
                       [&](std::string_view name, std::string_view) { split |= name == "link"; }))
    malformed();
  return split;
}

bool IndexCursor::next() {
  if (read_ == file_.count_) return false;
  ++read_;
  const std::string_view bytes = file_.file_;
  const std::size_t end = bytes.size() - kTrailerSize;
  const std::size_t flags_at = offset_ + kStatSize + kSha1Size;
  if (flags_at + 4 > end) malformed();
  entry_.mode = read_u32(bytes, offset_ + kModeOffset);
  entry_.id = Oid::from_raw(bytes.substr(offset_ + kStatSize, kSha1Size));
  const std::uint32_t flags = read_u16(bytes, flags_at);
  const bool extended = (flags & kExtendedFlag) != 0;
  entry_.stage = static_cast<int>(flags >> 12 & 3);
  entry_.intent_to_add = extended && (read_u16(bytes, flags_at + 2) & kIntentToAdd) != 0;
  const std::size_t path_at = flags_at + (extended ? 4 : 2);
  if (file_.version_ == 4)
    read_compressed_path(path_at);
  else
    read_path(path_at, flags);
  return true;
}

void IndexCursor::read_path(std::size_t begin, std::uint32_t flags) {
  const std::string_view bytes = file_.file_.substr(0, file_.file_.size() - kTrailerSize);
  std::size_t length = flags & kNameMask;
  if (length == kNameMask) length = std::min(bytes.find('\0', begin), bytes.size()) - begin;
  if (begin + length >= bytes.size() || bytes[begin + length] != '\0') malformed();
  entry_.path = bytes.substr(begin, length);
  // Entries are padded with one to eight NULs to a multiple of eight bytes.
  offset_ += (begin + length - offset_ + 8) / 8 * 8;
  if (offset_ > bytes.size()) malformed();
}

void IndexCursor::read_compressed_path(std::size_t begin) {
  const std::string_view bytes = file_.file_.substr(0, file_.file_.size() - kTrailerSize);
  // A variable-length number says how much of the previous path's end to drop.
  std::size_t drop = 0;
  for (bool first = true, more = true; more; first = false) {
    if (begin >= bytes.size() || drop > bytes.size()) malformed();
    const auto byte = static_cast<std::uint8_t>(bytes[begin++]);
    drop = ((first ? 0 : drop + 1) << 7) | (byte & 0x7f);
    more = (byte & 0x80) != 0;
  }
  const std::size_t end = bytes.find('\0', begin);
  if (end == std::string_view::npos || drop > path_.size()) malformed();
  path_.resize(path_.size() - drop);
  path_.append(bytes.substr(begin, end - begin));
  entry_.path = path_;
  offset_ = end + 1;
}

}  // namespace veto::git
