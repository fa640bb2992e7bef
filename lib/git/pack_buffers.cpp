#include "git/pack_buffers.h"

#include <algorithm>
#include <utility>

namespace veto::git {
namespace {

constexpr std::size_t kMostBuffers = 16;
constexpr std::size_t kMostBytes = 4 * 1024 * 1024;
// Sizes are rounded up, so that versions of a text fit into each other's buffers.
constexpr std::size_t kStep = 4096;

}  // namespace

std::shared_ptr<PackedBytes> PackBuffers::get(std::size_t size) {
  const std::size_t wanted = size + size / 16 + 1;
  const auto fits = [&](const auto& bytes) {
    return bytes->capacity > size && bytes->capacity / 4 <= wanted + kStep;
  };
  const auto found = std::find_if(free_.rbegin(), free_.rend(), fits);
  if (found != free_.rend()) {
    std::shared_ptr<PackedBytes> bytes = std::move(*found);
    *found = std::move(free_.back());
    free_.pop_back();
    free_bytes_ -= bytes->capacity;
    bytes->size = size;
    return bytes;
  }
  auto bytes = std::make_shared<PackedBytes>();
  bytes->capacity = size > kMostBytes ? size + 1 : (wanted + kStep - 1) / kStep * kStep;
  bytes->data.reset(new char[bytes->capacity]);  // not cleared, unlike make_unique's
  bytes->size = size;
  return bytes;
}

void PackBuffers::put(std::shared_ptr<PackedBytes> bytes) {
  if (bytes->capacity > kMostBytes) return;
  if (free_.size() == kMostBuffers) {
    free_bytes_ -= free_.front()->capacity;
    free_.erase(free_.begin());
  }
  free_bytes_ += bytes->capacity;
  free_.push_back(std::move(bytes));
  while (free_bytes_ > kMostBytes) {
    free_bytes_ -= free_.front()->capacity;
    free_.erase(free_.begin());
  }
}

}  // namespace veto::git
