#include "git/pack.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "git/big_endian.h"

namespace veto::git {
namespace {

// Layout: git's Documentation/gitformat-pack.
constexpr std::string_view kMagic = "PACK";
constexpr std::size_t kFileHeader = 12;
constexpr std::string_view kIndexSuffix = ".idx";
enum StoredType : unsigned { kCommit = 1, kTree, kBlob, kTag, kOffsetDelta = 6, kReferenceDelta };

/// As in git and libgit2: the index is this pack's if it names the hash at its end.
bool belong_together(std::string_view pack, std::string_view index, std::size_t oid_size) {
  return pack.size() >= kFileHeader + oid_size && pack.starts_with(kMagic) &&
         (read_be32(pack, 4) == 2 || read_be32(pack, 4) == 3) &&
         pack.substr(pack.size() - oid_size) == index.substr(index.size() - 2 * oid_size, oid_size);
}

ObjectType object_type(unsigned stored) noexcept {
  if (stored == kCommit) return ObjectType::Commit;
  if (stored == kTree) return ObjectType::Tree;
  return stored == kBlob ? ObjectType::Blob : ObjectType::Tag;
}

/// Bytes one after another; what is not there makes all that follows fail.
class Bytes {
 public:
  Bytes(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  [[nodiscard]] bool failed() const noexcept { return failed_; }
  [[nodiscard]] std::size_t at() const noexcept { return at_; }
  unsigned next() noexcept {
    failed_ |= at_ >= bytes_.size();
    return failed_ ? 0 : static_cast<std::uint8_t>(bytes_[at_++]);
  }
  std::string_view take(std::size_t count) noexcept {
    failed_ |= bytes_.size() - std::min(at_, bytes_.size()) < count;
    if (failed_) return {};
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }
  void fail() noexcept { failed_ = true; }

 private:
  std::string_view bytes_;
  std::size_t at_;
  bool failed_ = false;
};

/// Four bits beside the type, then seven a byte.
std::size_t read_size(Bytes& bytes, unsigned first) noexcept {
  constexpr unsigned kMaxShift = 53;
  std::size_t size = first & 0x0fU;
  for (unsigned shift = 4; (first & 0x80U) != 0; shift += 7) {
    if (shift > kMaxShift) bytes.fail();
    first = bytes.next();
    if (bytes.failed()) return 0;
    size |= std::size_t{first & 0x7fU} << shift;
  }
  return size;
}

/// How far before a delta its base begins.
std::uint64_t read_distance(Bytes& bytes) noexcept {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 56U;
  unsigned byte = bytes.next();
  std::uint64_t distance = byte & 0x7fU;
  while ((byte & 0x80U) != 0 && !bytes.failed()) {
    if (distance >= kMost) bytes.fail();
    byte = bytes.next();
    distance = ((distance + 1) << 7U) | (byte & 0x7fU);
  }
  return distance;
}

}  // namespace

struct Pack::Header {
  unsigned type = 0;
  std::size_t size = 0;
  std::uint64_t distance = 0;  // of an offset delta
  std::string_view reference;  // of a reference delta: the base's id
  std::size_t length = 0;
};

std::unique_ptr<Pack> Pack::open(const std::string& index_path, std::size_t oid_size) {
  if (!index_path.ends_with(kIndexSuffix)) return nullptr;
  std::optional<MappedFile> index_file = MappedFile::open(index_path);
  std::optional<MappedFile> file =
      MappedFile::open(index_path.substr(0, index_path.size() - kIndexSuffix.size()) + ".pack");
  if (!index_file || !file) return nullptr;
  const std::optional<PackIndex> index = PackIndex::of(index_file->bytes(), oid_size);
  if (!index || !belong_together(file->bytes(), index_file->bytes(), oid_size) ||
      read_be32(file->bytes(), 8) != index->size())
    return nullptr;
  std::unique_ptr<Pack> pack(new Pack(*std::move(file), *std::move(index_file), *index));
  pack->body_ = pack->pack_.bytes().substr(0, pack->pack_.bytes().size() - oid_size);
  pack->list_nodes();
  pack->read_headers();
  pack->link_children();
  pack->propagate_types();
  return pack;
}

Pack::Pack(MappedFile pack, MappedFile index_file, PackIndex index)
    : pack_(std::move(pack)), index_file_(std::move(index_file)), index_(index) {}

void Pack::list_nodes() {
  nodes_.resize(index_.size());
  for (std::uint32_t position = 0; position < index_.size(); ++position) {
    nodes_[position].offset = index_.offset(position);
    nodes_[position].position = position;
  }
  std::sort(nodes_.begin(), nodes_.end(),
            [](const Node& a, const Node& b) { return a.offset < b.offset; });
  of_position_.resize(nodes_.size());
  for (PackNode node = 0; node < size(); ++node) of_position_[nodes_[node].position] = node;
}

bool Pack::read_header(PackNode node, Header& header) const noexcept {
  const std::uint64_t offset = nodes_[node].offset;
  if (offset < kFileHeader || offset >= body_.size()) return false;
  Bytes bytes(body_, offset);
  const unsigned first = bytes.next();
  header.type = first >> 4U & 0x07U;
  header.size = read_size(bytes, first);
  if (header.type == kOffsetDelta) header.distance = read_distance(bytes);
  if (header.type == kReferenceDelta) header.reference = bytes.take(id(node).size);
  header.length = bytes.at() - offset;
  return !bytes.failed();
}

/// Types of what is stored as it is, and the bases of the rest.
void Pack::read_headers() {
  for (PackNode number = 0; number < size(); ++number) {
    Node& node = nodes_[number];
    Header header;
    if (!read_header(number, header)) continue;
    node.header = static_cast<std::uint8_t>(header.length);
    if (header.type >= kCommit && header.type <= kTag) {
      node.type = static_cast<std::uint8_t>(object_type(header.type));
    } else if (header.type == kOffsetDelta && header.distance <= node.offset) {
      const auto base = std::lower_bound(
          nodes_.begin(), nodes_.end(), node.offset - header.distance,
          [](const Node& one, std::uint64_t offset) { return one.offset < offset; });
      if (base != nodes_.end() && base->offset == node.offset - header.distance)
        node.base = static_cast<PackNode>(base - nodes_.begin());
    } else if (header.type == kReferenceDelta) {
      const std::optional<std::uint32_t> position = index_.find(header.reference);
      if (position) node.base = of_position_[*position];
    }
  }
}

void Pack::link_children() {
  first_child_.assign(nodes_.size() + 1, 0);
  for (const Node& node : nodes_) {
    if (node.base != kNoNode) ++first_child_[node.base + 1];
  }
  for (std::size_t i = 1; i < first_child_.size(); ++i) first_child_[i] += first_child_[i - 1];
  children_.resize(first_child_.back());
  std::vector<std::uint32_t> next(first_child_.begin(), first_child_.end() - 1);
  for (PackNode node = 0; node < size(); ++node) {
    if (nodes_[node].base != kNoNode) children_[next[nodes_[node].base]++] = node;
  }
}

/// What no type reaches is in a circle, or its base is not here.
void Pack::propagate_types() {
  for (PackNode node = 0; node < size(); ++node) {
    if (is_whole(node)) bases_first_.push_back(node);
  }
  for (std::size_t i = 0; i < bases_first_.size(); ++i) {
    const PackNode base = bases_first_[i];
    for (const PackNode child : children(base)) {
      nodes_[child].type = nodes_[base].type;
      bases_first_.push_back(child);
    }
  }
}

Pack::Stored Pack::stored(PackNode node) const noexcept {
  Header header;
  static_cast<void>(read_header(node, header));
  return {header.size, body_.substr(nodes_[node].offset + header.length)};
}

}  // namespace veto::git
