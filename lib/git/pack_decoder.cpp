#include "git/pack_decoder.h"

#include <new>
#include <optional>

namespace veto::git {
namespace {

// A larger delta is rare: its buffer is not kept.
constexpr std::size_t kMostKept = 1024 * 1024;

}  // namespace

void PackDecoder::prepare_for(std::size_t bytes) {
  if (has_turn_ || bytes <= limits_.worker) return;
  turns_.take();
  has_turn_ = true;
}

void PackDecoder::give_back_turn() noexcept {
  if (has_turn_) turns_.give_back();
  has_turn_ = false;
}

std::shared_ptr<PackedBytes> PackDecoder::decode(const Pack& pack, PackNode node,
                                                 const PackedBytes* base,
                                                 std::vector<text::CopiedRange>* copies) {
  if (copies != nullptr) copies->clear();
  const Pack::Stored stored = pack.stored(node);
  if (stored.size > limits_.object ||
      !Inflater::is_plausible(stored.compressed.size(), stored.size))
    return nullptr;
  try {
    if (pack.base(node) != kNoNode)
      return base != nullptr ? decode_delta(stored, *base, copies) : nullptr;
    prepare_for(stored.size);
    std::shared_ptr<PackedBytes> bytes = buffers_.get(stored.size);
    const bool is_good = inflater_.inflate(stored.compressed, {bytes->data.get(), bytes->size});
    return is_good ? bytes : nullptr;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

std::shared_ptr<PackedBytes> PackDecoder::decode_delta(const Pack::Stored& stored,
                                                       const PackedBytes& base,
                                                       std::vector<text::CopiedRange>* copies) {
  prepare_for(base.size + stored.size);
  if (delta_.size() < stored.size) {
    delta_ = {};
    delta_.resize(stored.size);
  }
  const std::span<char> delta = std::span(delta_).first(stored.size);
  std::shared_ptr<PackedBytes> bytes;
  if (inflater_.inflate(stored.compressed, delta)) {
    const std::string_view text(delta.data(), delta.size());
    const std::optional<DeltaSizes> sizes = read_delta_sizes(text);
    if (sizes && sizes->result <= limits_.object) {
      prepare_for(base.size + stored.size + sizes->result);
      bytes = buffers_.get(sizes->result);
      if (!apply_delta(text, base.view(), {bytes->data.get(), bytes->size}, copies)) bytes.reset();
    }
  }
  if (delta_.size() > kMostKept) delta_ = {};
  return bytes;
}

std::shared_ptr<PackedBytes> PackDecoder::decode_alone(const Pack& pack, PackNode node) {
  std::vector<PackNode> chain;
  for (; node != kNoNode; node = pack.base(node)) chain.push_back(node);
  std::shared_ptr<PackedBytes> bytes;
  for (; !chain.empty(); chain.pop_back()) {
    std::shared_ptr<PackedBytes> next = decode(pack, chain.back(), bytes.get(), nullptr);
    if (!next) return nullptr;
    if (bytes) buffers_.put(std::move(bytes));
    bytes = std::move(next);
  }
  return bytes;
}

}  // namespace veto::git
