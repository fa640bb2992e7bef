// A pack, mapped: where its objects stand and which of them are changes of which others. Headers
// only are read; a type is known for each object because its delta leads to one that has it.
//
// Nothing that the files say is believed before it is checked. What does not fit (an offset
// outside, an unknown type, a base that is not in this pack, a circle of deltas) is no object here
// and is left to another reader, which can say what is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "git/mapped_file.h"
#include "git/object_header.h"
#include "git/oid.h"
#include "git/pack_index.h"

namespace veto::git {

/// An object of a pack, by its place in the order of the offsets.
using PackNode = std::uint32_t;
inline constexpr PackNode kNoNode = ~PackNode{0};

class Pack {
 public:
  /// The pack of that index; nullptr when one of the two is not there, or is not as it should be.
  [[nodiscard]] static std::unique_ptr<Pack> open(const std::string& index_path,
                                                  std::size_t oid_size = kSha1Size);

  [[nodiscard]] PackNode size() const noexcept { return static_cast<PackNode>(nodes_.size()); }
  [[nodiscard]] Oid id(PackNode node) const { return index_.id(nodes_[node].position); }
  [[nodiscard]] std::string_view raw_id(PackNode node) const noexcept {
    return index_.raw_id(nodes_[node].position);
  }
  /// Whether it can be decoded from this pack, as far as headers tell; if not, all that follows
  /// means nothing.
  [[nodiscard]] bool is_whole(PackNode node) const noexcept { return nodes_[node].type != kNoType; }
  [[nodiscard]] ObjectType type(PackNode node) const noexcept {
    return static_cast<ObjectType>(nodes_[node].type);
  }
  /// kNoNode for what is stored as it is.
  [[nodiscard]] PackNode base(PackNode node) const noexcept { return nodes_[node].base; }
  /// The objects that are stored as changes of this one.
  [[nodiscard]] std::span<const PackNode> children(PackNode node) const noexcept {
    return std::span(children_).subspan(first_child_[node],
                                        first_child_[node + 1] - first_child_[node]);
  }
  /// All that are whole, bases first. Can be taken once.
  [[nodiscard]] std::vector<PackNode> take_bases_first() { return std::move(bases_first_); }

  /// The index's order: ids rise.
  [[nodiscard]] std::string_view raw_id_at(std::uint32_t position) const noexcept {
    return index_.raw_id(position);
  }
  [[nodiscard]] PackNode node_at(std::uint32_t position) const noexcept {
    return of_position_[position];
  }
  /// nullopt when this pack has no such object, or not as a whole.
  [[nodiscard]] std::optional<std::uint32_t> position(std::string_view raw_id) const noexcept;
  /// kNoNode then.
  [[nodiscard]] PackNode find(std::string_view raw_id) const noexcept {
    const std::optional<std::uint32_t> found = position(raw_id);
    return found ? of_position_[*found] : kNoNode;
  }

  struct Stored {
    std::size_t size = 0;         ///< of the object, or of the delta, decompressed
    std::string_view compressed;  ///< a zlib stream, and what follows it in the pack
  };
  [[nodiscard]] Stored stored(PackNode node) const noexcept;

 private:
  static constexpr std::uint8_t kNoType = 0xff;
  static constexpr std::uint32_t kLargeSize = 0xffffffff;
  struct Node {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;      // kLargeSize: that or more
    std::uint32_t position = 0;  // in the index
    PackNode base = kNoNode;
    std::uint8_t type = kNoType;
    std::uint8_t header = 0;  // bytes before the compressed ones
  };
  struct Header;
  class OffsetTable;

  Pack(MappedFile pack, MappedFile index_file, PackIndex index);
  void list_nodes();
  [[nodiscard]] bool read_header(const Node& node, Header& header) const noexcept;
  void read_headers();
  void link_children();
  void propagate_types();

  MappedFile pack_;
  MappedFile index_file_;
  PackIndex index_;
  std::string_view body_;  // all before the hash at the end
  std::vector<Node> nodes_;
  std::vector<PackNode> of_position_;
  std::vector<std::uint32_t> first_child_;
  std::vector<PackNode> children_;
  std::vector<PackNode> bases_first_;
};

}  // namespace veto::git
