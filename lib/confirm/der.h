// A reader for DER, as far as private keys need it: tags of one byte, definite lengths, no
// recursion.
//
// It works on keys whose end was cut off: the content of the last element is then shorter than its
// length says, and the element is not `whole`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace veto::confirm {

inline constexpr std::uint8_t kDerInteger = 0x02;
inline constexpr std::uint8_t kDerOctets = 0x04;
inline constexpr std::uint8_t kDerObjectId = 0x06;
inline constexpr std::uint8_t kDerSequence = 0x30;

struct DerElement {
  std::uint8_t tag = 0;
  std::string_view content = {};
  bool whole = true;
};

class DerReader {
 public:
  explicit DerReader(std::string_view bytes) : rest_(bytes) {}

  /// The next element; nullopt at the end and where the bytes are no DER.
  [[nodiscard]] std::optional<DerElement> next();
  /// The next element if it has that tag.
  [[nodiscard]] std::optional<DerElement> next(std::uint8_t tag);
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace veto::confirm
