// Structures that a token carries as base64 behind a prefix of its own (pypi-AgE..., ops_eyJ...).
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "confirm/structure.h"

namespace veto::confirm {

/// The secret read on to the end of its base64 or base64url characters, up to 64 KiB.
[[nodiscard]] model::Range extended_secret(const model::Candidate& candidate) noexcept;

/// Where the encoded part may begin in the secret: behind `confirm.skip`, behind the shown prefix,
/// at its start, or at `mark`, the first characters that such an encoding has, within the first
/// bytes.
[[nodiscard]] std::array<std::size_t, 4> possible_starts(const rules::Rule& rule,
                                                         std::string_view secret,
                                                         std::string_view mark) noexcept;

}  // namespace veto::confirm
