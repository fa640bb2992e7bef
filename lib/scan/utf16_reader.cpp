#include "scan/utf16_reader.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace veto::scan {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

/// The largest front of `raw` that does not cut a character: whole units, no high surrogate at the
/// end.
std::size_t whole_characters(std::string_view raw, text::Utf16Order order) {
  const std::size_t size = raw.size() & ~std::size_t{1};
  if (size < 2) return size;
  const auto high_byte = static_cast<unsigned char>(
      raw[order == text::Utf16Order::LittleEndian ? size - 1 : size - 2]);
  const bool is_high_surrogate = (high_byte & 0xfc) == 0xd8;
  return is_high_surrogate ? size - 2 : size;
}

}  // namespace

bool Utf16Reader::refill() {
  std::string raw = std::move(carry_);
  carry_.clear();
  const std::size_t old_size = raw.size();
  raw.resize(old_size + kPiece);
  const std::size_t count = read_(std::span(raw).subspan(old_size));
  raw.resize(old_size + count);
  bytes_read_ += count;
  if (!started_) {
    started_ = true;
    order_ = text::detect_utf16(std::string_view(raw).substr(0, raw.size() & ~std::size_t{1}));
  }
  given_ = 0;
  if (!order_) {
    ready_ = std::move(raw);
    return !ready_.empty();
  }
  const std::size_t whole = count == 0 ? raw.size() : whole_characters(raw, *order_);
  carry_ = raw.substr(whole);
  ready_ = text::utf16_to_utf8(std::string_view(raw).substr(0, whole), *order_);
  return count > 0 || !ready_.empty();
}

std::size_t Utf16Reader::read(std::span<char> buffer) {
  if (started_ && !order_ && given_ == ready_.size()) {
    const std::size_t count = read_(buffer);
    bytes_read_ += count;
    return count;
  }
  while (given_ == ready_.size()) {
    if (!refill()) return 0;
  }
  const std::size_t count = std::min(buffer.size(), ready_.size() - given_);
  std::memcpy(buffer.data(), ready_.data() + given_, count);
  given_ += count;
  return count;
}

}  // namespace veto::scan
