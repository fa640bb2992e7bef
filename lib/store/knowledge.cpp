#include "store/knowledge.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace veto::store {
namespace {

constexpr std::size_t kBuckets = 1U << 16U;

std::size_t bucket_of(const git::Oid& id) noexcept {
  return std::size_t{id.bytes[0]} << 8U | id.bytes[1];
}

bool is_before(const ReadObject& a, const ReadObject& b) {
  return a.id < b.id;
}

}  // namespace

Knowledge::Knowledge(std::vector<Batch> batches,
                     const std::function<bool(const FoundText&)>& is_valid) {
  std::unordered_set<git::Oid, git::OidHash> taken;
  for (Batch& batch : batches) {
    if (objects_.empty())
      objects_ = std::move(batch.plain);
    else
      objects_.insert(objects_.end(), batch.plain.begin(), batch.plain.end());
    for (FoundText& text : batch.found) {
      if (!is_valid(text) || !taken.insert(text.object.id).second) continue;
      objects_.push_back(text.object);
      found_.push_back(std::move(text));
    }
  }
  if (!std::is_sorted(objects_.begin(), objects_.end(), is_before))
    std::sort(objects_.begin(), objects_.end(), is_before);
  const auto last =
      std::unique(objects_.begin(), objects_.end(),
                  [](const ReadObject& a, const ReadObject& b) { return a.id == b.id; });
  objects_.erase(last, objects_.end());
  begins_.resize(kBuckets + 1);
  for (const ReadObject& object : objects_) ++begins_[bucket_of(object.id) + 1];
  for (std::size_t i = 0; i < kBuckets; ++i) begins_[i + 1] += begins_[i];
}

const ReadObject* Knowledge::find(const git::Oid& id) const noexcept {
  const std::size_t bucket = bucket_of(id);
  for (std::size_t i = begins_[bucket]; i < begins_[bucket + 1]; ++i) {
    if (objects_[i].id == id) return &objects_[i];
  }
  return nullptr;
}

}  // namespace veto::store
