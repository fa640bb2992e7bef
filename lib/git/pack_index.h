// The index of a pack, version 2 (gitformat-pack): the ids of its objects, sorted, and where each
// of them begins in the pack. All that it says is checked against its own size before it is
// believed; whether an object really begins there, the pack's reader has to see.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "git/oid.h"

namespace veto::git {

class PackIndex {
 public:
  /// A view of `bytes`; nullopt for another version, and for what is damaged.
  [[nodiscard]] static std::optional<PackIndex> of(std::string_view bytes, std::size_t oid_size);

  [[nodiscard]] std::uint32_t size() const noexcept { return count_; }
  [[nodiscard]] Oid id(std::uint32_t position) const { return Oid::from_raw(raw_id(position)); }
  /// The largest number when the index has no such place in its table of large offsets.
  [[nodiscard]] std::uint64_t offset(std::uint32_t position) const noexcept;
  [[nodiscard]] std::string_view raw_id(std::uint32_t position) const noexcept {
    return ids_.substr(position * oid_size_, oid_size_);
  }
  /// Whether the ids rise and the fan-out table says where each first byte begins. Without that
  /// find() may miss some. An id may stand there twice, as git allows.
  [[nodiscard]] bool is_in_order() const noexcept;
  /// The (first) position of an id, given as raw bytes.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view raw_id) const noexcept;

 private:
  PackIndex() = default;
  [[nodiscard]] int compare(std::uint32_t position, std::string_view raw_id) const noexcept;

  std::size_t oid_size_ = kSha1Size;
  std::uint32_t count_ = 0;
  std::string_view fanout_;
  std::string_view ids_;
  std::string_view offsets_;
  std::string_view large_offsets_;
};

}  // namespace veto::git
