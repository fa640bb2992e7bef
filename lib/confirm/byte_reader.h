// Reads big-endian numbers and counted strings from bytes of unknown origin; every read is checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace veto::confirm {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

  /// A number of `size` bytes, 1 to 4.
  std::optional<std::uint32_t> number(std::size_t size) {
    if (rest_.size() < size) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : rest_.substr(0, size))
      value = (value << 8U) | static_cast<unsigned char>(c);
    rest_.remove_prefix(size);
    return value;
  }

  std::optional<std::string_view> bytes(std::size_t size) {
    if (rest_.size() < size) return std::nullopt;
    const std::string_view read = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return read;
  }

  /// A string behind its length in four bytes (SSH).
  std::optional<std::string_view> string32() {
    const auto size = number(4);
    return size ? bytes(*size) : std::nullopt;
  }

  /// A base-128 number, least significant group first, of at most four bytes (libmacaroons).
  std::optional<std::uint32_t> varint() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 28; shift += 7) {
      const auto byte = number(1);
      if (!byte) return std::nullopt;
      value |= (*byte & 0x7fU) << shift;
      if (*byte < 0x80U) return value;
    }
    return std::nullopt;
  }

 private:
  std::string_view rest_;
};

}  // namespace veto::confirm
