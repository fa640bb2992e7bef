#include "confirm/der.h"

#include <cstddef>

namespace veto::confirm {

std::optional<DerElement> DerReader::next() {
  constexpr std::size_t kMaxLengthBytes = 4;
  if (rest_.size() < 2) return std::nullopt;
  const auto byte_at = [this](std::size_t at) { return static_cast<unsigned char>(rest_[at]); };
  DerElement element{.tag = byte_at(0)};
  std::size_t header = 2;
  std::size_t length = byte_at(1);
  if (length >= 0x80) {
    const std::size_t count = length & 0x7fU;
    if (count == 0 || count > kMaxLengthBytes || rest_.size() < 2 + count) return std::nullopt;
    length = 0;
    for (; header < 2 + count; ++header) length = (length << 8U) | byte_at(header);
  }
  rest_.remove_prefix(header);
  element.whole = length <= rest_.size();
  element.content = rest_.substr(0, length);
  rest_.remove_prefix(element.content.size());
  return element;
}

std::optional<DerElement> DerReader::next(std::uint8_t tag) {
  const std::string_view before = rest_;
  std::optional<DerElement> element = next();
  if (element && element->tag == tag) return element;
  rest_ = before;
  return std::nullopt;
}

}  // namespace veto::confirm
