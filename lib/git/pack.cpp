#include "git/pack.h"

#include <algorithm>
#include <array>
#include <numeric>
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

/// Sorts positions by their offsets, eleven bits at a time, the lowest first.
std::vector<std::uint32_t> by_offset(const PackIndex& index) {
  constexpr unsigned kBits = 11;
  constexpr std::uint64_t kMask = (std::uint64_t{1} << kBits) - 1;
  std::uint64_t largest = 0;
  std::vector<std::uint32_t> sorted(index.size());
  for (std::uint32_t i = 0; i < index.size(); ++i) {
    sorted[i] = i;
    largest = std::max(largest, index.offset(i));
  }
  std::vector<std::uint32_t> unsorted(sorted.size());
  for (unsigned shift = 0; shift < 64 && largest >> shift != 0; shift += kBits) {
    std::array<std::uint32_t, kMask + 2> begins{};
    const auto digit = [&](std::uint32_t position) {
      return index.offset(position) >> shift & kMask;
    };
    for (const std::uint32_t position : sorted) ++begins[digit(position) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    unsorted.swap(sorted);
    for (const std::uint32_t position : unsorted) sorted[begins[digit(position)]++] = position;
  }
  return sorted;
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
      read_be32(file->bytes(), 8) != index->size() || !index->is_in_order())
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
  of_position_.resize(nodes_.size());
  PackNode number = 0;
  for (const std::uint32_t position : by_offset(index_)) {
    nodes_[number].offset = index_.offset(position);
    nodes_[number].position = position;
    of_position_[position] = number++;
  }
}

/// Finds the object that begins at an offset: stretches of the pack as long as its objects are, and
/// the first object of each.
class Pack::OffsetTable {
 public:
  OffsetTable(std::span<const Node> nodes, std::size_t size) : nodes_(nodes) {
    while (size >> shift_ > nodes.size()) ++shift_;
    firsts_.resize((size >> shift_) + 2);
    PackNode node = 0;
    for (std::size_t i = 0; i < firsts_.size(); ++i) {
      while (node < nodes.size() && nodes[node].offset >> shift_ < i) ++node;
      firsts_[i] = node;
    }
  }

  /// kNoNode when none does. The offset must lie within the pack.
  [[nodiscard]] PackNode find(std::uint64_t offset) const noexcept {
    const std::size_t stretch = offset >> shift_;
    const auto begin = nodes_.begin() + firsts_[stretch];
    const auto end = nodes_.begin() + firsts_[stretch + 1];
    const auto found = std::lower_bound(
        begin, end, offset, [](const Node& one, std::uint64_t at) { return one.offset < at; });
    if (found == end || found->offset != offset) return kNoNode;
    return static_cast<PackNode>(found - nodes_.begin());
  }

 private:
  std::span<const Node> nodes_;
  unsigned shift_ = 0;
  std::vector<PackNode> firsts_;
};

bool Pack::read_header(const Node& node, Header& header) const noexcept {
  if (node.offset < kFileHeader || node.offset >= body_.size()) return false;
  Bytes bytes(body_, node.offset);
  const unsigned first = bytes.next();
  header.type = first >> 4U & 0x07U;
  header.size = read_size(bytes, first);
  if (header.type == kOffsetDelta) header.distance = read_distance(bytes);
  if (header.type == kReferenceDelta)
    header.reference = bytes.take(index_.raw_id(node.position).size());
  header.length = bytes.at() - node.offset;
  return !bytes.failed();
}

/// Types of what is stored as it is, and the bases of the rest.
void Pack::read_headers() {
  const OffsetTable table(nodes_, body_.size());
  for (Node& node : nodes_) {
    Header header;
    if (!read_header(node, header)) continue;
    node.header = static_cast<std::uint8_t>(header.length);
    node.size = static_cast<std::uint32_t>(std::min<std::size_t>(header.size, kLargeSize));
    if (header.type >= kCommit && header.type <= kTag) {
      node.type = static_cast<std::uint8_t>(object_type(header.type));
    } else if (header.type == kOffsetDelta && header.distance <= node.offset) {
      node.base = table.find(node.offset - header.distance);
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
  bases_first_.reserve(nodes_.size());
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

std::optional<std::uint32_t> Pack::position(std::string_view raw_id) const noexcept {
  const std::optional<std::uint32_t> first = index_.find(raw_id);
  for (std::uint32_t i = first.value_or(index_.size());
       i < index_.size() && index_.raw_id(i) == raw_id; ++i) {
    if (is_whole(of_position_[i])) return i;
  }
  return std::nullopt;
}

Pack::Stored Pack::stored(PackNode number) const noexcept {
  const Node& node = nodes_[number];
  std::size_t size = node.size;
  if (node.size == kLargeSize) {
    Header header;
    if (read_header(node, header)) size = header.size;
  }
  return {size, body_.substr(node.offset + node.header)};
}

}  // namespace veto::git
