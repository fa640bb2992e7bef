#include "scan/utf16_decoder.h"

namespace veto::scan {
namespace {

// As much as text::detect_utf16 looks at.
constexpr std::size_t kSample = 4096;

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

void Utf16Decoder::settle() {
  if (settled_) return;
  settled_ = true;
  order_ = text::detect_utf16(std::string_view(raw_).substr(0, raw_.size() & ~std::size_t{1}));
}

std::string Utf16Decoder::take(std::size_t size) {
  std::string text = text::utf16_to_utf8(std::string_view(raw_).substr(0, size), *order_);
  raw_.erase(0, size);
  return text;
}

std::string Utf16Decoder::feed(std::string_view piece) {
  if (settled_ && !order_) return "";
  raw_ += piece;
  if (raw_.size() < kSample && !settled_) return "";
  settle();
  if (order_) return take(whole_characters(raw_, *order_));
  raw_.clear();
  return "";
}

std::string Utf16Decoder::finish() {
  settle();
  return order_ ? take(raw_.size()) : "";
}

}  // namespace veto::scan
