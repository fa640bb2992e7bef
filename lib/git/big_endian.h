// Numbers as git's files hold them: the most significant byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace veto::git {

/// The bytes must be there.
[[nodiscard]] inline std::uint32_t read_be32(std::string_view bytes, std::size_t at) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8U | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

[[nodiscard]] inline std::uint64_t read_be64(std::string_view bytes, std::size_t at) noexcept {
  return static_cast<std::uint64_t>(read_be32(bytes, at)) << 32U | read_be32(bytes, at + 4);
}

}  // namespace veto::git
