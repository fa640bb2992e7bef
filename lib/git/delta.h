// A delta of a pack: how an object is made of its base, by copies of stretches of it and by bytes
// of its own.
//
// Everything is checked: both sizes, the place of each copy, that the result is filled exactly. A
// delta that does not fit gives nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "text/copied_range.h"

namespace veto::git {

struct DeltaSizes {
  std::size_t base = 0;
  std::size_t result = 0;
  std::size_t header = 0;  ///< bytes that say so
};

/// nullopt when the delta does not begin with two sizes.
[[nodiscard]] std::optional<DeltaSizes> read_delta_sizes(std::string_view delta) noexcept;

/// No more copies are told than this: a delta may consist of millions.
inline constexpr std::size_t kMostCopies = std::size_t{1} << 16U;

/// Fills `result`, which must have the size that the delta says, and says, where somebody asks,
/// what of it is copied: copies that go on where the one before ends, in both texts, are one. False
/// when the delta does not fit; what is written then means nothing.
[[nodiscard]] bool apply_delta(std::string_view delta, std::string_view base,
                               std::span<char> result, std::vector<text::CopiedRange>* copies);

}  // namespace veto::git
