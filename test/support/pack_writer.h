// Packs made by hand, true or lying: git's own are always in order. Ids are what the test says and
// need not be hashes, which the readers of packs do not look at.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "test/support/catch.h"

namespace veto::test {

inline std::string big_endian(std::uint64_t value, unsigned size) {
  std::string bytes;
  while (size-- > 0) bytes += static_cast<char>(value >> (8 * size));
  return bytes;
}

inline std::string compressed(std::string_view bytes) {
  uLongf size = ::compressBound(static_cast<uLong>(bytes.size()));
  std::string buffer(size, '\0');
  REQUIRE(::compress(reinterpret_cast<Bytef*>(buffer.data()), &size,
                     reinterpret_cast<const Bytef*>(bytes.data()),
                     static_cast<uLong>(bytes.size())) == Z_OK);
  buffer.resize(size);
  return buffer;
}

/// A delta, command by command.
class DeltaWriter {
 public:
  DeltaWriter(std::size_t base_size, std::size_t result_size) {
    add_size(base_size);
    add_size(result_size);
  }
  void copy(std::size_t at, std::size_t size) {
    std::string parts;
    unsigned command = 0x80;
    for (unsigned i = 0; i < 4; ++i) add_part(at >> (8 * i), 1U << i, command, parts);
    // 0x10000 is said by saying nothing.
    for (unsigned i = 0; i < 3 && size != 0x10000; ++i)
      add_part(size >> (8 * i), 0x10U << i, command, parts);
    bytes += static_cast<char>(command);
    bytes += parts;
  }
  void insert(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(text.size(), 127))) {
      const std::string_view piece = text.substr(0, 127);
      bytes += static_cast<char>(piece.size());
      bytes += piece;
    }
  }

  std::string bytes;

 private:
  static void add_part(std::size_t value, unsigned flag, unsigned& command, std::string& parts) {
    if ((value & 0xffU) == 0) return;
    command |= flag;
    parts += static_cast<char>(value & 0xffU);
  }
  void add_size(std::size_t size) {
    for (; size >= 0x80; size >>= 7U) bytes += static_cast<char>(size | 0x80U);
    bytes += static_cast<char>(size);
  }
};

class PackWriter {
 public:
  enum Type : unsigned { Commit = 1, Tree, Blob, Tag, OffsetDelta = 6, ReferenceDelta };

  /// An object as its header says; `extra` stands between header and content. Returns its number.
  std::size_t add_raw(unsigned type, std::size_t size, std::string_view extra,
                      std::string_view stored) {
    offsets.push_back(body.size());
    std::string id = big_endian(0x9e3779b97f4a7c15ULL * offsets.size(), 8);
    ids.push_back(id + std::string(oid_size - id.size(), static_cast<char>(offsets.size())));
    unsigned byte = type << 4U | (size & 0x0fU);
    for (size >>= 4U; size > 0; size >>= 7U) {
      body += static_cast<char>(byte | 0x80U);
      byte = size & 0x7fU;
    }
    body += static_cast<char>(byte);
    body += extra;
    body += stored;
    return offsets.size() - 1;
  }
  std::size_t add(unsigned type, std::string_view bytes) {
    return add_raw(type, bytes.size(), "", compressed(bytes));
  }
  std::size_t add_offset_delta(std::size_t base, std::string_view delta) {
    std::uint64_t distance = body.size() - offsets[base];
    std::string extra(1, static_cast<char>(distance & 0x7fU));
    while ((distance >>= 7U) > 0)
      extra.insert(0, 1, static_cast<char>(0x80U | (--distance & 0x7fU)));
    return add_raw(OffsetDelta, delta.size(), extra, compressed(delta));
  }
  std::size_t add_reference_delta(std::string_view base_id, std::string_view delta) {
    return add_raw(ReferenceDelta, delta.size(), base_id, compressed(delta));
  }

  /// The pack file, with a trailer of its own.
  [[nodiscard]] std::string pack() const {
    std::string bytes = body;
    bytes.replace(8, 4, big_endian(offsets.size(), 4));
    return bytes + std::string(oid_size, '\x7e');
  }
  [[nodiscard]] std::string index() const {
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return ids[a] < ids[b]; });
    std::string bytes("\377tOc\0\0\0\2", 8);
    for (unsigned first = 0; first < 256; ++first)
      bytes += big_endian(
          static_cast<std::uint64_t>(std::count_if(
              ids.begin(), ids.end(),
              [&](const std::string& id) { return static_cast<unsigned char>(id[0]) <= first; })),
          4);
    for (const std::size_t each : order) bytes += ids[each];
    bytes += std::string(4 * ids.size(), '\0');
    for (const std::size_t each : order) bytes += big_endian(offsets[each], 4);
    return bytes + std::string(oid_size, '\x7e') + std::string(oid_size, '\x7d');
  }

  std::size_t oid_size = 20;
  std::string body = std::string("PACK\0\0\0\2\0\0\0\0", 12);
  std::vector<std::string> ids;
  std::vector<std::uint64_t> offsets;
};

}  // namespace veto::test
