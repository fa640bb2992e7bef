// Buffers for decoded objects, one set per worker: what an object leaves is taken by the next one
// of about its size. Memory is neither cleared nor given back and asked for again per object.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace veto::git {

/// A decoded object. Shared, because its deltas may be another worker's.
struct PackedBytes {
  std::unique_ptr<char[]> data;
  std::size_t size = 0;
  std::size_t capacity = 0;
  [[nodiscard]] std::string_view view() const noexcept { return {data.get(), size}; }
};

class PackBuffers {
 public:
  [[nodiscard]] std::shared_ptr<PackedBytes> get(std::size_t size);
  /// Takes back what nobody else has or ever had.
  void put(std::shared_ptr<PackedBytes> bytes);

 private:
  std::vector<std::shared_ptr<PackedBytes>> free_;
  std::size_t free_bytes_ = 0;
};

}  // namespace veto::git
