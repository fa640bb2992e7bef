// Object ids: 20 bytes in SHA-1 repositories, 32 in SHA-256 ones.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace veto::git {

inline constexpr std::size_t kSha1Size = 20;
inline constexpr std::size_t kSha256Size = 32;

struct Oid {
  std::array<std::uint8_t, kSha256Size> bytes{};
  std::uint8_t size = kSha1Size;

  /// From raw bytes; `raw.size()` must be 20 or 32.
  [[nodiscard]] static Oid from_raw(std::string_view raw) {
    Oid id;
    id.size = static_cast<std::uint8_t>(raw.size());
    std::memcpy(id.bytes.data(), raw.data(), std::min(raw.size(), id.bytes.size()));
    return id;
  }
  /// From 40 or 64 hexadecimal digits of either case; nullopt for anything else.
  [[nodiscard]] static std::optional<Oid> from_hex(std::string_view hex);

  [[nodiscard]] std::string hex() const;
  [[nodiscard]] bool is_null() const {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
  }

  friend bool operator==(const Oid&, const Oid&) = default;
  friend std::strong_ordering operator<=>(const Oid& a, const Oid& b) {
    const int order = std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size());
    return order != 0 ? order <=> 0 : a.size <=> b.size;
  }
};

/// Object ids are random already: their first bytes are a good hash.
struct OidHash {
  std::size_t operator()(const Oid& id) const noexcept {
    std::size_t hash = 0;
    std::memcpy(&hash, id.bytes.data(), sizeof hash);
    return hash;
  }
};

}  // namespace veto::git
