// Literals that mark a run (match/token_runs.h) whatever else it holds: so that a pattern like
// glpat-[A-Za-z0-9_-]{20} can be looked for near runs although some of its matches look like names.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace veto::match {

/// Shorter literals stand in too many names.
inline constexpr std::size_t kMinAnchor = 4;

class Anchors {
 public:
  Anchors() = default;
  /// `literals`: of kMinAnchor or more run bytes each.
  explicit Anchors(std::vector<std::string> literals);

  /// Whether one of them stands in the text.
  [[nodiscard]] bool any_in(std::string_view text) const noexcept;

 private:
  [[nodiscard]] bool may_begin(const char* text) const noexcept;
  [[nodiscard]] bool begins(std::string_view text) const noexcept;

  std::vector<std::string> literals_;        // sorted
  std::array<std::uint64_t, 1024> pairs_{};  // a bit for each first two bytes
  std::array<std::uint64_t, 256> hashes_{};  // a bit for a hash of the first kMinAnchor
};

}  // namespace veto::match
